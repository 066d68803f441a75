import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { isTokenRole, type ListedToken, TOKEN_ROLES, TokenBook, type TokenRole } from '../access/token-book';
import { recordAct } from '../audit/record-act';
import { ConfigError, loadSettings } from '../config/load';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type Store } from '../store/store';
import { readDuration } from './read-duration';
import { layOut } from './table';
import { tokenTable } from './token-table';
import { writeSecret, writeSecretOnce } from './write-secret';

interface CreateOptions {
  readonly role: TokenRole;
  readonly label: string;
  readonly sources?: readonly string[];
  readonly expires?: number;
  readonly rate?: number;
  readonly recordRate?: number;
  readonly out?: string;
}

interface RotateOptions {
  readonly overlap: number;
  readonly expires?: number;
  readonly out?: string;
}

/** `tokenledger token create | rotate | list | revoke`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('make, rotate, list and revoke tokens');

  token
    .command('create')
    .description('make a token and print it once; only its hash is stored')
    .requiredOption('--role <role>', `one of ${TOKEN_ROLES.join(', ')}`, parseRole)
    .option('--label <label>', 'who holds it; the source of records that name none', 'default')
    .option('--sources <list>', 'of an ingest token: the only sources that it books for, comma-separated', parseSources)
    .option('--expires <time>', 'how long it is valid, for instance 90d; without it, until it is revoked', readDuration)
    .option('--rate <number>', 'requests that it takes a minute', parseRate)
    .option('--record-rate <number>', 'of an ingest token: records that it takes a minute', parseRate)
    .option(
      '--out <file>',
      'write the token to a file (mode 0640) instead of printing it; a file that is there is kept'
    )
    .action(async (options: CreateOptions) => {
      refuseForeignLimits(options);
      await withTokens((tokens, store) => writeSecretOnce(() => createToken(options, tokens, store), options.out));
    });

  token
    .command('rotate <id>')
    .description('give a token a new secret and print it once; id, label, sources and limits stay')
    .option('--overlap <time>', 'how long the old secret works on; 0: it ends at once', readDuration, 86_400_000)
    .option('--expires <time>', 'how long the new one is valid; by default as long as the old one was', readDuration)
    .option('--out <file>', 'write the token to a file (mode 0640) instead of printing it; replaces what is there')
    .action(async (id: string, options: RotateOptions) => {
      await withTokens(async (tokens, store) =>
        writeSecret(await rotateToken(id, options, tokens, store), options.out)
      );
    });

  token
    .command('list')
    .description('list the tokens that were made here, with their last use and expiry')
    .option('--all', 'revoked ones too')
    .action(async ({ all }: { all?: boolean }) => {
      await withTokens((tokens) => {
        const listed = tokens.list(Date.now()).filter(({ state }) => all || state !== 'revoked');
        console.log(layOut(tokenTable(listed)));
      });
    });

  token
    .command('revoke <id>')
    .description('revoke a token with all its secrets, at once')
    .action(async (id: string) => {
      await withTokens(async (tokens, store) => {
        const { role, label } = knownToken(id, tokens);
        if (!tokens.revoke(id, Date.now())) {
          throw new ConfigError(`Token ${id} is revoked already: see tokenledger token list --all`);
        }
        await recordAct(store, 'token revoke', { details: { id, role, label } });
      });
    });
}

async function createToken(
  { role, label, sources, expires, rate, recordRate }: CreateOptions,
  tokens: TokenBook,
  store: Store
): Promise<string> {
  const now = Date.now();
  const expiresAt = expires === undefined ? undefined : now + expires;
  const limits = { sources, expiresAt, ratePerMinute: rate, recordsPerMinute: recordRate };
  const { id, secret } = tokens.create(role, label, now, limits);
  await recordAct(store, 'token create', {
    details: { id, role, label, ...limits, expiresAt: expiresAt && new Date(expiresAt).toISOString() },
  });
  return secret;
}

async function rotateToken(
  id: string,
  { overlap, expires }: RotateOptions,
  tokens: TokenBook,
  store: Store
): Promise<string> {
  const { role, label } = knownToken(id, tokens);
  const now = Date.now();
  const expiry = expires === undefined ? undefined : now + expires;
  const rotated = tokens.rotate(id, now, { overlapMs: overlap, expiresAt: expiry });
  if (!rotated) {
    throw new ConfigError(`Token ${id} is revoked, for good. Make a new one: tokenledger token create`);
  }
  const { secret, expiresAt } = rotated;
  await recordAct(store, 'token rotate', {
    details: { id, role, label, overlapMs: overlap, expiresAt: expiresAt && new Date(expiresAt).toISOString() },
  });
  return secret;
}

function knownToken(id: string, tokens: TokenBook): ListedToken {
  const token = tokens.list(Date.now()).find((known) => known.id === id);
  if (!token) {
    throw new ConfigError(`There is no token ${id}: see tokenledger token list`);
  }
  return token;
}

/** A limit that would be without effect is a mistake. */
function refuseForeignLimits({ role, sources, recordRate, expires }: CreateOptions): void {
  if (role !== 'ingest' && (sources || recordRate !== undefined)) {
    throw new ConfigError(`--${sources ? 'sources' : 'record-rate'} is for tokens of the role ingest`);
  }
  if (expires === 0) {
    throw new ConfigError('--expires must be longer than 0');
  }
}

function parseRole(text: string): TokenRole {
  if (!isTokenRole(text)) {
    throw new InvalidArgumentError(`It must be one of ${TOKEN_ROLES.join(', ')}.`);
  }
  return text;
}

function parseSources(text: string): string[] {
  const sources = [...new Set(text.split(',').map((source) => source.trim()))];
  if (sources.some((source) => source === '' || source.length > 256)) {
    throw new InvalidArgumentError('It must be names of at most 256 characters, comma-separated.');
  }
  return sources;
}

function parseRate(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number from 1.');
  }
  return Number(text);
}

async function withTokens(work: (tokens: TokenBook, store: Store) => Promise<void> | void): Promise<void> {
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
