import { type Command, InvalidArgumentError } from 'commander';
import { fullScope } from '../access/scope';
import { withLedger } from './with-ledger';
import { layOut } from './table';

/** `tokenledger audit`. */
export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('list administrative acts, newest first: who, when, what, why, and the difference')
    .option('--limit <number>', 'how many', readLimit, 100)
    .option('--json', 'one JSON object per line')
    .action(async ({ limit, json }: { limit: number; json?: boolean }) => {
      await withLedger(async (store) => {
        const entries = (await store.audits(fullScope(), { limit })).map(({ time, ...entry }) => ({
          time: new Date(time).toISOString(),
          ...entry,
        }));
        if (json) {
          entries.forEach((entry) => console.log(JSON.stringify(entry)));
          return;
        }
        const rows = entries.map(({ time, actor, act, reason, details }) => [
          time,
          actor,
          act,
          reason,
          JSON.stringify(details),
        ]);
        console.log(layOut([['time', 'who', 'what', 'why', 'details'], ...rows]));
      });
    });
}

function readLimit(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number from 1.');
  }
  return Number(text);
}
