import { type DimensionId } from '../../contract/dimensions';
import { type FilterOperator } from '../../contract/query';
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
  /** At least one value. A record without a value has the dimension's empty group. */
  readonly values: readonly string[];
}

export interface AggregateRequest {
  /** Half open [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly filters: readonly Filter[];
  readonly groupBy: readonly DimensionId[];
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
  readonly limit: number;
  /** Continue after this record. */
  readonly after: LogPosition | null;
}

/** Place of a record in the log: newest first, then last booked first. */
export interface LogPosition {
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

/** Outcome of each record of an append, in order. */
export type Booking = 'accepted' | 'duplicate';

/**
 * Where records are kept. Every read takes a scope, and rows outside it do not exist for the answer.
 */
export interface Store {
  /** Books records; what is new is durable once this resolves. All or nothing. */
  append(records: readonly BookedRecord[]): Promise<Booking[]>;
  aggregate(scope: Scope, request: AggregateRequest): Promise<AggregateRow[]>;
  log(scope: Scope, request: LogRequest): Promise<LogEntry[]>;
  facts(scope: Scope): Promise<LedgerFacts>;
  close(): Promise<void>;
}
