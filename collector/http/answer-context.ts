import { type Scope } from '../access/scope';
import { readState } from '../intake/collector-state';
import { type AnswerContext } from '../query/query-handler';
import { type AppContext } from './context';

/** What the answers to one request are made from. */
export function answerContext(
  { store, intake, settings, clock, ledger, logger }: AppContext,
  scope: Scope,
  signal: AbortSignal
): AnswerContext {
  return {
    store,
    intake,
    readState: () => readState(settings.dataDir),
    scope,
    timezone: settings.timezone,
    dayParts: settings.dayParts,
    pricedModels: settings.pricing.prices.own,
    now: clock(),
    ledger,
    signal,
    reportFault: (error) => {
      if (!signal.aborted) {
        logger.error({ err: error }, 'a query failed');
      }
    },
  };
}
