import { fullScope } from '../access/scope';
import { layOut, textsOf } from './table';
import { type AppContext } from '../http/context';
import { answerRequest } from '../query/answer';

/** Prints what the ledger knows of the last 30 days by model, asked the way a panel asks. */
export async function printOverview({ store, settings, clock, ledger, logger }: AppContext): Promise<void> {
  const query = {
    refId: 'A',
    metrics: ['cost', 'requests', 'total_tokens', 'error_rate', 'latency_avg'],
    groupBy: ['provider', 'model'],
    range: '30d',
  };
  const { results } = await answerRequest(
    { queries: [query] },
    {
      store,
      scope: fullScope(),
      timezone: settings.timezone,
      now: clock(),
      ledger,
      reportFault: (error) => logger.error({ err: error }, 'the overview failed'),
    }
  );
  const frame = results.A?.frames?.[0];
  if (frame) {
    process.stdout.write(`\nLast 30 days by model, generated usage\n\n${layOut(textsOf(frame))}\n`);
  }
}
