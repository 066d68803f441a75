import { type UsageRecord } from '../../../contract/record';
import { fullScope, type Scope } from '../../access/scope';
import { type Pico, picoFromUsd } from '../../pricing/decimal';
import { type Rating } from '../../pricing/price-record';
import { type Count } from '../measures';
import {
  type AggregateRequest,
  type AggregateRow,
  type BookedRecord,
  type Booking,
  type LogRequest,
  type Store,
} from '../store';

/** What a suite needs of a store: a new, empty one per test. */
export type OpenStore = () => Promise<{ store: Store; close(): Promise<void> }>;

/** Noon of the day that most tests play on. */
export const NOON = Date.UTC(2026, 0, 15, 12);

/** A new store for each test of the block, closed after it. */
export function freshStore(open: OpenStore): () => Store {
  let opened: Awaited<ReturnType<OpenStore>>;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened.close();
  });
  return () => opened.store;
}

let made = 0;

/** A booked record: a successful call without a price unless told otherwise, with an id of its own. */
export function booked(record: Partial<UsageRecord> = {}, rating: Partial<Rating> = {}): BookedRecord {
  return {
    record: { id: `call-${++made}`, source: 'test', timestamp: NOON, model: 'acme-large', status_code: 200, ...record },
    rating: {
      cost_source: 'unpriced',
      provider_cost: null,
      computed_cost: null,
      components: {},
      cost: null,
      markup: 0n,
      markup_amount: null,
      fixed_fee: 0n,
      cache_savings: null,
      multiplier: 1,
      credits: 0,
      price_version: null,
      rule_version: null,
      ...rating,
    },
    receivedAt: NOON,
  };
}

/** What became of each record, without its conflicts. */
export function outcomes(bookings: readonly Booking[]): Array<Booking['outcome']> {
  return bookings.map(({ outcome }) => outcome);
}

/** An amount in USD as picodollars. */
export function usd(text: string): Pico {
  return picoFromUsd(text)!;
}

/** A rating with a price: cost as given, nothing on top. */
export function priced(cost: string): Partial<Rating> {
  return { cost_source: 'computed', cost: usd(cost), provider_cost: usd(cost), markup_amount: 0n, credits: 1 };
}

/** Aggregates all time unless told otherwise. */
export function aggregate(
  store: Store,
  request: Partial<AggregateRequest>,
  scope: Scope = fullScope()
): Promise<AggregateRow[]> {
  return store.aggregate(scope, {
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    filters: [],
    groupBy: [],
    buckets: null,
    measures: ['requests'],
    keep: null,
    ...request,
  });
}

/** One count per group, under the group's values joined by a slash. */
export function countsByGroup(rows: readonly AggregateRow[], measure: Count = 'requests'): Record<string, number> {
  const name = (group: AggregateRow['group']) => (group === 'other' ? 'other' : group.join('/'));
  return Object.fromEntries(rows.map(({ group, cell }) => [name(group), cell.count(measure)]));
}

/** The newest records of all time unless told otherwise. */
export function readLog(store: Store, request: Partial<LogRequest> = {}, scope: Scope = fullScope()) {
  return store.log(scope, { from: 0, to: Number.MAX_SAFE_INTEGER, filters: [], limit: 1_000, after: null, ...request });
}
