import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const date = z.string().refine((text) => localTime(text) !== undefined, {
  error: 'must be a date (2026-01-31) or a local time (2026-01-31T18:00)',
});

/** Keys of what holds from a date (included) to another (excluded), by the ledger's calendar. */
export const VALIDITY = { from: date.optional(), to: date.optional() };
export const AFTER_FROM = { error: 'must lie after from', path: ['to'] };

export interface LocalValidity {
  from?: string;
  to?: string;
}

/** Whether `to` lies after `from`, where both are given. */
export function isOrdered({ from, to }: LocalValidity): boolean {
  const [start, end] = [from, to].map((text) => (text === undefined ? undefined : localTime(text)));
  return !start || !end || Temporal.PlainDateTime.compare(start, end) < 0;
}

/** The same as instants, epoch ms: dates begin at midnight of the zone. */
export function validityInZone({ from, to }: LocalValidity, timezone: string): { from: number; to: number } {
  return { from: from ? instant(from, timezone) : -Infinity, to: to ? instant(to, timezone) : Infinity };
}

function instant(local: string, timezone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).epochMilliseconds;
}

function localTime(text: string): Temporal.PlainDateTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text)) {
    return undefined;
  }
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return undefined;
  }
}
