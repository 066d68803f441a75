import { chmodSync, existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { storeFailure } from '../store/sqlite/store-failure';
import { type Content, fitContent, type Identity, type KeptContent } from './content';

/** Rows of one transaction: short enough that records are booked meanwhile. */
const CHUNK = 500;

interface Row {
  readonly received_at: number;
  /** JSON; null: erased, and nothing comes in its place. */
  readonly texts: string | null;
  readonly truncated: number;
}

export interface ContentBookOptions {
  /** How long content is kept after its arrival. */
  readonly retentionMs: number;
  /** Most bytes of a record's content, as JSON. */
  readonly maxBytes: number;
}

/**
 * Prompts and answers in a file of their own beside the ledger, for a limited time. What is erased or past its time is
 * overwritten; who reads them is for the caller to see to.
 */
export class ContentBook {
  readonly #db: Database.Database;
  readonly #options: ContentBookOptions;
  readonly #find: Database.Statement<[string, string], Row>;
  readonly #put: Database.Statement;
  readonly #retire: Database.Statement;

  constructor(file: string, options: ContentBookOptions) {
    const isNew = !existsSync(file);
    this.#db = new Database(file);
    if (isNew) {
      chmodSync(file, 0o600);
      // Before the first table: the file gives back what retention frees.
      this.#db.pragma('auto_vacuum = INCREMENTAL');
    }
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.pragma('busy_timeout = 5000');
    this.#db.pragma('secure_delete = ON');
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS content (
        sequence INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, received_at INTEGER NOT NULL,
        texts TEXT, truncated INTEGER NOT NULL, UNIQUE (source, id)
      ) STRICT;
      CREATE INDEX IF NOT EXISTS content_by_arrival ON content (received_at);
    `);
    this.#options = options;
    this.#find = this.#db.prepare('SELECT received_at, texts, truncated FROM content WHERE source = ? AND id = ?');
    this.#put = this.#db.prepare(`INSERT INTO content (source, id, received_at, texts, truncated) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (source, id) DO UPDATE SET received_at = excluded.received_at, texts = excluded.texts,
        truncated = excluded.truncated`);
    this.#retire = this.#db.prepare(`DELETE FROM content WHERE sequence IN
      (SELECT sequence FROM content WHERE received_at < ? ORDER BY received_at LIMIT ${CHUNK})`);
  }

  /**
   * Keeps content of records, durable on return. A repeat fills what was absent, for as long as the first is kept; of an
   * identity that was erased nothing is kept.
   *
   * @param now - arrival, epoch ms
   */
  keep(arrivals: ReadonlyArray<{ readonly record: Identity; readonly content: Content }>, now: number): void {
    this.#write(() => {
      for (const { record, content } of arrivals) {
        const found = this.#find.get(record.source, record.id);
        const before = found && this.#isKept(found, now) ? found : undefined;
        if (before?.texts === null) {
          continue;
        }
        const there = before ? (JSON.parse(before.texts) as Content) : {};
        const { content: kept, truncated } = fitContent(
          { ...there, ...absentFrom(there, content) },
          this.#options.maxBytes
        );
        const cut = truncated || before?.truncated === 1;
        const since = before?.received_at ?? now;
        this.#put.run(record.source, record.id, since, JSON.stringify(kept), cut ? 1 : 0);
      }
    });
  }

  /** What is kept of each record now; null where nothing is. */
  read(records: readonly Identity[], now: number): Array<KeptContent | null> {
    try {
      return records.map(({ source, id }) => {
        const row = this.#find.get(source, id);
        return row?.texts && this.#isKept(row, now)
          ? { content: JSON.parse(row.texts) as Content, truncated: row.truncated === 1 }
          : null;
      });
    } catch (error) {
      throw storeFailure(error, 'read');
    }
  }

  /** Erases what there is of records and sees to it that nothing of them is kept later. Returns how many had content. */
  erase(records: readonly Identity[], now: number): number {
    return this.#write(
      () =>
        records.filter(({ source, id }) => {
          const row = this.#find.get(source, id);
          if (row?.texts !== null) {
            this.#put.run(source, id, now, null, 0);
          }
          return typeof row?.texts === 'string';
        }).length
    );
  }

  /** Deletes what is past its time and overwrites its bytes. Returns how much that was. */
  async retire(now: number): Promise<number> {
    let retired = 0;
    for (;;) {
      const { changes } = this.#write(() => this.#retire.run(now - this.#options.retentionMs));
      retired += changes;
      if (changes < CHUNK) {
        break;
      }
      await nextTurn();
    }
    if (retired > 0) {
      this.#db.pragma('incremental_vacuum');
      this.purge();
    }
    return retired;
  }

  /** Makes sure that erased bytes are in no file. False: a reader is in the way for now. */
  purge(): boolean {
    const [result] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as Array<{ busy: number }>;
    return result?.busy === 0;
  }

  close(): void {
    this.#db.close();
  }

  #isKept({ received_at }: Row, now: number): boolean {
    return received_at >= now - this.#options.retentionMs;
  }

  #write<T>(work: () => T): T {
    try {
      return this.#db.transaction(work).immediate();
    } catch (error) {
      throw storeFailure(error, 'write');
    }
  }
}

function absentFrom(there: Content, content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([key]) => !Object.hasOwn(there, key)));
}
