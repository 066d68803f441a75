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
/** Time that may pass without a bucket of its own: what the clocks repeat, at most a day and some hours. */
const SLACK = 3 * 86_400_000;

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

function planBuckets(question: Question, range: TimeRange): Buckets | null {
  const { granularity, timezone, intervalMs, maxDataPoints } = question;
  if (granularity === 'none') {
    return null;
  }
  return granularity === 'auto'
    ? finestFitting(range, timezone, maxDataPoints, intervalMs)
    : (fitting(granularity, range, timezone, MAX_BUCKETS) ?? refuse(granularity, range, timezone));
}

function refuse(size: BucketSize, range: TimeRange, zone: string): never {
  const nearest = finestFitting(range, zone, MAX_BUCKETS, 0).size;
  throw ledgerError(
    'invalid_query',
    `granularity ${size} gives more than ${MAX_BUCKETS} buckets over this range; the finest that fits is ${nearest}`,
    'granularity'
  );
}

/** Months where nothing fits. */
function finestFitting(range: TimeRange, zone: string, most: number, atLeastMs: number): Buckets {
  for (const size of BUCKET_SIZES.filter((name) => BUCKET_WIDTHS[name] >= atLeastMs)) {
    const buckets = fitting(size, range, zone, most);
    if (buckets) {
      return buckets;
    }
  }
  return { size: 'month', starts: bucketStarts('month', range.from, range.to, zone) };
}

/** The range's buckets if they are not more than `most`. */
function fitting(size: BucketSize, { from, to }: TimeRange, zone: string, most: number): Buckets | undefined {
  // Too many for certain, so that millions need not be counted.
  if ((to - from - SLACK) / BUCKET_WIDTHS[size] > most) {
    return undefined;
  }
  const starts = bucketStarts(size, from, to, zone);
  return starts.length <= most ? { size, starts } : undefined;
}
