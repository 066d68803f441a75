import { DIMENSIONS, type DimensionId, isDimensionId, ME } from '../../contract/dimensions';
import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';
import { succeeded } from '../pricing/price-record';
import { type CostComponents } from '../pricing/cost';
import { checkCost, COST_DIFFERS } from '../pricing/cost-check';
import { usdText } from '../pricing/decimal';
import { creditTier } from '../pricing/multipliers';
import { type Filter, type LogEntry, type LogPosition, type LogRequest, type Store } from '../store/store';
import { readTime } from './time/read-time';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

export interface LogPage {
  records: Array<Record<string, unknown>>;
  /** Passed as `cursor`, gives the next page; null at the end. */
  next_cursor: string | null;
}

/** One page of the request log, newest first. */
export async function answerLog(
  params: URLSearchParams,
  { store, scope, now }: { store: Store; scope: Scope; now: number }
): Promise<LogPage> {
  const request = parseLog(params, scope, now);
  const entries = await store.log(scope, { ...request, limit: request.limit + 1 });
  const page = entries.slice(0, request.limit);
  const last = page.at(-1);
  return {
    records: page.map((entry) => recordJson(entry, scope)),
    next_cursor: entries.length > request.limit && last ? encodeCursor(last.position) : null,
  };
}

/** Parameters of the log besides dimensions. */
export const LOG_OPTIONS = ['from', 'to', 'order', 'limit', 'cursor'] as const;
const OPTIONS: readonly string[] = LOG_OPTIONS;

function parseLog(params: URLSearchParams, scope: Scope, now: number): LogRequest {
  const unknown = [...params.keys()].find((key) => !OPTIONS.includes(key) && !isDimensionId(key));
  if (unknown !== undefined) {
    const known = [...OPTIONS, ...DIMENSIONS.map(({ id }) => id)].join(', ');
    throw ledgerError('invalid_query', `There is no parameter ${unknown}; there are ${known}`, unknown);
  }
  if ((params.get('order') ?? 'time') !== 'time') {
    throw ledgerError('invalid_query', 'order must be time', 'order');
  }
  const limit = Number(params.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw ledgerError('invalid_query', `limit must be a whole number from 1 to ${MAX_LIMIT}`, 'limit');
  }
  const from = readBound(params, 'from', 0);
  // Records may be dated up to seven days ahead.
  const to = readBound(params, 'to', now + 8 * 86_400_000);
  return { from, to, filters: readFilters(params, scope), limit, after: readCursor(params.get('cursor')) };
}

function readBound(params: URLSearchParams, name: 'from' | 'to', fallback: number): number {
  const text = params.get(name);
  const time = text === null ? fallback : readTime(text);
  if (time === undefined) {
    throw ledgerError('invalid_query', `${name} must be epoch ms or an RFC 3339 text`, name);
  }
  return time;
}

function readFilters(params: URLSearchParams, scope: Scope): Filter[] {
  const dimensions = [...new Set(params.keys())].filter(isDimensionId);
  return dimensions.map((dimension: DimensionId): Filter => {
    if (scope.hiddenDimensions.includes(dimension)) {
      throw ledgerError('forbidden', `${dimension} may not be used by you`, dimension);
    }
    const values = params.getAll(dimension).map((value) => (value === ME ? (scope.user ?? value) : value));
    return { dimension, operator: '=', values };
  });
}

function encodeCursor({ timestamp, sequence }: LogPosition): string {
  return Buffer.from(`${timestamp}:${sequence}`).toString('base64url');
}

function readCursor(text: string | null): LogPosition | null {
  if (text === null) {
    return null;
  }
  const match = /^(\d{1,15}):(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match) {
    throw ledgerError('invalid_query', 'cursor must be the next_cursor of an earlier page', 'cursor');
  }
  return { timestamp: Number(match[1]), sequence: Number(match[2]) };
}

/** A booked record as JSON, without what the scope hides: amounts are decimal texts in USD, times RFC 3339. */
function recordJson(
  { record, rating, receivedAt }: LogEntry,
  { money, hiddenDimensions }: Scope
): Record<string, unknown> {
  const { provider_cost: _reported, ...fields } = record;
  const flags = [
    ...(record.flags ?? []),
    ...(money === 'all' && checkCost(rating) === 'differs' ? [COST_DIFFERS] : []),
  ];
  const hidden: ReadonlySet<string> = new Set(hiddenDimensions);
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([field]) => !hidden.has(field))),
    ...(flags.length > 0 ? { flags } : {}),
    timestamp: new Date(record.timestamp).toISOString(),
    received_at: new Date(receivedAt).toISOString(),
    success: succeeded(record),
    currency: 'USD',
    cost: amount(rating.cost),
    cost_source: rating.cost_source,
    multiplier: rating.multiplier,
    tier: creditTier(rating.multiplier),
    credits: rating.credits,
    ...(money === 'all'
      ? {
          provider_cost: amount(rating.provider_cost),
          computed_cost: amount(rating.computed_cost),
          components: componentsJson(rating.components),
          // Rates have as many digits as amounts and are written the same way.
          markup: usdText(rating.markup),
          markup_amount: amount(rating.markup_amount),
          fixed_fee: amount(rating.fixed_fee),
          price_version: rating.price_version,
          rule_version: rating.rule_version,
        }
      : {}),
  };
}

function amount(pico: bigint | null): string | null {
  return pico === null ? null : usdText(pico);
}

function componentsJson(components: CostComponents): Record<string, string> {
  return Object.fromEntries(Object.entries(components).map(([component, pico]) => [component, usdText(pico)]));
}
