import { encodeCursor } from './requests/log-cursor';
import { DEFAULT_LIMIT, MAX_LIMIT } from './requests/parse';
import { type ReadContext, readLogParams } from './requests/read-log-params';
import { readCount, refuseUnknown, SELECTION } from './requests/read-params';
import { recordJson } from './requests/record-json';

export interface LogPage {
  records: Array<Record<string, unknown>>;
  /** Passed as `cursor`, gives the next page; null at the end. */
  next_cursor: string | null;
}

/** Parameters of the log besides dimensions. */
export const LOG_OPTIONS = [...SELECTION, 'order', 'min_cost', 'min_latency_ms', 'limit', 'cursor'] as const;

/** One page of the request log, newest or largest first. */
export async function answerLog(params: URLSearchParams, context: ReadContext): Promise<LogPage> {
  refuseUnknown(params, LOG_OPTIONS);
  const limit = readCount(params, 'limit', DEFAULT_LIMIT, MAX_LIMIT);
  const { order, request } = await readLogParams(params, context);
  const { store, scope, signal } = context;
  // One more tells whether there is a next page.
  const entries = await store.log(scope, { ...request, limit: limit + 1 }, { signal });
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map((entry) => recordJson(entry, scope)),
    next_cursor: entries.length > limit && last ? encodeCursor(order, last.position) : null,
  };
}
