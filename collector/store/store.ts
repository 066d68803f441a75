import { type DimensionId } from '../../contract/dimensions';
import { type FilterOperator, type LogOrder } from '../../contract/query';
import { type UsageRecord } from '../../contract/record';
import { type Scope } from '../access/scope';
import { type Rating } from '../pricing/price-record';
import { type Cell, type Measure } from './measures';

/** A record with its price, as it is booked. */
export interface BookedRecord {
  readonly record: UsageRecord;
  readonly rating: Rating;
  /** Arrival, epoch ms. */
  readonly receivedAt: number;
}

/** A filter in the ledger's own words: `@me` is resolved. */
export interface Filter {
  readonly dimension: DimensionId;
  readonly operator: FilterOperator;
  /**
   * At least one value: texts, or with `=~` and `!~` RE2 regular expressions that hold for the whole text. A record
   * without a value has the dimension's empty group.
   */
  readonly values: readonly string[];
}

/** What the dimensions of time mean. */
export interface Calendar {
  /** IANA zone. */
  readonly timezone: string;
  readonly dayParts: DayParts;
}

/** Days are 1 (Monday) to 7, hours 0 to 24. What is neither peak nor weekend is off peak. */
export interface DayParts {
  readonly peakDays: readonly number[];
  /** Peak is from the start of this hour … */
  readonly peakFrom: number;
  /** … to the start of this one. */
  readonly peakTo: number;
  readonly weekendDays: readonly number[];
}

/** Monday to Friday from 9 to 17 is peak, Saturday and Sunday are the weekend. */
export const DEFAULT_DAY_PARTS: DayParts = { peakDays: [1, 2, 3, 4, 5], peakFrom: 9, peakTo: 17, weekendDays: [6, 7] };

export const UTC_CALENDAR: Calendar = { timezone: 'UTC', dayParts: DEFAULT_DAY_PARTS };

/** A read that nobody waits for any more stops, and rejects with the signal's reason. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
}

export interface AggregateRequest {
  /** Half open [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly filters: readonly Filter[];
  readonly groupBy: readonly DimensionId[];
  /** Default `UTC_CALENDAR`. */
  readonly calendar?: Calendar;
  /** Starts of the buckets, ascending, the first at or before `from`; null: one bucket. */
  readonly buckets: readonly number[] | null;
  readonly measures: readonly Measure[];
  /** Groups that keep their name; all others are one group, `'other'`. Null: every group keeps it. */
  readonly keep: ReadonlyArray<readonly string[]> | null;
}

/** One group in one bucket. Only those with records are returned, in no order. */
export interface AggregateRow {
  /** One value per dimension of `groupBy`. */
  readonly group: readonly string[] | 'other';
  /** Index into `buckets`; 0 without buckets. */
  readonly bucket: number;
  readonly cell: Cell;
}

export interface LogRequest {
  readonly from: number;
  readonly to: number;
  readonly filters: readonly Filter[];
  /** Default `UTC_CALENDAR`. */
  readonly calendar?: Calendar;
  /** Default `time`. */
  readonly order?: LogOrder;
  /** Least cost to the customer, in picodollars: what has no known cost is left out. Default: any. */
  readonly minCost?: bigint | null;
  /** Least latency: what has none is left out. Default: any. */
  readonly minLatencyMs?: number | null;
  readonly limit: number;
  /** Continue after this record. */
  readonly after: LogPosition | null;
}

/** Place of a record in the log: largest first, none last; then newest first, then last booked first. */
export interface LogPosition {
  /** What the log is ordered by if not by time: picodollars as text, ms or tokens; null: the record has none. */
  readonly value?: string | number | null;
  readonly timestamp: number;
  readonly sequence: number;
}

export interface LogEntry extends BookedRecord {
  readonly position: LogPosition;
}

export interface LedgerFacts {
  readonly records: number;
  /** Epoch ms; null without records. */
  readonly firstTimestamp: number | null;
  readonly lastTimestamp: number | null;
}

/** What became of one record of an append. */
export interface Booking {
  /**
   * `accepted`: new. `duplicate`: on the books already. `amended`: on the books, and fields that it lacked are filled
   * now. `unknown`: an amendment (a record without a model) of nothing that is on the books.
   */
  readonly outcome: 'accepted' | 'duplicate' | 'amended' | 'unknown';
  /** Fields whose value differs from the one on the books, which stays. */
  readonly conflicts: readonly string[];
  /** The one on the books was freed of a person: nothing that tells of one is kept with it. */
  readonly erased?: boolean;
}

