import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isTokenRole, TOKEN_ROLES, TokenBook, type TokenRole } from './access/token-book';
import { ConfigError, type LoadedSettings, loadSettings } from './config/load';
import { loadDemoSettings } from './demo/demo-settings';
import { startDemoUsage } from './demo/demo-usage';
import { printOverview } from './demo/print-overview';
import { type RunningCollector, serve } from './serve';
import { VERSION } from './version';

const program = new Command('tokenledger')
  .description('Every LLM call on the books. Settings: tokenledger.yaml and TOKENLEDGER_* (see docs/configuration.md).')
  .version(VERSION);

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
    const collector = await serve(loadDemoSettings(process.env), { ledger: 'demo' });
    const usage = await startDemoUsage(collector.context);
    stopOnSignal({ ...collector, stop: () => usage.stop().then(() => collector.stop()) });
    if (table) {
      await printOverview(collector.context);
    }
  });

const token = program.command('token').description('make, list and revoke tokens');

token
  .command('create')
  .description('make a token and print it once; only its hash is stored')
  .requiredOption('--role <role>', `one of ${TOKEN_ROLES.join(', ')}`, parseRole)
  .option('--label <label>', 'who holds it; the source of records that name none', 'default')
  .option('--out <file>', 'write the token to a file (mode 0640) instead of printing it; a file that is there is kept')
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

program.parseAsync().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    console.error(error.message);
  } else if (isInUse(error)) {
    console.error(`${error.address}:${error.port} is taken: another collector runs there, or set TOKENLEDGER_LISTEN.`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
});

function parseRole(text: string): TokenRole {
  if (!isTokenRole(text)) {
    throw new InvalidArgumentError(`It must be one of ${TOKEN_ROLES.join(', ')}.`);
  }
  return text;
}

function withTokens(work: (tokens: TokenBook) => void): void {
  const { settings }: LoadedSettings = loadSettings(process.env);
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

function stopOnSignal(collector: Pick<RunningCollector, 'stop'>): void {
  let stopping = false;
  const stop = () => {
    if (!stopping) {
      stopping = true;
      collector.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        }
      );
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The launcher is gone (see bin.cjs): without it nobody would stop this process.
  process.on('disconnect', stop);
  if (process.connected === false) {
    stop();
  }
}

function isInUse(error: unknown): error is { address: string; port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
