import { type Back, back, backByDate, backOrLater, daysLater, monthLater } from './naive-back';
import { instantOf, rangeByName, type Size, SIZES, walkBuckets, wallClock } from './naive-time';

export type Span = readonly [from: number, to: number];

/** The part of a question that decides on its range and buckets. */
export interface WhenAsked {
  /** By name, or [from, to). */
  readonly range: string | Span;
  readonly granularity: 'auto' | 'none' | Size;
  readonly timezone: string;
  readonly complete: boolean;
  readonly settleMs: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
}

export interface When {
  readonly range: Span;
  /** Size and starts of the buckets, null without. */
  readonly buckets: {
    readonly size: Size;
    readonly keys: readonly string[];
    readonly starts: readonly number[];
  } | null;
  /** Whether `settle` or `complete` took something off the range. */
  readonly shortened: { readonly settled: boolean; readonly completed: boolean };
}

const MINUTE = 60_000;
const MOST_BUCKETS = 11_000;
export const NOMINAL: Readonly<Record<Size, number>> = {
  minute: MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  hour: 60 * MINUTE,
  '6h': 360 * MINUTE,
  day: 1_440 * MINUTE,
  week: 7 * 1_440 * MINUTE,
  month: 28 * 1_440 * MINUTE,
};

/** Range and buckets of a question; `tooMany`: more buckets than may be asked for. */
export function resolveWhen(asked: WhenAsked, now: number, first: number | null): When | 'tooMany' {
  const { range, timezone, settleMs, complete } = asked;
  const [from, to] = typeof range === 'string' ? rangeByName(range, now, timezone, first) : range;
  const settled = settleMs > 0 ? Math.max(from, Math.min(to, now - settleMs)) : to;
  const size = chooseSize(asked, from, settled);
  if (size === 'tooMany') {
    return size;
  }
  const end = complete ? Math.max(from, borderBefore(Math.min(settled, now), size, timezone)) : settled;
  const walked = size && walkBuckets(size, from, end, timezone);
  return {
    range: [from, end],
    buckets: size && walked && { size, keys: [...walked.keys()], starts: [...walked.values()] },
    shortened: { settled: settled < to, completed: end < settled },
  };
}

/** The last border of a bucket that is not after this. */
function borderBefore(time: number, size: Size | null, zone: string): number {
  return size === null ? Math.floor(time / MINUTE) * MINUTE : [...walkBuckets(size, time, time + 1, zone).values()][0]!;
}

function chooseSize(asked: WhenAsked, from: number, to: number): Size | null | 'tooMany' {
  const { granularity, timezone, intervalMs, maxDataPoints } = asked;
  const fits = (size: Size, most: number) =>
    (to - from) / NOMINAL[size] <= 2 * most && walkBuckets(size, from, to, timezone).size <= most;
  if (granularity === 'none') {
    return null;
  }
  if (granularity === 'auto') {
    return SIZES.find((size) => NOMINAL[size] >= intervalMs && fits(size, maxDataPoints)) ?? 'month';
  }
  return fits(granularity, MOST_BUCKETS) ? granularity : 'tooMany';
}

export type NaiveComparison = 'previous_period' | Back;

/** What a range is compared with. */
export interface Before {
  readonly range: Span;
  /** Per bucket, null where it has no counterpart; null without buckets. */
  readonly buckets: ReadonlyArray<Span | null> | null;
}

/** The range and buckets that a question's are compared with. */
export function whenBefore({ range: [from, to], buckets }: When, compare: NaiveComparison, zone: string): Before {
  if (compare === 'previous_period') {
    const length = to - from;
    const ends = buckets?.starts.map((_start, index) => buckets.starts[index + 1] ?? to);
    return {
      range: [from - length, from],
      buckets: buckets && buckets.starts.map((start, index) => [start - length, ends![index]! - length]),
    };
  }
  const range: Span = [backOrLater(from, compare, zone), backOrLater(to, compare, zone)];
  return { range, buckets: buckets && bucketsBefore(buckets, compare, zone, range) };
}

function bucketsBefore(
  { size, starts }: NonNullable<When['buckets']>,
  unit: Back,
  zone: string,
  [from, to]: Span
): Array<Span | null> {
  const isByDate = size === 'day' || size === 'week' || size === 'month';
  const counterparts = starts.map((start) => (isByDate ? backByDate(start, unit, zone) : back(start, unit, zone)));
  return counterparts.map((start, index) => {
    if (start === null) {
      return null;
    }
    const next = counterparts.slice(index + 1).find((other) => other !== null) ?? Infinity;
    return [Math.max(from, start), Math.min(to, next, oneBucketLater(start, size, zone))];
  });
}

function oneBucketLater(start: number, size: Size, zone: string): number {
  switch (size) {
    case 'day':
      return daysLater(start, 1, zone);
    case 'week':
      return daysLater(start, 7, zone);
    case 'month':
      return monthLater(start, zone);
    case '6h':
      return instantOf(wallClock(start, zone) + NOMINAL[size], zone);
    case 'minute':
    case '5m':
    case '15m':
    case '30m':
    case 'hour':
      return start + NOMINAL[size];
  }
}
