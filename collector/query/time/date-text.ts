import { localTime } from './zone';

/** An instant for a sentence, to the minute: `24 Aug 2026, 09:12`; the first instant of a day is the day: `24 Aug 2026`. */
export function dateText(time: number, zone: string): string {
  const local = localTime(time, zone);
  const month = local.toLocaleString('en-US', { month: 'short' });
  const day = `${local.day} ${month} ${local.year}`;
  return time === local.startOfDay().epochMilliseconds
    ? day
    : `${day}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
