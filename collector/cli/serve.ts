import { type Command, InvalidArgumentError } from 'commander';
import { loadSettings } from '../config/load';
import { loadDemoSettings } from '../demo/demo-settings';
import { DEMO_DAYS, startDemoUsage } from '../demo/demo-usage';
import { printOverview } from './print-overview';
import { serve } from '../serve';
import { stopOnSignal } from './stop-on-signal';

/** `tokenledger serve` and `tokenledger demo`. */
export function addServeCommands(program: Command): void {
  program
    .command('serve')
    .description('run the collector in the foreground until SIGTERM')
    .action(async () => {
      stopOnSignal(await serve(loadSettings(process.env), { ledger: 'live' }));
    });

  program
    .command('demo')
    .description('run a collector on a trial ledger of generated usage, apart from the real one')
    .option('--table', 'print a table of the last 30 days once it is ready')
    .option('--days <days>', `days before now that a new ledger begins with, 1 to ${DEMO_DAYS}`, readDays, DEMO_DAYS)
    .action(async ({ table, days }: { table?: boolean; days: number }) => {
      const settings = loadDemoSettings(process.env);
      const collector = await serve(settings, { ledger: 'demo' });
      const filling = startDemoUsage(collector.context, settings, { days }).then(async (usage) => {
        if (table) {
          await printOverview(collector.context);
        }
        return usage;
      });
      // Before the ledger is filled, so that a signal in the meantime is heard.
      stopOnSignal({ stop: () => filling.then((usage) => usage.stop()).then(() => collector.stop()) });
      await filling;
    });
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > DEMO_DAYS) {
    throw new InvalidArgumentError(`must be a whole number from 1 to ${DEMO_DAYS}`);
  }
  return days;
}
