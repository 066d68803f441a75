import { type DayParts } from '../store/store';
import { type Config } from './schema';

/** What the `day_parts` key says. */
export function dayPartsFromConfig({ peak_days, peak_hours, weekend_days }: Config['day_parts']): DayParts {
  const [peakFrom, peakTo] = peak_hours;
  return { peakDays: peak_days, peakFrom, peakTo, weekendDays: weekend_days };
}

/** The same in one line. */
export function dayPartsText({ peak_days, peak_hours, weekend_days }: Config['day_parts']): string {
  const list = (days: readonly number[]) => days.join(', ') || 'none';
  return `peak on days ${list(peak_days)} from ${peak_hours.join(' to ')}, weekend on days ${list(weekend_days)}`;
}
