import { type Command } from 'commander';
import { verifyLedger } from '../journal/verify';
import { withLedger } from './with-ledger';

const MOST_PRINTED = 200;

/** `tokenledger verify`. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('recompute every record and check the ledger file; exit 1 if something is broken')
    .action(async () => {
      await withLedger(async (store, { pricing }) => {
        const printed = { broken: 0, differs: 0 };
        const { records, broken, differing } = await verifyLedger(store, pricing, (kind, text) => {
          printed[kind] += 1;
          if (printed[kind] <= MOST_PRINTED) {
            console.log(`${kind}: ${text}`);
          }
        });
        console.log(
          `${records} records, ${broken} broken, ${differing} that a price edited since would make different.`
        );
        process.exitCode = broken > 0 ? 1 : 0;
      });
    });
}
