import { z } from 'zod';
import { scaled } from '../pricing/decimal';

/** A decimal from 0 to `most` with at most so many digits after the point, as a whole number of 10^-`digits`. */
export function exactDecimal(digits: number, most: number) {
  const help = `must be a decimal from 0 to ${most} with at most ${digits} digits after the point`;
  return z
    .union([z.number(), z.string()], { error: help })
    .refine((value) => isExact(value, digits) && Number(value) <= most, { error: help })
    .transform((value) => scaled(value, digits)!);
}

function isExact(value: string | number, digits: number): boolean {
  const units = scaled(value, digits);
  return units !== undefined && units >= 0n && scaled(value, digits * 2) === units * 10n ** BigInt(digits);
}
