import { type Temporal } from 'temporal-polyfill';
import { type NamedRange } from '../../../contract/query';
import { localTime } from './zone';

/** Half open [from, to), epoch ms. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const HOUR = 3_600_000;

/**
 * A range by name, in a zone. Calendar ranges end now, whole ones at their last instant.
 *
 * @param first - time of the first record that may be seen, for `all`
 */
export function namedRange(name: NamedRange, now: number, zone: string, first: number | null): TimeRange {
  const local = localTime(now, zone);
  const today = local.startOfDay();
  const month = today.with({ day: 1 }).startOfDay();
  switch (name) {
    case '1h':
      return { from: now - HOUR, to: now };
    case '24h':
      return { from: now - 24 * HOUR, to: now };
    case '7d':
      return daysBack(today, 6, now);
    case '30d':
      return daysBack(today, 29, now);
    case '90d':
      return daysBack(today, 89, now);
    case '1M':
      return monthsBack(local, 1, now);
    case '3M':
      return monthsBack(local, 3, now);
    case '6M':
      return monthsBack(local, 6, now);
    case '12M':
      return monthsBack(local, 12, now);
    case 'today':
      return { from: today.epochMilliseconds, to: now };
    case 'yesterday':
      return { from: startOfDayBefore(today, { days: 1 }), to: today.epochMilliseconds };
    case 'month':
      return { from: month.epochMilliseconds, to: now };
    case 'previous_month':
      return { from: startOfDayBefore(month, { months: 1 }), to: month.epochMilliseconds };
    case 'all':
      return { from: Math.min(first ?? now, now), to: now };
  }
}

function daysBack(today: Temporal.ZonedDateTime, days: number, now: number): TimeRange {
  return { from: startOfDayBefore(today, { days }), to: now };
}

function monthsBack(local: Temporal.ZonedDateTime, months: number, now: number): TimeRange {
  return { from: local.subtract({ months }).epochMilliseconds, to: now };
}

function startOfDayBefore(day: Temporal.ZonedDateTime, duration: Temporal.DurationLike): number {
  return day.subtract(duration).startOfDay().epochMilliseconds;
}
