import { bucketAfter } from './bucket-after';
import { bucketStarts } from './buckets';
import { type TimeRange } from './range';
import { localTime } from './zone';

/** Days of a range, the weekend's apart. A day that the range cuts counts as the part of it that lies within. */
export interface DayCounts {
  readonly weekend: number;
  readonly other: number;
}

/**
 * Counts the days of a zone, of 23 or 25 hours too, that a range has.
 *
 * @param weekendDays - 1 (Monday) to 7
 */
export function countDays({ from, to }: TimeRange, zone: string, weekendDays: readonly number[]): DayCounts {
  const days = bucketStarts('day', from, to, zone).map((start) => {
    const end = bucketAfter(start, 'day', zone);
    const part = (Math.min(end, to) - Math.max(start, from)) / (end - start);
    return { part, isWeekend: weekendDays.includes(localTime(start, zone).dayOfWeek) };
  });
  const sum = (weekend: boolean) =>
    days.reduce((all, { part, isWeekend }) => (isWeekend === weekend ? all + part : all), 0);
  return { weekend: sum(true), other: sum(false) };
}
