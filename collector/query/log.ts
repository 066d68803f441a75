import { GRANTED_BY } from '../access/policy/policy';
import { seesEverything } from '../access/scope';
import { type ContentBook } from '../content/content-book';
import { ledgerError } from '../errors';
import { readFlag } from './export/read-flag';
import { encodeCursor } from './requests/log-cursor';
import { DEFAULT_LIMIT, MAX_LIMIT } from './requests/parse';
import { type ReadContext, readLogParams } from './requests/read-log-params';
import { readCount, refuseUnknown, SELECTION } from './requests/read-params';
import { recordJson } from './requests/record-json';
import { type LogEntry } from '../store/store';

export interface LogPage {
  records: Array<Record<string, unknown>>;
  /** Passed as `cursor`, gives the next page; null at the end. */
  next_cursor: string | null;
}

/** Parameters of the log besides dimensions. */
export const LOG_OPTIONS = [...SELECTION, 'order', 'min_cost', 'min_latency_ms', 'limit', 'cursor', 'content'] as const;

export interface LogContext extends ReadContext {
  /** Prompts and answers; without: there are none. */
  readonly contents?: Pick<ContentBook, 'read'> | null;
}

/** One page of the request log, newest or largest first; for administrators with prompts and answers, if asked for. */
export async function answerLog(params: URLSearchParams, context: LogContext): Promise<LogPage> {
  refuseUnknown(params, LOG_OPTIONS);
  const limit = readCount(params, 'limit', DEFAULT_LIMIT, MAX_LIMIT);
  const { order, request } = await readLogParams(params, context);
  const { store, scope, signal } = context;
  const withContent = readFlag(params, 'content');
  if (withContent && !(scope.mayReadContent && seesEverything(scope))) {
    throw ledgerError(
      'forbidden',
      `Prompts and answers are shown to administrators who see everything, and to tokens of the role admin. ${GRANTED_BY}`,
      'content'
    );
  }
  // One more tells whether there is a next page.
  const entries = await store.log(scope, { ...request, limit: limit + 1 }, { signal });
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const contents = withContent ? readContents(page, context) : [];
  return {
    records: page.map((entry, index) => ({ ...recordJson(entry, scope), ...contents[index] })),
    next_cursor: entries.length > limit && last ? encodeCursor(order, last.position) : null,
  };
}

/** Fields with what is kept of each call's prompt and answer: null where nothing is. */
function readContents(page: readonly LogEntry[], { contents, now }: LogContext): Array<Record<string, unknown>> {
  const records = page.map(({ record }) => record);
  const kept = contents?.read(records, now) ?? records.map(() => null);
  return kept.map((one) => ({ content: one?.content ?? null, ...(one?.truncated ? { content_truncated: true } : {}) }));
}
