import { BUCKET_SIZES, type BucketSize } from '../../contract/query';
import { ledgerError } from '../errors';
import { type Measure } from '../store/measures';
import { type AggregateRequest } from '../store/store';
import { dependsOnPrices, FORMULAS } from './metrics';
import { type Question } from './question';
import { BUCKET_WIDTHS, bucketStarts } from './time/buckets';
import { namedRange, type TimeRange } from './time/range';

/** Most buckets that may be asked for by name. */
export const MAX_BUCKETS = 11_000;

/** What has to be read for a question: store requests and the buckets they fill. */
export interface Plan {
  readonly question: Question;
  readonly range: TimeRange;
  /** Null: one value per group. */
  readonly buckets: Buckets | null;
  /** Each group's total over the range; also the answer where there are no buckets. */
  readonly totals: AggregateRequest;
}

export interface Buckets {
  readonly size: BucketSize;
  /** Epoch ms, ascending. */
  readonly starts: readonly number[];
}

/** Turns a question into what has to be read. Pure: the time and the first record's time come from outside. */
export function planQuery(question: Question, now: number, firstTimestamp: number | null): Plan {
  const { range: asked, timezone, filters, groupBy } = question;
  const range = typeof asked === 'string' ? namedRange(asked, now, timezone, firstTimestamp) : asked;
  return {
    question,
    range,
    buckets: planBuckets(question, range),
    totals: { ...range, filters, groupBy, buckets: null, measures: measuresOf(question), keep: null },
  };
}

function measuresOf({ metrics }: Question): Measure[] {
  const needed = new Set<Measure>(metrics.flatMap((metric) => FORMULAS[metric].needs));
  if (metrics.some(dependsOnPrices)) {
    needed.add('unpriced_requests');
  }
  return [...needed];
}

function planBuckets({ granularity, timezone, intervalMs, maxDataPoints }: Question, range: TimeRange): Buckets | null {
  if (granularity === 'none') {
    return null;
  }
  const size =
    granularity === 'auto'
      ? (finestFitting(range, maxDataPoints, intervalMs) ?? 'month')
      : requireFitting(granularity, range);
  return { size, starts: bucketStarts(size, range.from, range.to, timezone) };
}

function requireFitting(size: BucketSize, range: TimeRange): BucketSize {
  if (bucketCount(size, range) > MAX_BUCKETS) {
    const nearest = finestFitting(range, MAX_BUCKETS, 0) ?? 'month';
    throw ledgerError(
      'invalid_query',
      `granularity ${size} gives more than ${MAX_BUCKETS} buckets over this range; the finest that fits is ${nearest}`,
      'granularity'
    );
  }
  return size;
}

function finestFitting(range: TimeRange, most: number, atLeastMs: number): BucketSize | undefined {
  return BUCKET_SIZES.find((size) => BUCKET_WIDTHS[size] >= Math.min(atLeastMs, BUCKET_WIDTHS.month) && bucketCount(size, range) <= most);
}

function bucketCount(size: BucketSize, { from, to }: TimeRange): number {
  return Math.ceil((to - from) / BUCKET_WIDTHS[size]);
}
