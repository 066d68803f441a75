import { LOG_ORDERS, type LogOrder } from '../../../contract/query';
import { z } from 'zod';
import { ledgerError } from '../../errors';
import { type LogRequest } from '../../store/store';
import { calendarOf, listRange } from '../list-question';
import { type AnswerContext } from '../query-handler';
import { describe } from '../parse';
import { requireMoney } from './permit';
import { readCursor } from './log-cursor';
import { readSelection } from './read-params';
import { MIN_COST, MIN_LATENCY } from './thresholds';

/** Records may be dated up to seven days ahead. */
const AHEAD = 8 * 86_400_000;

/** Bounds of a log that names none: everything. */
export function wholeLog(now: number): { from: number; to: number } {
  return { from: 0, to: now + AHEAD };
}

export interface LogParams {
  readonly order: LogOrder;
  readonly timezone: string;
  /** What is asked for, but for how much of it. */
  readonly request: Omit<LogRequest, 'limit'>;
}

export type ReadContext = Pick<AnswerContext, 'store' | 'scope' | 'now' | 'timezone' | 'dayParts' | 'signal'>;

const THRESHOLDS = z.object({ min_cost: MIN_COST.nullish(), min_latency_ms: MIN_LATENCY.nullish() });

/** Reads which records of the log are asked for, and in which order. */
export async function readLogParams(params: URLSearchParams, context: ReadContext): Promise<LogParams> {
  const order = readOrder(params.get('order') ?? 'time');
  const thresholds = THRESHOLDS.safeParse({
    min_cost: params.get('min_cost'),
    min_latency_ms: params.get('min_latency_ms'),
  });
  if (!thresholds.success) {
    throw describe(thresholds.error, 'invalid_query');
  }
  requireMoney(context.scope, order, thresholds.data.min_cost ?? null);
  const cursor = params.get('cursor');
  const after = cursor === null ? null : readCursor(cursor, order);
  const question = readSelection(params, context.scope, {
    bounds: wholeLog(context.now),
    timezone: context.timezone,
  });
  return {
    order,
    timezone: question.timezone,
    request: {
      ...(await listRange(question, context)),
      filters: question.filters,
      calendar: calendarOf(question, context),
      order,
      minCost: thresholds.data.min_cost ?? null,
      minLatencyMs: thresholds.data.min_latency_ms ?? null,
      after,
    },
  };
}

function readOrder(text: string): LogOrder {
  const order = LOG_ORDERS.find((word) => word === text);
  if (!order) {
    throw ledgerError('invalid_query', `order must be one of ${LOG_ORDERS.join(', ')}`, 'order');
  }
  return order;
}