/** Settles a record after an amendment filled fields of it: what follows from them, the price above all. */
export type Settle = (amended: BookedRecord, filled: readonly string[]) => BookedRecord;

/** A record to be booked, and how to settle the one on the books should this turn out to amend it. */
export interface NewRecord extends BookedRecord {
  readonly settle?: Settle;
}

/** What happened to records that are on the books. Entries are only ever added. */
export const JOURNAL_KINDS = ['amendment', 'reprice', 'reattribute', 'erase', 'pseudonymise'] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

export interface JournalEntry {
  /** Epoch ms. */
  readonly time: number;
  readonly kind: JournalKind;
  readonly actor: string;
  readonly reason: string;
  /** Never a record's personal fields: the journal outlives their erasure. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** An administrative act: who, when, what, why, and what changed by it. */
export interface AuditEntry {
  /** Epoch ms. */
  readonly time: number;
  readonly actor: string;
  readonly act: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Acts or journal entries of a stretch of time, half open, epoch ms; the newest of them. */
export interface EntryRequest {
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
}

/** A record on the books before and after a change. */
export interface Change {
  readonly before: BookedRecord;
  readonly after: BookedRecord;
}

/** A change of records on the books, a chunk at a time. */
export interface Rewrite {
  /** The record as it is to be; the very same object: it stays as it is. Its identity and time never change. */
  readonly change: (before: LogEntry) => BookedRecord;
  /** What the journal says of the chunk's changes; written with them, and only if there are any. */
  readonly journal: (changes: readonly Change[]) => JournalEntry;
}

export interface RewriteResult {
  /** How many records were read. */
  readonly read: number;
  readonly changes: readonly Change[];
  /** The last record read; null at the end. */
  readonly last: LogPosition | null;
}

/**
 * Where records are kept. Every read takes a scope, and rows outside it do not exist for the answer.
 */
export interface Store {
  /**
   * Books records; what is new is durable once this resolves. All or nothing.
   *
   * A record that is on the books already (same source and id) adds nothing, but fills the fields that are absent there
   * or were given by the collector (`defaulted`); its `settle` then sees to what follows from them.
   */
  append(records: readonly NewRecord[]): Promise<Booking[]>;
  aggregate(scope: Scope, request: AggregateRequest, options?: ReadOptions): Promise<AggregateRow[]>;
  log(scope: Scope, request: LogRequest, options?: ReadOptions): Promise<LogEntry[]>;
  facts(scope: Scope): Promise<LedgerFacts>;
  /** Time of the first record, epoch ms; null without records. Unlike `facts` it counts nothing, and is there at once. */
  firstTimestamp(scope: Scope, options?: ReadOptions): Promise<number | null>;
  /** Keys of the tags of records in [from, to), by use, most used first. */
  tagKeys(scope: Scope, range: { from: number; to: number; limit: number }, options?: ReadOptions): Promise<string[]>;
  /** Reads the records of a request like `log` and changes them, with the journal entry, in one short transaction. */
  rewrite(scope: Scope, request: LogRequest, rewrite: Rewrite): Promise<RewriteResult>;
  /** Journal entries, newest first; none for a scope that does not see everything. */
  journal(scope: Scope, request: EntryRequest): Promise<JournalEntry[]>;
  /** Puts an administrative act on record; durable once this resolves. */
  audit(entry: AuditEntry): Promise<void>;
  /** Administrative acts, newest first; none for a scope that does not see everything. */
  audits(scope: Scope, request: EntryRequest): Promise<AuditEntry[]>;
  /** A text kept under a name; null if there is none. */
  note(name: string): Promise<string | null>;
  /** Keeps a text under a name together with the act that changed it, in one transaction. */
  setNote(name: string, text: string, entry: AuditEntry): Promise<void>;
  /** Makes sure that bytes which were erased are in none of the store's files. False: a reader is in the way for now. */
  purge(): Promise<boolean>;
  /** What is broken in the store itself, as sentences: its files, identities that are there twice. */
  check(): Promise<string[]>;
  close(): Promise<void>;
}
