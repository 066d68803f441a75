import { type Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { priceLine, unpricedUsage } from '../journal/unpriced';
import { withLedger } from './with-ledger';
import { layOut } from './table';

/** `tokenledger unpriced list`. */
export function addUnpricedCommand(program: Command): void {
  program
    .command('unpriced')
    .description('usage that has no price')
    .command('list')
    .description('list models without a price, how much was used, and the line that would price them')
    .action(async () => {
      await withLedger(async (store, { timezone }) => {
        const usage = await unpricedUsage(store);
        if (usage.length === 0) {
          console.log('Every record has a price.');
          return;
        }
        const day = (time: number) =>
          Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timezone).toPlainDate().toString();
        const rows = usage.map((line) => [
          line.model,
          line.provider ?? '(none)',
          String(line.requests),
          String(line.inputTokens + line.outputTokens),
          day(line.firstSeen),
          day(line.lastSeen),
        ]);
        const heads = ['model', 'provider', 'requests', 'tokens', 'first seen', 'last seen'];
        console.log(layOut([heads, ...rows]));
        console.log('\nWith the amounts filled in, these lines under pricing.prices price them:\n');
        usage.forEach((line) => console.log(`    ${priceLine(line, day(line.firstSeen))}`));
        console.log('\nThen: tokenledger reprice --unpriced-only');
      });
    });
}
