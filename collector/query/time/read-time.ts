import { Temporal } from 'temporal-polyfill';

/** First and last instant that are believed, epoch ms: outside them dates stop making sense. */
const EARLIEST = 0;
const LATEST = Date.UTC(2200, 0, 1);

/** Epoch ms of a time in a query: a number, its digits as text, or RFC 3339. Undefined for anything else. */
export function readTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? fromText(value.trim()) : value;
  return typeof time === 'number' && time >= EARLIEST && time <= LATEST ? Math.floor(time) : undefined;
}

function fromText(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}
