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
  type EntryRequest,
  type JournalEntry,
  type LedgerFacts,
  type LogEntry,
  type LogRequest,
  type NewRecord,
  type ReadOptions,
  type Rewrite,
  type RewriteResult,
  type Store,
} from '../store';
import { aggregateSql } from './aggregate-sql';
import { checkDatabase } from './check-database';
import { bookingFromRow, moneyColumns, picoFromColumns, type SqlRow, type SqlValue } from './columns';
import { QueryFunctions } from './functions';
import { JournalTable } from './journal-table';
import { clockFor } from './local-clock';
import { logSql, positionOf } from './log-sql';
import { openDatabase } from './open-database';
import { RecordTable } from './record-table';
import { InlineReader, readRows } from './readers/inline-reader';
import { ReaderPool } from './readers/reader-pool';
import { DEFAULT_READ_LIMITS, type ReadLimits, type ReadStatement, type RowReader } from './readers/row-reader';
import { StopCheck } from './readers/stop-check';
import { storeFailure } from './store-failure';
import { tagKeysSql } from './tag-keys-sql';
import { factsSql, firstTimestampSql } from './where-sql';

/** Groups × buckets of one answer: what a process has room for beside its other work. */
const MOST_ROWS = 1_000_000;

export interface SqliteStoreOptions {
  /** Most groups × buckets of one answer; more are refused. Default 1,000,000. */
  readonly mostRows?: number;
  /** What reads may take. Default: `DEFAULT_READ_LIMITS`. */
  readonly limits?: ReadLimits;
}

/** The reference store: one row per record in SQLite, every answer plain SQL over the rows. */
export class SqliteStore implements Store {
  readonly #db: Database.Database;
  readonly #records: RecordTable;
  readonly #journal: JournalTable;
  readonly #functions: QueryFunctions;
  readonly #mostRows: number;
  readonly #reader: RowReader;

  constructor(file: string, { mostRows = MOST_ROWS, limits = DEFAULT_READ_LIMITS }: SqliteStoreOptions = {}) {
    this.#db = openDatabase(file);
    this.#records = new RecordTable(this.#db);
    this.#journal = new JournalTable(this.#db);
    this.#functions = new QueryFunctions(this.#db);
    this.#mostRows = mostRows;
    const stopCheck = new StopCheck(this.#db);
    this.#reader =
      file === ':memory:'
        ? new InlineReader(this.#db, this.#functions, stopCheck, limits.seconds)
        : new ReaderPool(file, limits);
  }

  async append(records: readonly NewRecord[]): Promise<Booking[]> {
    return this.#write(() =>
      records.map((record) => this.#records.book(record, (entry) => this.#journal.addJournal(entry)))
    );
  }

  async aggregate(scope: Scope, request: AggregateRequest, options?: ReadOptions): Promise<AggregateRow[]> {
    const { filters, buckets } = request;
    const rows = await this.#ask(() => {
      const sql = aggregateSql(scope, request, clockFor(this.#db, request), this.#mostRows + 1);
      return { ...sql, filters, buckets };
    }, options);
    if (rows.length > this.#mostRows) {
      throw tooManyRows(this.#mostRows);
    }
    return rows
      .filter(({ matched }) => matched !== 0n)
      .map((row) => ({
        group: row.kept === 0n ? 'other' : request.groupBy.map((_, index) => String(row[`g${index}`])),
        bucket: Number(row.bucket),
        cell: cellFromRow(row, request.measures),
      }));
  }

  async log(scope: Scope, request: LogRequest, options?: ReadOptions): Promise<LogEntry[]> {
    const rows = await this.#ask(() => this.#logStatement(scope, request), options);
    return rows.map((row) => entryFromRow(row, request));
  }

  async tagKeys(
    scope: Scope,
    range: { from: number; to: number; limit: number },
    options?: ReadOptions
  ): Promise<string[]> {
    const rows = await this.#ask(() => tagKeysSql(scope, range), options);
    return rows.map(({ key }) => String(key));
  }

  #logStatement(scope: Scope, request: LogRequest): ReadStatement {
    return { ...logSql(scope, request, clockFor(this.#db, request)), filters: request.filters };
  }

  async rewrite(scope: Scope, request: LogRequest, { change, journal }: Rewrite): Promise<RewriteResult> {
    return this.#write(() => {
      const rows = readRows(this.#db, this.#functions, this.#logStatement(scope, request));
      const entries = rows.map((row) => entryFromRow(row, request));
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
    const statement = factsSql(scope);
    // Who sees no row has none counted, and so need not wait behind long questions: this is how readiness is asked.
    const [row] =
      scope.rows.length === 0
        ? attempt(() => readRows(this.#db, this.#functions, statement))
        : await this.#ask(() => statement);
    const { records, firstTimestamp, lastTimestamp } = row!;
    const time = (value: SqlValue) => (value === null ? null : Number(value));
    return {
      records: Number(records),
      firstTimestamp: time(firstTimestamp!),
      lastTimestamp: time(lastTimestamp!),
    };
  }

  async firstTimestamp(scope: Scope, options?: ReadOptions): Promise<number | null> {
    const [row] = await this.#ask(() => firstTimestampSql(scope), options);
    return row ? Number(row.timestamp) : null;
  }

  async journal(scope: Scope, request: EntryRequest): Promise<JournalEntry[]> {
    return attempt(() => (seesEverything(scope) ? this.#journal.journal(request) : []));
  }

  async audit(entry: AuditEntry): Promise<void> {
    this.#write(() => this.#journal.addAudit(entry));
  }

  async audits(scope: Scope, request: EntryRequest): Promise<AuditEntry[]> {
    return attempt(() => (seesEverything(scope) ? this.#journal.audits(request) : []));
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

  /** The writing connection goes last: with the last one the write-ahead log is folded into the file. */
  async close(): Promise<void> {
    await this.#reader.close();
    this.#db.close();
  }

  async #ask(statement: () => ReadStatement, options?: ReadOptions): Promise<SqlRow[]> {
    options?.signal?.throwIfAborted();
    const asked = attempt(statement);
    try {
      return await this.#reader.read(asked, options);
    } catch (error) {
      throw storeFailure(error, 'read');
    }
  }

  /** One transaction that waits for its turn first, so that it never fails half-way for want of the lock. */
  #write<T>(work: () => T): T {
    return attempt(() => this.#db.transaction(work).immediate(), 'write');
  }
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

function tooManyRows(most: number) {
  return ledgerError(
    'invalid_query',
    `The answer would have more than ${most.toLocaleString('en')} values: group by less, take a coarser granularity or a shorter range, or filter`,
    'groupBy'
  );
}

function entryFromRow(row: SqlRow, { order = 'time' }: LogRequest): LogEntry {
  const booking = bookingFromRow(row);
  return { ...booking, position: positionOf(order, booking, Number(row.sequence)) };
}

function attempt<T>(work: () => T, act: 'read' | 'write' = 'read'): T {
  try {
    return work();
  } catch (error) {
    throw storeFailure(error, act);
  }
}
