import type Database from 'better-sqlite3';
import { seesEverything, type Scope } from '../../access/scope';
import { ledgerError } from '../../errors';
import { type Cell, type Measure } from '../measures';
import {
  type AggregateRequest,
  type AggregateRow,
  type AuditEntry,
  type Booking,
  type Change,
  type JournalEntry,
  type LedgerFacts,
  type LogEntry,
  type LogRequest,
  type NewRecord,
  type Rewrite,
  type RewriteResult,
  type Store,
} from '../store';
import { bookingFromRow, moneyColumns, picoFromColumns, type SqlRow } from './columns';
import { checkDatabase } from './check-database';
import { JournalTable } from './journal-table';
import { openDatabase } from './open-database';
import { RecordTable } from './record-table';
import { aggregateSql, scopeSql, whereSql } from './sql';

/** The reference store: one row per record in SQLite, every answer plain SQL over the rows. */
export class SqliteStore implements Store {
  readonly #db: Database.Database;
  readonly #records: RecordTable;
  readonly #journal: JournalTable;
  /** Buckets of the query that runs; SQLite calls back while it does, and only then. */
  #buckets: readonly number[] = [];

  constructor(file: string) {
    this.#db = openDatabase(file);
    this.#records = new RecordTable(this.#db);
    this.#journal = new JournalTable(this.#db);
    this.#db.function('bucket_of', { deterministic: true }, (time: unknown) => bucketOf(this.#buckets, Number(time)));
  }

  async append(records: readonly NewRecord[]): Promise<Booking[]> {
    return this.#write(() =>
      records.map((record) => this.#records.book(record, (entry) => this.#journal.addJournal(entry)))
    );
  }

  async aggregate(scope: Scope, request: AggregateRequest): Promise<AggregateRow[]> {
    const { text, values } = aggregateSql(scope, request);
    return attempt(() => {
      this.#buckets = request.buckets ?? [];
      const rows = this.#db
        .prepare<unknown[], SqlRow>(text)
        .safeIntegers()
        .all(...values);
      return rows
        .filter(({ matched }) => matched !== 0n)
        .map((row) => ({
          group: row.kept === 0n ? 'other' : request.groupBy.map((_, index) => String(row[`g${index}`])),
          bucket: Number(row.bucket),
          cell: cellFromRow(row, request.measures),
        }));
    });
  }

  async log(scope: Scope, request: LogRequest): Promise<LogEntry[]> {
    return attempt(() => this.#read(scope, request));
  }

  #read(scope: Scope, { from, to, filters, limit, after }: LogRequest): LogEntry[] {
    const where = whereSql(scope, { from, to }, filters);
    const cursor = after ? 'AND (timestamp, sequence) < (?, ?)' : '';
    const sql = `SELECT * FROM record WHERE ${where.text} ${cursor} ORDER BY timestamp DESC, sequence DESC LIMIT ?`;
    const values = [...where.values, ...(after ? [after.timestamp, after.sequence] : []), limit];
    return this.#db
      .prepare<unknown[], SqlRow>(sql)
      .safeIntegers()
      .all(...values)
      .map((row) => ({
        ...bookingFromRow(row),
        position: { timestamp: Number(row.timestamp), sequence: Number(row.sequence) },
      }));
  }

  async rewrite(scope: Scope, request: LogRequest, { change, journal }: Rewrite): Promise<RewriteResult> {
    return this.#write(() => {
      const entries = this.#read(scope, request);
      const changes = entries.flatMap((before): Change[] => {
        const after = change(before);
        if (after === before) {
          return [];
        }
        this.#records.replace(before.position.sequence, after);
        return [{ before, after }];
      });
      if (changes.length > 0) {
        this.#journal.addJournal(journal(changes));
      }
      return { read: entries.length, changes, last: entries.at(-1)?.position ?? null };
    });
  }

  async facts(scope: Scope): Promise<LedgerFacts> {
    const where = scopeSql(scope);
    const sql = `SELECT COUNT(*) AS records, MIN(timestamp) AS firstTimestamp, MAX(timestamp) AS lastTimestamp
      FROM record WHERE ${where.text}`;
    return attempt(() => this.#db.prepare<unknown[], LedgerFacts>(sql).get(...where.values)!);
  }

  async journal(scope: Scope, limit: number): Promise<JournalEntry[]> {
    return attempt(() => (seesEverything(scope) ? this.#journal.journal(limit) : []));
  }

  async audit(entry: AuditEntry): Promise<void> {
    this.#write(() => this.#journal.addAudit(entry));
  }

  async audits(scope: Scope, limit: number): Promise<AuditEntry[]> {
    return attempt(() => (seesEverything(scope) ? this.#journal.audits(limit) : []));
  }

  async note(name: string): Promise<string | null> {
    return attempt(() => this.#journal.note(name));
  }

  async setNote(name: string, text: string, entry: AuditEntry): Promise<void> {
    this.#write(() => {
      this.#journal.setNote(name, text);
      this.#journal.addAudit(entry);
    });
  }

  async purge(): Promise<boolean> {
    return attempt(() => {
      const [result] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as Array<{ busy: number }>;
      return result?.busy === 0;
    });
  }

  async check(): Promise<string[]> {
    return attempt(() => checkDatabase(this.#db));
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  /** One transaction that waits for its turn first, so that it never fails half-way for want of the lock. */
  #write<T>(work: () => T): T {
    return attempt(() => this.#db.transaction(work).immediate());
  }
}

/** Index of the bucket that a time falls into: the last one that starts at or before it. */
export function bucketOf(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

function cellFromRow(row: SqlRow, measures: readonly Measure[]): Cell {
  const measured: ReadonlySet<Measure> = new Set(measures);
  const check = (measure: Measure) => {
    if (!measured.has(measure)) {
      throw new Error(`Measure ${measure} was not asked for`);
    }
  };
  return {
    count(measure) {
      check(measure);
      return Number(row[measure]);
    },
    money(measure) {
      check(measure);
      const [micro, pico] = moneyColumns(measure);
      return picoFromColumns(row[micro] as bigint, row[pico] as bigint);
    },
  };
}

/** SQLite's own failures (disk full, locked, I/O) are a reason to send again later. */
function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isSqliteFailure(error)) {
      throw ledgerError(
        'store_unavailable',
        'The ledger cannot be read or written at the moment. What was sent is not booked: send it again later.',
        undefined,
        { cause: error }
      );
    }
    throw error;
  }
}

/** Told by its code: the driver's errors may be of another realm, where `instanceof Error` does not hold. */
function isSqliteFailure(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('SQLITE_');
}
