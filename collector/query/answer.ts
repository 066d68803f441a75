import { type QueryResponse, type QueryResult } from '../../contract/frame';
import { LedgerError } from '../errors';
import { readQueryType, readRequest, type SentQuery } from './parse';
import { type AnswerContext } from './query-handler';
import { QUERY_HANDLERS } from './query-types';

export { type AnswerContext } from './query-handler';

/** Read by nobody: the one asking has hung up. */
const NOBODY_WAITS: QueryResult = {
  status: 499,
  error: 'The request was given up before this query was answered: ask again.',
  errorSource: 'downstream',
};

/** Answers a request: each query by the handler of its type, and on its own. */
export async function answerRequest(body: unknown, context: AnswerContext): Promise<QueryResponse> {
  const results: Array<[refId: string, result: QueryResult]> = [];
  for (const sent of readRequest(body)) {
    const result = context.signal?.aborted
      ? NOBODY_WAITS
      : await answerQuery(sent, context).catch((error: unknown) => failure(error, context));
    results.push([sent.refId, result]);
  }
  return { results: Object.fromEntries(results) };
}

async function answerQuery({ refId, query }: SentQuery, context: AnswerContext): Promise<QueryResult> {
  const answer = QUERY_HANDLERS[readQueryType(query)];
  return { status: 200, frames: await answer(refId, query, context) };
}

/** A failed query as the contract has it. */
function failure(error: unknown, { reportFault, signal }: AnswerContext): QueryResult {
  if (signal?.aborted && error === signal.reason) {
    return NOBODY_WAITS;
  }
  if (error instanceof LedgerError) {
    return { status: error.status, error: error.message, errorSource: 'downstream' };
  }
  reportFault(error);
  return { status: 500, error: 'The collector failed at this query; its log has the details.', errorSource: 'plugin' };
}
