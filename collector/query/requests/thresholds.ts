import { z } from 'zod';
import { picoFromUsd } from '../../pricing/decimal';

const amount = { error: 'must be an amount in USD from 0, for instance 0.05' };
const latency = { error: 'must be a number of ms from 0' };

/** `min_cost`: USD as number or decimal text, read exactly into picodollars. */
export const MIN_COST = z.union([z.number(amount), z.string(amount)], amount).transform((value, context) => {
  const pico = picoFromUsd(value);
  if (pico === undefined || pico < 0n) {
    context.addIssue({ code: 'custom', message: amount.error });
    return z.NEVER;
  }
  return pico;
});

/** `min_latency_ms`: a number or its digits. */
export const MIN_LATENCY = z
  .union(
    [
      z.number(latency),
      z
        .string(latency)
        .regex(/^\d+(\.\d+)?$/, latency)
        .transform(Number),
    ],
    latency
  )
  .pipe(z.number(latency).min(0, latency));
