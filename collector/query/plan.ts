import { BUCKET_SIZES, type BucketSize } from '../../contract/query';
import { ledgerError } from '../errors';
import { type Measure } from '../store/measures';
import { isForTables, isTextMetric, metricInfo } from '../../contract/metrics';
import { type AggregateRequest, type Calendar, DEFAULT_DAY_PARTS, type DayParts } from '../store/store';
import { comparedTime, type ComparedTime } from './compare';
import { estimateMeasures } from './estimate';
import { dependsOnPrices, FORMULAS } from './metrics';
import { type Question } from './question';
import { BUCKET_WIDTHS, type Buckets, bucketStarts } from './time/buckets';
import { namedRange, type TimeRange } from './time/range';
import { countDays, type DayCounts } from './time/count-days';
import { completeRange, settleRange } from './time/shorten-range';

/** Most buckets that may be asked for by name. */
export const MAX_BUCKETS = 11_000;
/** Time that may pass without a bucket of its own: what the clocks repeat, at most a day and some hours. */
const SLACK = 3 * 86_400_000;

/** Any time that a record can have. */
export const EVER: TimeRange = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** What has to be read for a question: store requests and the buckets they fill. */
export interface Plan {
  readonly question: Question;
  readonly range: TimeRange;
  /** Null: one value per group. */
  readonly buckets: Buckets | null;
  /** Null: it is compared with nothing. */
  readonly compared: ComparedTime | null;
  /** Each group's total over the range; also the answer where there are no buckets. */
  readonly totals: AggregateRequest;
  /** The groups of all time, in the range or not; null: they are not asked for. */
  readonly known: AggregateRequest | null;
  /** Days of the range and of the one compared with, up to now; null: no metric goes by them. */
  readonly days: { readonly current: DayCounts; readonly previous?: DayCounts } | null;
}

/** Turns a question into what has to be read. Pure: the time and the first record's time come from outside. */
export function planQuery(
  question: Question,
  now: number,
  firstTimestamp: number | null,
  dayParts: DayParts = DEFAULT_DAY_PARTS
): Plan {
  const { range: asked, timezone, filters, groupBy, compare, unused } = question;
  const whole = typeof asked === 'string' ? namedRange(asked, now, timezone, firstTimestamp) : asked;
  const { range, buckets } = planTime(question, settleRange(whole, question.settleMs, now), now);
  refuseOverTime(question);
  refuseHelpWithoutStatus(question);
  const calendar = { timezone, dayParts };
  const totals = { ...range, filters, groupBy, calendar, buckets: null, measures: measuresOf(question), keep: null };
  const compared = compare && comparedTime(range, buckets, compare, timezone);
  return {
    question,
    range,
    buckets,
    compared,
    days: question.metrics.includes('weekend_share') ? planDays(range, compared, calendar, now) : null,
    totals,
    known: unused && groupBy.length > 0 ? { ...totals, ...EVER, measures: [] } : null,
  };
}

function refuseOverTime({ metrics, granularity }: Question): void {
  const whole = metrics.find((metric) => isForTables(metricInfo(metric)));
  if (whole && granularity !== 'none') {
    const { kind } = metricInfo(whole);
    const what =
      kind === 'text' ? 'names something' : kind === 'instant' ? 'is a point in time' : 'is of all days together';
    throw ledgerError(
      'invalid_query',
      `granularity must be none with ${whole}, which ${what}: take it out of metrics to ask for ${granularity}`,
      'granularity'
    );
  }
}

/** Days that are still to come have had no calls, and are not counted as days without. */
function planDays(
  range: TimeRange,
  compared: ComparedTime | null,
  { timezone, dayParts: { weekendDays } }: Calendar,
  now: number
): NonNullable<Plan['days']> {
  const count = ({ from, to }: TimeRange) => {
    const past = { from, to: Math.min(to, now) };
    if ((past.to - from) / BUCKET_WIDTHS.day > MAX_BUCKETS) {
      throw ledgerError(
        'invalid_query',
        `weekend_share is of at most ${MAX_BUCKETS} days: take a shorter range, or all, which begins with the first record`,
        'metrics'
      );
    }
    return countDays(past, timezone, weekendDays);
  };
  return { current: count(range), ...(compared ? { previous: count(compared.range) } : {}) };
}

function refuseHelpWithoutStatus({ metrics, groupBy }: Question): void {
  if (metrics.includes('status_help') && !groupBy.includes('status_code')) {
    throw ledgerError(
      'invalid_query',
      'groupBy must have status_code with status_help, which says what a status means',
      'groupBy'
    );
  }
}

/** A text alone has no measures: how many calls there are tells whether there is any. */
function measuresOf(question: Question): Measure[] {
  const { metrics } = question;
  const needed = new Set<Measure>(
    metrics.flatMap((metric) => (isTextMetric(metric) ? ['requests'] : FORMULAS[metric].needs))
  );
  if (metrics.some(dependsOnPrices) || metrics.includes('price_entry')) {
    needed.add('unpriced_requests');
  }
  estimateMeasures(question).forEach((measure) => needed.add(measure));
  return [...needed];
}

/** The size of the buckets is chosen first: `complete` ends at a border of theirs. */
function planTime(question: Question, settled: TimeRange, now: number): Pick<Plan, 'range' | 'buckets'> {
  const { timezone, complete } = question;
  const buckets = planBuckets(question, settled);
  if (!complete) {
    return { range: settled, buckets };
  }
  const range = completeRange(settled, buckets?.size ?? null, timezone, now);
  const starts = buckets && bucketStarts(buckets.size, range.from, range.to, timezone);
  return { range, buckets: buckets && { size: buckets.size, starts: starts! } };
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
