import type Database from 'better-sqlite3';
import { type Scope } from '../../access/scope';
import { ledgerError } from '../../errors';
import { type Cell, type Measure } from '../measures';
import {
  type AggregateRequest,
  type AggregateRow,
  type BookedRecord,
  type Booking,
  type LedgerFacts,
  type LogEntry,
  type LogRequest,
  type Store,
} from '../store';
import { bookingFromRow, COLUMNS, moneyColumns, picoFromColumns, rowFromBooking, type SqlRow } from './columns';
import { openDatabase } from './open-database';
import { aggregateSql, scopeSql, whereSql } from './sql';

/** The reference store: one row per record in SQLite, every answer plain SQL over the rows. */
export class SqliteStore implements Store {
  readonly #db: Database.Database;
  readonly #insert: Database.Statement;
  /** Buckets of the query that runs; SQLite calls back while it does, and only then. */
  #buckets: readonly number[] = [];

  constructor(file: string) {
    this.#db = openDatabase(file);
    const names = COLUMNS.map(([name]) => `"${name}"`).join(', ');
    const places = COLUMNS.map(() => '?').join(', ');
    this.#insert = this.#db.prepare(
      `INSERT INTO record (${names}) VALUES (${places}) ON CONFLICT (source, id) DO NOTHING`
    );
    this.#db.function('bucket_of', { deterministic: true }, (time: unknown) => bucketOf(this.#buckets, Number(time)));
  }

  async append(records: readonly BookedRecord[]): Promise<Booking[]> {
    const book = this.#db.transaction(() =>
      records.map((record): Booking =>
        this.#insert.run(...rowFromBooking(record)).changes > 0 ? 'accepted' : 'duplicate'
      )
    );
    return attempt(() => book.immediate());
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

  async log(scope: Scope, { from, to, filters, limit, after }: LogRequest): Promise<LogEntry[]> {
    const where = whereSql(scope, { from, to }, filters);
    const cursor = after ? 'AND (timestamp, sequence) < (?, ?)' : '';
    const sql = `SELECT * FROM record WHERE ${where.text} ${cursor} ORDER BY timestamp DESC, sequence DESC LIMIT ?`;
    const values = [...where.values, ...(after ? [after.timestamp, after.sequence] : []), limit];
    return attempt(() =>
      this.#db
        .prepare<unknown[], SqlRow>(sql)
        .safeIntegers()
        .all(...values)
        .map((row) => ({
          ...bookingFromRow(row),
          position: { timestamp: Number(row.timestamp), sequence: Number(row.sequence) },
        }))
    );
  }

  async facts(scope: Scope): Promise<LedgerFacts> {
    const where = scopeSql(scope);
    const sql = `SELECT COUNT(*) AS records, MIN(timestamp) AS firstTimestamp, MAX(timestamp) AS lastTimestamp
      FROM record WHERE ${where.text}`;
    return attempt(() => this.#db.prepare<unknown[], LedgerFacts>(sql).get(...where.values)!);
  }

  async close(): Promise<void> {
    this.#db.close();
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
