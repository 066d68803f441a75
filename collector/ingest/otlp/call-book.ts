import Database from 'better-sqlite3';

/** How long the spans of calls are remembered: agents that run longer than this are rare. */
const KEEP_MS = 2 * 86_400_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Most spans of a trace that are looked at; a trace with more is a loop that nobody ends. */
const MAX_OF_TRACE = 10_000;

/** How long it matters where spans are that are no calls: only what comes out of order asks for it. */
const KEEP_PLACES_MS = 3_600_000;

/** A span (or the log of one) of which something is remembered. */
export interface KnownCall {
  readonly span: string;
  /** Id of the record; '': it is part of none. */
  readonly record: string;
  /**
   * `own`: the record is of this span. `part`: of another, which this one repeats. `agent`: the record is of this span,
   * which is no call: it was the only one with usage. `aside`: an agent that counts in other spans. `presumed`: the log of
   * a call that counts in an agent, as long as nothing tells where the call is. `place`: none of these, only where it is.
   */
  readonly kind: 'own' | 'part' | 'agent' | 'aside' | 'presumed' | 'place';
  /** The spans around it as far as they are known, from the inside. */
  readonly above: readonly string[];
  /** The last of them, or the span itself, is the root. */
  readonly whole: boolean;
  /** Epoch ms; absent: unknown. */
  readonly start?: number;
  readonly end?: number;
}

interface Row {
  readonly span: string;
  readonly record: string;
  readonly kind: KnownCall['kind'];
  readonly above: string;
  readonly whole: number;
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * Remembers which spans have become records, and where they are, for those that arrive in later requests: the outer
 * span of a call ends after the inner one, and is often sent after it. In a file beside the ledger, as a restart must
 * not make two of one.
 */
export class CallBook {
  readonly #db: Database.Database;
  readonly #find: Database.Statement<[string, string], Row>;
  readonly #put: Database.Statement;
  readonly #prune: Database.Statement;
  readonly #prunePlaces: Database.Statement;
  #prunedAt = -Infinity;

  constructor(file: string) {
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('busy_timeout = 5000');
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS spans (
        source TEXT NOT NULL, trace TEXT NOT NULL, span TEXT NOT NULL, record TEXT NOT NULL, kind TEXT NOT NULL,
        above TEXT NOT NULL, whole INTEGER NOT NULL, start REAL, "end" REAL, seen INTEGER NOT NULL,
        PRIMARY KEY (source, trace, span)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS spans_by_time ON spans (seen);
      CREATE INDEX IF NOT EXISTS places_by_time ON spans (seen) WHERE kind = 'place';
    `);
    this.#find = this.#db.prepare(
      `SELECT span, record, kind, above, whole, start, "end" FROM spans WHERE source = ? AND trace = ?
       ORDER BY kind = 'place', span LIMIT ${MAX_OF_TRACE}`
    );
    // What is on the books stays there: only of what is not may be learned that it is a call.
    this.#put = this.#db.prepare(`INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, trace, span) DO UPDATE SET above = excluded.above, whole = excluded.whole,
        record = iif(kind IN ('place', 'presumed'), excluded.record, record),
        kind = iif(kind IN ('place', 'presumed'), excluded.kind, kind), seen = excluded.seen`);
    this.#prune = this.#db.prepare('DELETE FROM spans WHERE seen < ?');
    this.#prunePlaces = this.#db.prepare(`DELETE FROM spans WHERE kind = 'place' AND seen < ?`);
  }

  /** Spans of a trace that are remembered. */
  ofTrace(source: string, trace: string): KnownCall[] {
    return this.#find.all(source, trace).map(({ span, record, kind, above, whole, start, end }) => ({
      ...{ span, record, kind, above: above ? above.split(' ') : [], whole: whole === 1 },
      ...(start === null || end === null ? {} : { start, end }),
    }));
  }

  /** The same of several traces, by trace: much faster than one after the other. */
  ofTraces(source: string, traces: Iterable<string>): Map<string, KnownCall[]> {
    return this.#db.transaction(() => new Map([...traces].map((trace) => [trace, this.ofTrace(source, trace)])))();
  }

  /** Remembers spans of traces; of those it knows it learns what is around them. `now`: arrival, epoch ms. */
  put(source: string, calls: ReadonlyArray<KnownCall & { readonly trace: string }>, now: number): void {
    if (calls.length === 0) {
      return;
    }
    this.#db.transaction(() => {
      for (const { trace, span, record, kind, above, whole, start, end } of calls) {
        const time = [start ?? null, end ?? null];
        this.#put.run(source, trace, span, record, kind, above.join(' '), Number(whole), ...time, now);
      }
      if (now - this.#prunedAt > PRUNE_EVERY_MS) {
        this.#prune.run(now - KEEP_MS);
        this.#prunePlaces.run(now - KEEP_PLACES_MS);
        this.#prunedAt = now;
      }
    })();
  }

  close(): void {
    this.#db.close();
  }
}
