import { type Command } from 'commander';
import { SYSTEM_USER } from '../../contract/dimensions';
import { commandActor } from '../audit/record-act';
import { ConfigError } from '../config/load';
import { openContentBook } from '../content/open-content-book';
import { forgetting } from '../journal/forget';
import { pseudonyms } from '../journal/person-key';
import { applyRepair } from '../journal/repair';
import { withLedger } from './with-ledger';

/** `tokenledger forget`. */
export function addForgetCommand(program: Command): void {
  program
    .command('forget')
    .description(
      'erase a person from the records, with prompts and answers; sums stay, and the calls then belong to system'
    )
    .requiredOption('--user <name>', 'the person, as user in the records')
    .option('--pseudonymise', 'put a stable pseudonym in the name’s place instead')
    .option('--reason <text>', 'why, for the audit log: without a name', 'a request to be forgotten')
    .action(
      async ({ user, pseudonymise = false, reason }: { user: string; pseudonymise?: boolean; reason: string }) => {
        if (user === SYSTEM_USER || user === '') {
          throw new ConfigError(`--user must name a person: ${SYSTEM_USER} stands for calls nobody signed for`);
        }
        if (reason.toLowerCase().includes(user.toLowerCase())) {
          throw new ConfigError('--reason must not name the person: the audit log keeps it');
        }
        await withLedger(async (store, settings) => {
          const pseudonym = pseudonyms(settings.dataDir);
          const contents = openContentBook(settings);
          const { total } = await applyRepair(store, {
            kind: pseudonymise ? 'pseudonymise' : 'erase',
            selection: {
              from: 0,
              to: Number.MAX_SAFE_INTEGER,
              filters: [{ dimension: 'user', operator: '=', values: [user] }],
            },
            change: forgetting(pseudonymise ? pseudonym : null),
            // First the texts: cut off in between, the records still say whose they were.
            beforeCommit: (records) => contents?.erase(records, Date.now()),
            groupOf: () => [],
            actor: commandActor(),
            reason,
            details: { person: pseudonym(user) },
            clock: Date.now,
          });
          const purged = [contents?.purge() ?? true, await store.purge()].every(Boolean);
          contents?.close();
          console.log(`${total.changed} records no longer name this person.`);
          if (!purged) {
            console.error(
              'A reader kept the last bytes in a file that ends in -wal: run the command again to overwrite them.'
            );
            process.exitCode = 1;
          }
        });
      }
    );
}
