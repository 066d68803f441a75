import { type UsageRecord } from '../../contract/record';
import { readRecord } from '../ingest/read-record';
import { type ReadRecords } from '../ingest/read-records';
import { type DemoTrial } from './demo-trial';
import { demoRecords } from './demo-records';
import { chance, pick, type Random, seededRandom } from './random';

const SEED = 77_003;
const MINUTE = 60_000;
/** Nothing arrives later than this after its call began, in ms. */
export const MAX_LAG = 4 * 3_600_000;

/** What one sender sends at once. It always has at least one new record, so that what has arrived is known by those. */
export interface DemoArrival {
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly source: string;
  readonly read: ReadRecords;
}

interface Sender {
  /** How often it sends, and what the way takes, in ms. */
  readonly every: number;
  readonly way: number;
  /** Share of records that come much later: a laptop was closed, a file was late. */
  readonly late: number;
  /** Of its records: sent twice, sent again with another latency, and broken. */
  readonly repeated: number;
  readonly changed: number;
  readonly broken: number;
}

const SENDERS: Readonly<Record<string, Sender>> = {
  'litellm-gateway': { every: 10_000, way: 350, late: 0, repeated: 0.004, changed: 0.0006, broken: 0.0008 },
  'otel-collector': { every: 5_000, way: 900, late: 0.001, repeated: 0.009, changed: 0, broken: 0.0015 },
  'claude-code': { every: MINUTE, way: 1_200, late: 0.006, repeated: 0.002, changed: 0, broken: 0 },
  'batch-jobs': { every: 15 * MINUTE, way: 40_000, late: 0.004, repeated: 0.012, changed: 0.002, broken: 0.006 },
  'store-kiosks': { every: 5 * MINUTE, way: 4_000, late: 0.01, repeated: 0.02, changed: 0, broken: 0.004 },
};

/** Of ratings, those that are sent with the call; the others are given later. */
const RATED_AT_ONCE = 0.35;

/** How the calls of an hour reach the collector, in order of time. The same hour of a trial arrives the same way, always. */
export function demoArrivals(hour: number, trial: DemoTrial): DemoArrival[] {
  const random = seededRandom(Math.imul(hour, 2_246_822_519) ^ SEED);
  const batches = new Map<string, Batch>();
  for (const record of demoRecords(hour, trial)) {
    const later = record.rating !== undefined && !chance(random, RATED_AT_ONCE);
    const receivedAt = arrivalOf(random, record);
    const key = `${record.source} ${receivedAt}`;
    const batch = batches.get(key) ?? { source: record.source, receivedAt, records: [], rows: [] };
    batches.set(key, batch);
    batch.records.push(later ? withoutRating(record) : record);
    batch.rows.push(...echoesOf(random, record, later));
  }
  const inOrder = [...batches.values()].sort((a, b) => a.receivedAt - b.receivedAt);
  carryOver(inOrder);
  return inOrder.map(({ source, receivedAt, records, rows }) => ({
    source,
    receivedAt,
    read: reading(records, rows, { source, now: receivedAt }),
  }));
}

interface Batch {
  readonly source: string;
  readonly receivedAt: number;
  readonly records: UsageRecord[];
  /** What is sent beside new records: it goes with a later batch of the source. */
  rows: unknown[];
}

function arrivalOf(random: Random, { source, timestamp, latency_ms = 0 }: UsageRecord): number {
  const { every, way, late } = SENDERS[source]!;
  const ended =
    timestamp + Math.min(latency_ms, 30 * MINUTE) + (chance(random, late) ? (10 + 100 * random()) * MINUTE : 0);
  // What a batch's way takes is the same for all of it.
  const slot = Math.floor(ended / every) + 1;
  return slot * every + Math.round(way * (0.6 + ((slot * 2_654_435_761) % 1_000) / 1_000));
}

/** What else a sender sends because of a record. */
function echoesOf(random: Random, record: UsageRecord, rated: boolean): unknown[] {
  const { source, id, rating, model } = record;
  const { repeated, changed, broken } = SENDERS[source]!;
  return [
    ...(rated ? [{ id, source, rating }] : []),
    ...(chance(random, repeated) ? [rated ? withoutRating(record) : record] : []),
    ...(chance(random, changed) ? [{ ...withoutRating(record), latency_ms: (record.latency_ms ?? 0) + 7 }] : []),
    ...(chance(random, broken) ? [pick(random, brokenRows(id, model))] : []),
  ];
}

function brokenRows(id: string, model: string): ReadonlyArray<readonly [unknown, number]> {
  return [
    [{ id: `${id}-n`, model, input_tokens: -1 }, 3],
    [{ id: `${id}-f`, model, output_tokens: 812.5 }, 2],
    [{ id: `${id}-t`, model, timestamp: 'yesterday' }, 2],
    [{ id: `${id}-c`, model, provider_cost: '0.0125', currency: 'EUR' }, 2],
    [{ user: 'nobody' }, 1],
  ];
}

/** Moves what is sent again to the source's next batch but one; what has none in this hour is never sent. */
function carryOver(batches: readonly Batch[]): void {
  const waiting = new Map<string, unknown[][]>();
  for (const batch of batches) {
    const queue = waiting.get(batch.source) ?? [];
    waiting.set(batch.source, queue);
    queue.push(batch.rows);
    batch.rows = queue.length > 2 ? queue.shift()! : [];
  }
}

function reading(
  records: UsageRecord[],
  rows: readonly unknown[],
  defaults: { source: string; now: number }
): ReadRecords {
  const all = [...records];
  const rejected: ReadRecords['rejected'] = [];
  rows.forEach((row, position) => {
    const read = readRecord(row, defaults);
    if ('message' in read) {
      rejected.push({ index: records.length + position, ...read });
    } else {
      all.push(read.record);
    }
  });
  return { records: all, indexes: all.map((_, index) => index), rejected, contents: new Map(), withoutId: 0 };
}

function withoutRating(record: UsageRecord): UsageRecord {
  const { rating: _rating, ...rest } = record;
  return rest;
}
