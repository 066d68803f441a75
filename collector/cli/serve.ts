import { type Command } from 'commander';
import { loadSettings } from '../config/load';
import { loadDemoSettings } from '../demo/demo-settings';
import { startDemoUsage } from '../demo/demo-usage';
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
    .action(async ({ table }: { table?: boolean }) => {
      const settings = loadDemoSettings(process.env);
      const collector = await serve(settings, { ledger: 'demo' });
      const filling = startDemoUsage(collector.context, settings).then(async (usage) => {
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
