import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { isTokenRole, TOKEN_ROLES, TokenBook, type TokenRole } from '../access/token-book';
import { recordAct } from '../audit/record-act';
import { ConfigError, loadSettings } from '../config/load';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type Store } from '../store/store';

/** `tokenledger token create | list | revoke`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('make, list and revoke tokens');

  token
    .command('create')
    .description('make a token and print it once; only its hash is stored')
    .requiredOption('--role <role>', `one of ${TOKEN_ROLES.join(', ')}`, parseRole)
    .option('--label <label>', 'who holds it; the source of records that name none', 'default')
    .option(
      '--out <file>',
      'write the token to a file (mode 0640) instead of printing it; a file that is there is kept'
    )
    .action(async ({ role, label, out }: { role: TokenRole; label: string; out?: string }) => {
      await withTokens(async (tokens, store) => {
        const create = async () => {
          const { id, secret } = tokens.create(role, label, Date.now());
          await recordAct(store, 'token create', { details: { id, role, label } });
          return secret;
        };
        if (!out) {
          console.log(await create());
          return;
        }
        mkdirSync(dirname(out), { recursive: true });
        await writeOnce(out, create);
      });
    });

  token
    .command('list')
    .description('list the tokens that were made here')
    .action(async () => {
      await withTokens(async (tokens) => {
        console.table(
          tokens
            .list()
            .map(({ id, role, label, createdAt }) => ({ id, role, label, created: new Date(createdAt).toISOString() }))
        );
      });
    });

  token
    .command('revoke <id>')
    .description('revoke a token, at once')
    .action(async (id: string) => {
      await withTokens(async (tokens, store) => {
        const token = tokens.list().find((known) => known.id === id);
        if (!token || !tokens.revoke(id)) {
          throw new ConfigError(`There is no token ${id}: see tokenledger token list`);
        }
        await recordAct(store, 'token revoke', { details: { id, role: token.role, label: token.label } });
      });
    });
}

function parseRole(text: string): TokenRole {
  if (!isTokenRole(text)) {
    throw new InvalidArgumentError(`It must be one of ${TOKEN_ROLES.join(', ')}.`);
  }
  return text;
}

async function withTokens(work: (tokens: TokenBook, store: Store) => Promise<void>): Promise<void> {
  const { settings } = loadSettings(process.env);
  mkdirSync(settings.dataDir, { recursive: true });
  const tokens = new TokenBook(join(settings.dataDir, 'tokens.db'), settings.tokens);
  const store = new SqliteStore(join(settings.dataDir, 'ledger.db'));
  try {
    await work(tokens, store);
  } finally {
    await store.close();
    tokens.close();
  }
}

/** Writes a secret to a file that is not there yet, whole or not at all; one that is there stays in force. */
async function writeOnce(file: string, secret: () => Promise<string>): Promise<void> {
  if (existsSync(file)) {
    return;
  }
  const whole = `${file}.new`;
  writeFileSync(whole, await secret(), { mode: 0o640 });
  renameSync(whole, file);
}
