import { InvalidArgumentError } from 'commander';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const LONGEST_MS = 3_650 * UNITS.d;

/** A length of time on the command line, in ms: `90d`, `24h`, `0`. */
export function readDuration(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  const ms = text === '0' ? 0 : Number(count) * UNITS[unit as keyof typeof UNITS];
  if (!(ms <= LONGEST_MS)) {
    throw new InvalidArgumentError('It must be a number and s, m, h, d or w, at most ten years: 90d, 24h.');
  }
  return ms;
}
