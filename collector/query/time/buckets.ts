import { type Temporal } from 'temporal-polyfill';
import { type BucketSize } from '../../../contract/query';
import { localTime, offsetSpans, startOfDate } from './zone';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Stretches of time, one after the other. */
export interface Buckets {
  readonly size: BucketSize;
  /** Epoch ms, ascending. */
  readonly starts: readonly number[];
}

/** Usual widths in ms, of months the longest. */
export const BUCKET_WIDTHS: Readonly<Record<BucketSize, number>> = {
  minute: MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  hour: HOUR,
  '6h': 6 * HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 31 * 24 * HOUR,
};

/** Steps of the calendar, for the sizes that follow it. */
export const CALENDAR_STEPS: Partial<Record<BucketSize, Temporal.DurationLike>> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
};

/**
 * Starts of the buckets that cover [from, to) in a zone, ascending; the first may lie before `from`.
 *
 * Calendar buckets begin at the first instant of their first day. Smaller ones follow the local clock: the hour that
 * DST repeats is two buckets, the one it skips is none.
 */
export function bucketStarts(size: BucketSize, from: number, to: number, zone: string): number[] {
  if (from >= to) {
    return [];
  }
  const step = CALENDAR_STEPS[size];
  return step ? calendarStarts(size, step, from, to, zone) : clockStarts(BUCKET_WIDTHS[size], from, to, zone);
}

function calendarStarts(
  size: BucketSize,
  step: Temporal.DurationLike,
  from: number,
  to: number,
  zone: string
): number[] {
  const starts: number[] = [];
  let date = firstDate(size, localTime(from, zone).toPlainDate());
  for (let start = startOfDate(date, zone); start < to; start = startOfDate(date, zone)) {
    // A zone that skips a whole day (Samoa, 2011) gives two dates the same first instant.
    if (starts.at(-1) !== start) {
      starts.push(start);
    }
    date = date.add(step);
  }
  return starts.filter((_, index) => (starts[index + 1] ?? Infinity) > from);
}

function firstDate(size: BucketSize, date: Temporal.PlainDate): Temporal.PlainDate {
  if (size === 'week') {
    return date.subtract({ days: date.dayOfWeek - 1 });
  }
  return size === 'month' ? date.with({ day: 1 }) : date;
}

function clockStarts(width: number, from: number, to: number, zone: string): number[] {
  const starts: number[] = [];
  let before: number | undefined;
  // A day earlier: the bucket that `from` falls into may begin under another offset.
  for (const { start, end, offset } of offsetSpans(from - 24 * HOUR, to, zone)) {
    const bucket = Math.floor((start + offset) / width);
    if (before !== undefined && !goesOn(bucket, start - 1 + before, width)) {
      starts.push(start);
    }
    for (let time = (bucket + 1) * width - offset; time < end; time += width) {
      starts.push(time);
    }
    before = offset;
  }
  return starts.filter((_, index) => (starts[index + 1] ?? Infinity) > from);
}

/** Whether the bucket goes on that was there before the clocks were changed. Up to an hour wide, none does. */
function goesOn(bucket: number, localBefore: number, width: number): boolean {
  return width > HOUR && Math.floor(localBefore / width) === bucket;
}
