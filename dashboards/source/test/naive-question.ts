import { z } from 'zod';
import { DIMENSIONS, isDimensionId } from '../../../contract/dimensions';
import { isMetricId } from '../../../contract/metrics';
import { type NaiveQuestion } from '../../../collector/query/test/naive';
import { SIZES } from '../../../collector/query/test/naive-time';

const dimension = z.string().refine(isDimensionId, `must be one of ${DIMENSIONS.map(({ id }) => id).join(', ')}`);
const FILTERS = z
  .array(z.strictObject({ dimension, operator: z.enum(['=', '!=', '=~', '!~']), values: z.array(z.string()) }))
  .default([]);

/** What every question of a list has. */
export const LIST = { refId: z.string(), timezone: z.string(), filters: FILTERS };

/** A question with a field that is not here could not be recomputed: it is an error. */
const USAGE = z.strictObject({
  ...LIST,
  queryType: z.literal('usage'),
  range: z.string().optional(),
  metrics: z.array(z.string().refine(isMetricId)),
  groupBy: z.array(dimension),
  granularity: z.enum(['auto', 'none', ...SIZES]),
  limit: z.number().nullable().default(null),
  other: z.boolean().default(false),
  compare: z.enum(['previous_period', 'day', 'week', 'month']).nullable().default(null),
  compareAs: z.enum(['fields', 'previous', 'change']).default('fields'),
  share: z.boolean().default(false),
  unused: z.boolean().default(false),
  intervalMs: z.number(),
  maxDataPoints: z.number(),
});

/** A question about usage as the recomputation takes it. */
export function naiveQuestion(
  query: Readonly<Record<string, unknown>>,
  range: readonly [number, number],
  ledgerZone: string
): NaiveQuestion {
  const { timezone, range: named, queryType: _type, refId: _id, ...asked } = USAGE.parse(query);
  return {
    ...asked,
    timezone: zoneOf(timezone, ledgerZone),
    range: named ?? range,
    complete: false,
    settleMs: 0,
  };
}

export function zoneOf(timezone: string, ledgerZone: string): string {
  return timezone === 'ledger' ? ledgerZone : timezone;
}
