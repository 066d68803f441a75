import { type Temporal } from 'temporal-polyfill';
import { localTime, startOfDate } from './zone';

/** Units of the calendar by which a time has a counterpart. */
export type CalendarUnit = 'day' | 'week' | 'month';

const MINUTE = 60_000;

const BACK: Readonly<Record<CalendarUnit, Temporal.DurationLike>> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
};

/**
 * The instant whose wall clock shows the same time on the date one unit earlier; the second occurrence of an hour that
 * DST repeats has that of the other date.
 *
 * Null: there is none. The date is not on the calendar (30 February), or the clocks skip that time, or do not repeat it.
 */
export function counterpart(time: number, unit: CalendarUnit, zone: string): number | null {
  const wall = localTime(time, zone).toPlainDateTime();
  const date = dateBefore(wall.toPlainDate(), unit);
  const occurrence = instantsOf(wall, zone).indexOf(time);
  return date === null ? null : (instantsOf(date.toPlainDateTime(wall.toPlainTime()), zone)[occurrence] ?? null);
}

/** First instant of the date one unit before the one that an instant falls on; null: there is no such date. */
export function counterpartOfDate(time: number, unit: CalendarUnit, zone: string): number | null {
  const date = dateBefore(localTime(time, zone).toPlainDate(), unit);
  const start = date && startOfDate(date, zone);
  // A zone may skip a whole day (Samoa, 2011).
  return start !== null && localTime(start, zone).toPlainDate().equals(date!) ? start : null;
}

/** The counterpart of the first instant at or after this one that has any: what the bound of a range becomes. */
export function counterpartOrLater(time: number, unit: CalendarUnit, zone: string): number {
  for (let next = time; ;) {
    const before = counterpart(next, unit, zone);
    if (before !== null) {
      return before;
    }
    const date = localTime(next, zone).toPlainDate();
    next = dateBefore(date, unit) === null ? startOfDate(date.add({ days: 1 }), zone) : nextMinute(next);
  }
}

/** Clocks are changed on whole minutes. */
function nextMinute(time: number): number {
  return (Math.floor(time / MINUTE) + 1) * MINUTE;
}

function dateBefore(date: Temporal.PlainDate, unit: CalendarUnit): Temporal.PlainDate | null {
  const before = date.subtract(BACK[unit]);
  return unit === 'month' && before.day !== date.day ? null : before;
}

/** Every instant at which the clocks show a time: one, two where DST repeats it, none where it skips it. */
function instantsOf(wall: Temporal.PlainDateTime, zone: string): number[] {
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation })
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  if (!earlier.toPlainDateTime().equals(wall)) {
    return [];
  }
  return [...new Set([earlier.epochMilliseconds, later.epochMilliseconds])];
}
