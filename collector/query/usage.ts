import { framesFromResult } from './frames';
import { parseQuery } from './parse';
import { permitQuestion } from './permit';
import { planQuery } from './plan';
import { type QueryHandler } from './query-handler';
import { runPlan } from './run';

/** Answers queries of type `usage`: parse → permit → plan → run → frames. */
export const answerUsage: QueryHandler = async (refId, query, context) => {
  const { store, scope, now, timezone, dayParts, pricedModels, signal } = context;
  const parsed = parseQuery(refId, query, timezone);
  if ('code' in parsed) {
    throw parsed;
  }
  const question = permitQuestion(parsed, scope);
  const first = question.range === 'all' ? await store.firstTimestamp(scope, { signal }) : null;
  const plan = planQuery(question, now, first, dayParts);
  return framesFromResult(
    plan,
    await runPlan(plan, scope, store, { signal, pricedModels, ledgerZone: timezone }),
    context
  );
};
