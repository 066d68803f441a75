import Database from 'better-sqlite3';

/** How long the spans of calls are remembered: agents that run longer than this are rare. */
const KEEP_MS = 2 * 86_400_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Most spans of a trace that are looked at; a trace with more is a loop that nobody ends. */
const MAX_OF_TRACE = 10_000;

/** A span (or the log of one) that has become part of a record. */
export interface KnownCall {
  readonly span: string;
  /** Id of the record. */
  readonly record: string;
  /**
   * `own`: the record is of this span. `part`: of another, which this one repeats. `agent`: the record is of this span,
   * which is no call: it was the only one with usage.
   */
  readonly kind: 'own' | 'part' | 'agent';
  /** The spans around it as far as they are known, from the inside. */
  readonly above: readonly string[];
}

interface Row {
  readonly span: string;
  readonly record: string;
  readonly kind: KnownCall['kind'];
  readonly above: string;
}

/**
 * Remembers which spans have become records, for those that arrive in later requests: the outer span of a call ends
 * after the inner one, and is often sent after it. In a file beside the ledger, as a restart must not make two of one.
 */
export class CallBook {
  readonly #db: Database.Database;
  readonly #find: Database.Statement<[string, string], Row>;
  readonly #put: Database.Statement;
  readonly #prune: Database.Statement;
  #prunedAt = -Infinity;

  constructor(file: string) {
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('busy_timeout = 5000');
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS calls (
        source TEXT NOT NULL, trace TEXT NOT NULL, span TEXT NOT NULL, record TEXT NOT NULL, kind TEXT NOT NULL,
        above TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (source, trace, span)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS calls_by_time ON calls (seen);
    `);
    this.#find = this.#db.prepare(
      `SELECT span, record, kind, above FROM calls WHERE source = ? AND trace = ? ORDER BY span LIMIT ${MAX_OF_TRACE}`
    );
    this.#put = this.#db.prepare(`INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, trace, span) DO UPDATE SET above = excluded.above, seen = excluded.seen`);
    this.#prune = this.#db.prepare('DELETE FROM calls WHERE seen < ?');
  }

  /** Spans of a trace that are part of records. */
  ofTrace(source: string, trace: string): KnownCall[] {
    return this.#find.all(source, trace).map(({ above, ...row }) => ({ ...row, above: above ? above.split(' ') : [] }));
  }

  /** Remembers spans of traces; of those it knows it learns what is around them. `now`: arrival, epoch ms. */
  put(source: string, calls: ReadonlyArray<KnownCall & { readonly trace: string }>, now: number): void {
    if (calls.length === 0) {
      return;
    }
    this.#db.transaction(() => {
      for (const { trace, span, record, kind, above } of calls) {
        this.#put.run(source, trace, span, record, kind, above.join(' '), now);
      }
      if (now - this.#prunedAt > PRUNE_EVERY_MS) {
        this.#prune.run(now - KEEP_MS);
        this.#prunedAt = now;
      }
    })();
  }

  close(): void {
    this.#db.close();
  }
}
