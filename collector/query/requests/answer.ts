import { type FrameNotice } from '../../../contract/frame';
import { type LogOrder } from '../../../contract/query';
import { requireRows } from './permit';
import { type LogEntry, type LogRequest } from '../../store/store';
import { info, listNotices } from '../list-notices';
import { calendarOf, listRange, refuseAlert } from '../list-question';
import { permitQuestion } from '../permit';
import { type AnswerContext, type QueryHandler } from '../query-handler';
import { logLinesFrame, tableFrame } from './frames';
import { parseRequests, type RequestsQuestion } from './parse';

/** Most calls of one millisecond that a page of log lines is made whole with. */
const MAX_SAME_TIME = 10_000;

/** Answers queries of type `requests`: the log of single calls. */
export const answerRequests: QueryHandler = async (refId, query, context) => {
  const asked = parseRequests(refId, query, context.timezone);
  refuseAlert(context, 'requests');
  requireRows(context.scope, asked.order, asked.minCost);
  const question = permitQuestion(asked.question, context.scope);
  const request: Omit<LogRequest, 'limit'> = {
    ...(await listRange(question, context)),
    filters: question.filters,
    calendar: calendarOf(question, context),
    order: asked.order,
    minCost: asked.minCost,
    minLatencyMs: asked.minLatencyMs,
    after: null,
  };
  const { entries, cut } = await readLog(asked, request, context);
  const answer = {
    refId,
    entries,
    notices: [
      ...(cut ? [await cutNotice(asked, request, entries.length, context)] : []),
      ...listNotices(asked, context.ledger),
    ],
    custom: { timezone: question.timezone, ledger: context.ledger },
  };
  return [asked.format === 'logs' ? logLinesFrame(answer, context.scope) : tableFrame(answer, context.scope)];
};

async function readLog(
  { limit, format }: RequestsQuestion,
  request: Omit<LogRequest, 'limit'>,
  { store, scope, signal }: AnswerContext
): Promise<{ entries: LogEntry[]; cut: boolean }> {
  const read = await store.log(scope, { ...request, limit: limit + 1 }, { signal });
  const last = read[limit - 1];
  if (read.length <= limit || !last) {
    return { entries: read, cut: false };
  }
  const entries = read.slice(0, limit);
  if (format !== 'logs') {
    return { entries, cut: true };
  }
  // Grafana asks for older lines with the last line's time as the (excluded) end: what shares it must not be left behind.
  const { timestamp } = last.position;
  const same = { ...request, from: timestamp, to: timestamp + 1, after: last.position, limit: MAX_SAME_TIME };
  return { entries: [...entries, ...(await store.log(scope, same, { signal }))], cut: true };
}

const FIRST: Readonly<Record<LogOrder, string>> = {
  time: 'Newest',
  cost: 'Most expensive',
  latency_ms: 'Slowest',
  total_tokens: 'Largest',
};

/** How much of what there is the answer holds. Thresholds are no filters, so behind them nothing is counted. */
async function cutNotice(
  { order, minCost, minLatencyMs }: RequestsQuestion,
  { from, to, filters, calendar }: Omit<LogRequest, 'limit'>,
  shown: number,
  { store, scope, signal }: AnswerContext
): Promise<FrameNotice> {
  const first = `${FIRST[order]} ${number(shown)}`;
  if (minCost !== null || minLatencyMs !== null) {
    return info(`${first} requests; there are more.`);
  }
  const request = {
    from,
    to,
    filters,
    calendar,
    groupBy: [],
    buckets: null,
    measures: ['requests'] as const,
    keep: null,
  };
  const [row] = await store.aggregate(scope, request, { signal });
  return info(`${first} of ${number(row?.cell.count('requests') ?? 0)} requests`);
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
