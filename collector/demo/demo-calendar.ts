import { logNormal, seededRandom } from './random';

const DAY = 86_400_000;

/** When people and machines call models. Hours are UTC. */
export type Schedule = 'office' | 'shop' | 'nightly';

interface Rhythm {
  /** Share of a day's calls in each hour. */
  readonly hours: readonly number[];
  /** Calls of a day of the weekend, as a share of a working day's. */
  readonly weekend: number;
}

const bump = (hour: number, middle: number, width: number) => Math.exp(-(((hour - middle) / width) ** 2));

const RHYTHMS: Readonly<Record<Schedule, Rhythm>> = {
  // Most sit in Europe, some in America, a few in Asia; lunch is at noon.
  office: rhythm(0.19, (hour) => {
    const lunch = 1 - 0.25 * bump(hour, 11.5, 0.8);
    return 0.05 + bump(hour, 11.5, 3.6) * lunch + 0.55 * bump(hour, 17.5, 3) + 0.12 * bump(hour, 4, 2.5);
  }),
  // Customers of a shop: never quite asleep, busiest in the evening.
  shop: rhythm(0.5, (hour) => 0.22 + 0.6 * bump(hour, 11, 4.5) + 0.75 * bump(hour, 18, 3.2)),
  nightly: rhythm(0.5, (hour) => (hour >= 1 && hour <= 4 ? 1 : 0)),
};

function rhythm(weekend: number, weight: (hour: number) => number): Rhythm {
  const weights = Array.from({ length: 24 }, (_, hour) => weight(hour));
  const total = weights.reduce((sum, value) => sum + value, 0);
  return { hours: weights.map((value) => value / total), weekend };
}

/** Calls of an hour as a share of those of a working day. `time` is the hour's start, epoch ms. */
export function shareOfDay(schedule: Schedule, time: number): number {
  const date = new Date(time);
  const { hours, weekend } = RHYTHMS[schedule];
  const weekday = date.getUTCDay();
  return hours[date.getUTCHours()]! * (weekday === 0 || weekday === 6 ? weekend : weekday === 5 ? 0.93 : 1);
}

/** How much slower answers are than at night: providers are busiest when everybody is. */
export function slowness(time: number): number {
  const date = new Date(time);
  const working = date.getUTCDay() !== 0 && date.getUTCDay() !== 6;
  return 1 + (working ? 0.55 : 0.12) * bump(date.getUTCHours(), 15, 3.5);
}

/** From 0 before `start` to 1 after `end`, smoothly; all in days. */
export function ramp(day: number, start: number, end: number): number {
  const part = Math.min(1, Math.max(0, (day - start) / (end - start)));
  return part * part * (3 - 2 * part);
}

/** How far the company has come with models: ever more calls until the trial's week, hardly more afterwards. */
export function growth(day: number): number {
  const past = Math.min(1, Math.max(0, (day + 90) / 90));
  return 0.44 + 0.56 * past + 0.12 * ramp(day, 0, 90);
}

/** How busy a day is beside what the calendar says: no two are alike. `kind` tells days of different work apart. */
export function moodOf(time: number, kind: number): number {
  const day = Math.floor(time / DAY);
  const common = logNormal(seededRandom(Math.imul(day, 40_503) ^ 0x5eed), 1, 0.07);
  return common * logNormal(seededRandom(Math.imul(day, 69_069) ^ Math.imul(kind + 1, 7_919)), 1, 0.16);
}

/** Whether a time lies in the last days of a month or the first of the next, UTC. */
export function isMonthEnd(time: number): boolean {
  const days = [new Date(time + 2 * DAY), new Date(time - 2 * DAY)].map((date) => date.getUTCMonth());
  return days[0] !== days[1];
}
