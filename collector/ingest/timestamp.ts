import { Temporal } from 'temporal-polyfill';
import { type z } from 'zod';

/** Upper bounds below which an epoch number counts as seconds, milliseconds or microseconds (else nanoseconds). */
const EPOCH_UNITS = [
  { below: 1e11, perMs: 1e-3 },
  { below: 1e14, perMs: 1 },
  { below: 1e17, perMs: 1e3 },
  { below: Infinity, perMs: 1e6 },
];

/** RFC 3339 needs date, time and offset. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}([.,]\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const HELP = 'must be an RFC 3339 text with offset (2026-03-01T12:00:00Z) or an epoch number in s, ms, µs or ns';

/** Epoch ms of a text or number in s, ms, µs or ns. For use as a zod transform. */
export function readTimestamp(value: string | number, context: z.RefinementCtx): number {
  const epoch = typeof value === 'number' ? value : /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
  const ms = epoch === undefined ? fromText(String(value).trim()) : fromEpoch(epoch);
  if (ms === undefined) {
    context.addIssue({ code: 'custom', message: HELP });
    return NaN;
  }
  return ms;
}

function fromEpoch(epoch: number): number | undefined {
  const unit = EPOCH_UNITS.find(({ below }) => epoch < below);
  return unit && epoch >= 0 && Number.isFinite(epoch) ? Math.floor(epoch / unit.perMs) : undefined;
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
