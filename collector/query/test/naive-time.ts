/**
 * Local time worked out the slow way, from nothing but `Intl`, to check the engine against. For years since 2012, whose
 * changes of the clocks all lie on quarters of an hour.
 */
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WIDTHS = { minute: MINUTE, '5m': 5 * MINUTE, '15m': QUARTER, '30m': 2 * QUARTER, hour: HOUR, '6h': 6 * HOUR };
export const SIZES = ['minute', '5m', '15m', '30m', 'hour', '6h', 'day', 'week', 'month'] as const;
export type Size = (typeof SIZES)[number];

const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time − UTC in ms. No clock is changed and changed back within a day, so most days need no closer look. */
export function offsetAt(time: number, zone: string): number {
  const day = Math.floor(time / DAY) * DAY;
  const offset = lookUp(day, zone);
  return offset === lookUp(day + DAY, zone) ? offset : lookUp(Math.floor(time / QUARTER) * QUARTER, zone);
}

function lookUp(time: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const offset = known.get(time) ?? readClock(time, zone) - time;
  known.set(time, offset);
  return offset;
}

/** What the clock on the wall shows, as if it were UTC. */
export function wallClock(time: number, zone: string): number {
  return time + offsetAt(time, zone);
}

function readClock(time: number, zone: string): number {
  const format = formats.get(zone) ?? newFormat(zone);
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? NaN;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** The first instant whose wall clock shows this date or a later one; months below 1 are those of earlier years. */
export function dateStart(year: number, month: number, day: number, zone: string): number {
  const midnight = Date.UTC(year, month - 1, day);
  let time = midnight - 16 * HOUR;
  while (wallClock(time, zone) < midnight) {
    time += QUARTER;
  }
  return time;
}

/** The instants at which the wall clock shows this: two in an hour that is repeated, none in one that is skipped. */
export function instantsOf(wall: number, zone: string): number[] {
  const candidates = new Set([wall - offsetAt(wall - DAY, zone), wall - offsetAt(wall + DAY, zone)]);
  return [...candidates].filter((time) => wallClock(time, zone) === wall).sort((a, b) => a - b);
}

/** The instant at which the wall clock shows this: of two the first, of none the one as far after the gap. */
export function instantOf(wall: number, zone: string): number {
  return instantsOf(wall, zone)[0] ?? wall - offsetAt(wall - DAY, zone);
}

/** What all instants of one bucket have in common and no other instant has. */
export function bucketKey(size: Size, time: number, zone: string): string {
  const wall = wallClock(time, zone);
  const day = Math.floor(wall / DAY);
  switch (size) {
    case 'day':
      return String(day);
    case 'week':
      // 1970-01-01 was a Thursday.
      return String(Math.floor((day + 3) / 7));
    case 'month':
      return new Date(wall).toISOString().slice(0, 7);
    case '6h':
      return String(Math.floor(wall / WIDTHS[size]));
    case 'minute':
    case '5m':
    case '15m':
    case '30m':
    case 'hour':
      return `${Math.floor(wall / WIDTHS[size])} ${offsetAt(time, zone)}`;
  }
}

/** First instant and key of each bucket that touches [from, to), found by walking through it. */
export function walkBuckets(size: Size, from: number, to: number, zone: string): Map<string, number> {
  const step = size === 'minute' || size === '5m' ? WIDTHS[size] : QUARTER;
  const found = new Map<string, number>();
  if (from >= to) {
    return found;
  }
  let time = Math.floor(from / step) * step;
  const first = bucketKey(size, from, zone);
  while (bucketKey(size, time - step, zone) === first) {
    time -= step;
  }
  for (; time < to; time += step) {
    const key = bucketKey(size, time, zone);
    if (!found.has(key)) {
      found.set(key, time);
    }
  }
  return found;
}

/** [from, to) of a range by name. */
export function rangeByName(name: string, now: number, zone: string, first: number | null): [from: number, to: number] {
  const wall = wallClock(now, zone);
  const today = new Date(wall);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate()];
  const date = (months: number, days: number) => dateStart(year, month + months, days, zone);
  const [, number, letter] = /^(\d+)([hdM])$/.exec(name) ?? [];
  switch (letter ?? name) {
    case 'h':
      return [now - Number(number) * HOUR, now];
    case 'd':
      return [date(0, day - Number(number) + 1), now];
    case 'M': {
      const target = month - Number(number);
      const last = new Date(Date.UTC(year, target, 0)).getUTCDate();
      return [instantOf(Date.UTC(year, target - 1, Math.min(day, last)) + (wall % DAY), zone), now];
    }
    case 'today':
      return [date(0, day), now];
    case 'yesterday':
      return [date(0, day - 1), date(0, day)];
    case 'month':
      return [date(0, 1), now];
    case 'previous_month':
      return [date(-1, 1), date(0, 1)];
    case 'all':
      return [Math.min(first ?? now, now), now];
    default:
      throw new Error(`no range ${name}`);
  }
}
