import { type QueryResponse, type QueryResult } from '../../contract/frame';
import { type Scope } from '../access/scope';
import { LedgerError } from '../errors';
import { type Store } from '../store/store';
import { type FrameContext, framesFromResult } from './frames';
import { type ParsedQuery, parseRequest } from './parse';
import { permitQuestion } from './permit';
import { planQuery } from './plan';
import { runPlan } from './run';

export interface AnswerContext extends FrameContext {
  readonly store: Store;
  readonly scope: Scope;
  /** The ledger's zone. */
  readonly timezone: string;
  /** Epoch ms. */
  readonly now: number;
  /** Told of faults of our own, which the one asking learns no details of. */
  readonly reportFault: (error: unknown) => void;
}

/** Answers a request: parse → permit → plan → run → frames, each query on its own. */
export async function answerRequest(body: unknown, context: AnswerContext): Promise<QueryResponse> {
  const results: Array<[refId: string, result: QueryResult]> = [];
  for (const query of parseRequest(body, context.timezone)) {
    const result = await answerQuery(query, context).catch((error: unknown) => failure(error, context));
    results.push([query.refId, result]);
  }
  return { results: Object.fromEntries(results) };
}

async function answerQuery(query: ParsedQuery, context: AnswerContext): Promise<QueryResult> {
  if ('error' in query) {
    throw query.error;
  }
  const { store, scope, now } = context;
  const question = permitQuestion(query.question, scope);
  const first = question.range === 'all' ? (await store.facts(scope)).firstTimestamp : null;
  const plan = planQuery(question, now, first);
  const result = await runPlan(plan, scope, store);
  return { status: 200, frames: framesFromResult(plan, result, context) };
}

/** A failed query as the contract has it. */
function failure(error: unknown, { reportFault }: AnswerContext): QueryResult {
  if (error instanceof LedgerError) {
    return { status: error.status, error: error.message, errorSource: 'downstream' };
  }
  reportFault(error);
  return { status: 500, error: 'The collector failed at this query; its log has the details.', errorSource: 'plugin' };
}
