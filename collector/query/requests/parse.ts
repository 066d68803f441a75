import { z } from 'zod';
import { LOG_FORMATS, LOG_ORDERS, type LogFormat, type LogOrder } from '../../../contract/query';
import { ledgerError } from '../../errors';
import { type ListQuestion, parseListQuestion } from '../list-question';
import { describe } from '../parse';
import { MIN_COST, MIN_LATENCY } from './thresholds';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 1_000;

/** A valid question for the request log. */
export interface RequestsQuestion extends ListQuestion {
  readonly order: LogOrder;
  readonly format: LogFormat;
  readonly limit: number;
  /** Picodollars. */
  readonly minCost: bigint | null;
  readonly minLatencyMs: number | null;
}

const limit = { error: `must be a whole number from 1 to ${MAX_LIMIT}` };

export const REQUESTS_QUERY = z.object({
  order: z.enum(LOG_ORDERS, { error: `must be one of ${LOG_ORDERS.join(', ')}` }).nullish(),
  format: z.enum(LOG_FORMATS, { error: `must be one of ${LOG_FORMATS.join(', ')}` }).nullish(),
  limit: z.int(limit).min(1, limit).max(MAX_LIMIT, limit).nullish(),
  // An input that was emptied asks for nothing.
  min_cost: z.preprocess((value) => (value === '' ? null : value), MIN_COST.nullish()),
  min_latency_ms: z.preprocess((value) => (value === '' ? null : value), MIN_LATENCY.nullish()),
});

const OWN = Object.keys(REQUESTS_QUERY.shape);

/** Reads a query of type `requests`; throws where it cannot be read. */
export function parseRequests(refId: string, query: Record<string, unknown>, ledgerZone: string): RequestsQuestion {
  const parsed = REQUESTS_QUERY.safeParse(query);
  if (!parsed.success) {
    throw describe(parsed.error, 'invalid_query');
  }
  const { order, format, min_cost, min_latency_ms } = parsed.data;
  if (format === 'logs' && (order ?? 'time') !== 'time') {
    throw ledgerError('invalid_query', 'order must be time with format logs: log lines are newest first', 'order');
  }
  return {
    ...parseListQuestion(refId, query, OWN, ledgerZone),
    order: order ?? 'time',
    format: format ?? 'table',
    limit: parsed.data.limit ?? DEFAULT_LIMIT,
    minCost: min_cost ?? null,
    minLatencyMs: min_latency_ms ?? null,
  };
}
