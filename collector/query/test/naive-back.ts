import { dateStart, instantsOf, wallClock } from './naive-time';

/** Units of the calendar that a range is shifted back by. */
export type Back = 'day' | 'week' | 'month';

const DAY = 86_400_000;
const QUARTER = 900_000;

/**
 * The instant whose wall clock shows the same time on the date one unit earlier: of a repeated time the same one of the
 * two. Null: there is none, as the date does not exist, or the clocks skip that time or do not repeat it.
 */
export function back(time: number, unit: Back, zone: string): number | null {
  const wall = wallClock(time, zone);
  const midnight = dateBefore(wall, unit);
  const occurrence = instantsOf(wall, zone).indexOf(time);
  return midnight === null ? null : (instantsOf(midnight + (wall - floorDay(wall)), zone)[occurrence] ?? null);
}

/** The same for the start of a day, week or month, whatever the clocks do at midnight. */
export function backByDate(start: number, unit: Back, zone: string): number | null {
  const midnight = dateBefore(wallClock(start, zone), unit);
  return midnight === null ? null : startOf(midnight, zone);
}

/** What a bound of a range becomes: from an instant without counterpart up to the next one that has it. */
export function backOrLater(time: number, unit: Back, zone: string): number {
  let next = time;
  for (;;) {
    const counterpart = back(next, unit, zone);
    if (counterpart !== null) {
      return counterpart;
    }
    // What has no counterpart ends on a quarter of an hour, as all changes of clocks do.
    next = (Math.floor(next / QUARTER) + 1) * QUARTER;
  }
}

/** First instant of the date that lies so many days after that of an instant. */
export function daysLater(time: number, days: number, zone: string): number {
  return startOf(floorDay(wallClock(time, zone)) + days * DAY, zone);
}

/** First instant of the date that lies a month after that of an instant; its month's last date at most. */
export function monthLater(time: number, zone: string): number {
  const wall = new Date(wallClock(time, zone));
  const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 2, 0)).getUTCDate();
  return startOf(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, Math.min(wall.getUTCDate(), last)), zone);
}

function startOf(midnight: number, zone: string): number {
  const date = new Date(midnight);
  return dateStart(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), zone);
}

function dateBefore(wall: number, unit: Back): number | null {
  const midnight = floorDay(wall);
  if (unit !== 'month') {
    return midnight - (unit === 'week' ? 7 : 1) * DAY;
  }
  const date = new Date(midnight);
  const before = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate()));
  // A date that the month before does not have runs over into this month.
  return before.getUTCDate() === date.getUTCDate() ? before.getTime() : null;
}

function floorDay(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}
