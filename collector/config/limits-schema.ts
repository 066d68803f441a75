import { z } from 'zod';
import { DEFAULT_READ_LIMITS, type ReadLimits } from '../store/sqlite/readers/row-reader';
import { strict } from './strict';

/** What questions may take. */
export const LIMITS_SCHEMA = strict({
  query_seconds: wholeNumber(3_600).default(DEFAULT_READ_LIMITS.seconds),
  query_readers: wholeNumber(32).default(DEFAULT_READ_LIMITS.readers),
});

type Limits = z.output<typeof LIMITS_SCHEMA>;

export function limitsFromConfig({ query_seconds: seconds, query_readers: readers }: Limits): ReadLimits {
  return { seconds, readers };
}

export function limitsText(limits: Limits): string {
  return Object.entries(limits)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

function wholeNumber(most: number) {
  const error = `must be a whole number from 1 to ${most}`;
  return z.int({ error }).min(1, { error }).max(most, { error });
}
