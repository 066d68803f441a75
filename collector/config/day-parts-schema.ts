import { z } from 'zod';
import { DEFAULT_DAY_PARTS } from '../store/store';
import { strict } from './strict';

const DAY = { error: 'must be a day from 1 (Monday) to 7 (Sunday)' };
const HOUR = { error: 'must be a whole hour from 0 to 24' };
const HOURS = 'must be two hours, the first before the second, for instance [9, 17]';

const days = z
  .array(z.int(DAY).min(1, DAY).max(7, DAY), { error: 'must be a list of days, 1 (Monday) to 7 (Sunday)' })
  .refine((list) => new Set(list).size === list.length, { error: 'must name each day once' });
const hour = z.int(HOUR).min(0, HOUR).max(24, HOUR);

/** The `day_parts` key. */
export const DAY_PARTS_SCHEMA = strict({
  peak_days: days.default([...DEFAULT_DAY_PARTS.peakDays]),
  peak_hours: z
    .tuple([hour, hour], {
      error: ({ code }) => (code === 'invalid_type' || code.startsWith('too_') ? HOURS : undefined),
    })
    .refine(([from, to]) => from < to, { error: HOURS })
    .default([DEFAULT_DAY_PARTS.peakFrom, DEFAULT_DAY_PARTS.peakTo]),
  weekend_days: days.default([...DEFAULT_DAY_PARTS.weekendDays]),
}).superRefine(({ peak_days: peak, weekend_days: weekend }, context) => {
  const both = weekend.filter((day) => peak.includes(day));
  if (both.length > 0) {
    const message = `must not name a day of peak_days, as ${both.join(', ')}: give both lists`;
    context.addIssue({ code: 'custom', path: ['weekend_days'], message });
  }
});
