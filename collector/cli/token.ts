import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { isTokenRole, TOKEN_ROLES, TokenBook, type TokenRole } from '../access/token-book';
import { ConfigError, loadSettings } from '../config/load';

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
    .action(({ role, label, out }: { role: TokenRole; label: string; out?: string }) => {
      withTokens((tokens) => {
        if (!out) {
          console.log(tokens.create(role, label, Date.now()).secret);
          return;
        }
        mkdirSync(dirname(out), { recursive: true });
        writeOnce(out, () => tokens.create(role, label, Date.now()).secret);
      });
    });

  token
    .command('list')
    .description('list the tokens that were made here')
    .action(() => {
      withTokens((tokens) => {
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
    .action((id: string) => {
      withTokens((tokens) => {
        if (!tokens.revoke(id)) {
          throw new ConfigError(`There is no token ${id}: see tokenledger token list`);
        }
      });
    });
}

function parseRole(text: string): TokenRole {
  if (!isTokenRole(text)) {
    throw new InvalidArgumentError(`It must be one of ${TOKEN_ROLES.join(', ')}.`);
  }
  return text;
}

function withTokens(work: (tokens: TokenBook) => void): void {
  const { settings } = loadSettings(process.env);
  mkdirSync(settings.dataDir, { recursive: true });
  const tokens = new TokenBook(join(settings.dataDir, 'tokens.db'), settings.tokens);
  try {
    work(tokens);
  } finally {
    tokens.close();
  }
}

/** Writes a secret to a file that is not there yet, whole or not at all; one that is there stays in force. */
function writeOnce(file: string, secret: () => string): void {
  if (existsSync(file)) {
    return;
  }
  const whole = `${file}.new`;
  writeFileSync(whole, secret(), { mode: 0o640 });
  renameSync(whole, file);
}
