import { z } from 'zod';
import { LOG_ORDERS, type LogOrder } from '../../../contract/query';
import { ledgerError } from '../../errors';
import { type LogPosition } from '../../store/store';

const whole = z.int().min(0);
/** Picodollars as text, ms or tokens; null: the record has none. */
const value = z.union([z.string().regex(/^-?\d{1,40}$/), z.number(), z.null()]);
const CURSOR = z.strictObject({
  order: z.enum(LOG_ORDERS),
  value: value.optional(),
  timestamp: whole,
  sequence: whole,
});

/** A place in the log as clients carry it: opaque to them, and good for the order that it was made in. */
export function encodeCursor(order: LogOrder, { value, timestamp, sequence }: LogPosition): string {
  const place = { order, ...(order === 'time' ? {} : { value: value ?? null }), timestamp, sequence };
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor; throws for what is none, and for one of another order. */
export function readCursor(text: string, order: LogOrder): LogPosition {
  const parsed = CURSOR.safeParse(readJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success || (parsed.data.order !== 'time' && parsed.data.value === undefined)) {
    throw ledgerError('invalid_query', 'cursor must be the next_cursor of an earlier page', 'cursor');
  }
  const { order: made, ...position } = parsed.data;
  if (made !== order) {
    throw ledgerError('invalid_query', `cursor is of a log in the order ${made}: ask for order=${made}`, 'cursor');
  }
  return position;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
