import { Temporal } from 'temporal-polyfill';
import { type z } from 'zod';
import { scaled } from '../pricing/decimal';

/** Upper bounds below which an epoch number counts as seconds, milliseconds or microseconds (else nanoseconds). */
const EPOCH_UNITS = [
  { below: 1e11, digitsToNs: 9 },
  { below: 1e14, digitsToNs: 6 },
  { below: 1e17, digitsToNs: 3 },
  { below: Infinity, digitsToNs: 0 },
];
const NS_PER_MS = 1_000_000n;

/** RFC 3339 needs date, time and offset. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}([.,]\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const HELP = 'must be an RFC 3339 text with offset (2026-03-01T12:00:00Z) or an epoch number in s, ms, µs or ns';

/** Epoch ms of a text or number in s, ms, µs or ns. For use as a zod transform. */
export function readTimestamp(value: string | number, context: z.RefinementCtx): number {
  const text = String(value).trim();
  const ms = typeof value === 'number' || /^\d+(\.\d+)?$/.test(text) ? fromEpoch(text) : fromText(text);
  if (ms === undefined) {
    context.addIssue({ code: 'custom', message: HELP });
    return NaN;
  }
  return ms;
}

/** Reads the digits as they are written: seconds with a fraction and nanoseconds are no whole doubles. */
function fromEpoch(text: string): number | undefined {
  const unit = EPOCH_UNITS.find(({ below }) => Number(text) < below);
  const ns = unit && scaled(text, unit.digitsToNs);
  return ns !== undefined && ns >= 0n ? Number(ns / NS_PER_MS) : undefined;
}

function fromText(text: string): number | undefined {
  if (!RFC_3339.test(text)) {
    return undefined;
  }
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}
