import { readFileSync } from 'node:fs';
import { Cron } from 'croner';
import { type Command } from 'commander';
import { ConfigError, loadSettings } from '../config/load';
import { formatAddress, type Settings } from '../config/settings';
import { LedgerIntake, TOKEN_VARIABLE } from '../pull/ledger-intake';
import { countsText, type PullCounts } from '../pull/pull-counts';
import { PullError } from '../pull/pull-error';
import { pullFile } from '../pull/pull-file';
import { placeName, PullPlaces } from '../pull/pull-places';
import { pullSpendLogs } from '../pull/pull-spend-logs';
import { SpendLogs } from '../pull/spend-logs';
import { readAt } from './read-at';
import { readDuration } from './read-duration';

interface PullOptions {
  readonly url?: string;
  readonly tokenEnv: string;
  readonly tokenFile?: string;
  readonly collector?: string;
  readonly since?: string;
  readonly overlap: number;
  readonly schedule?: string;
  readonly fromFile?: string;
}

const LITELLM_VARIABLE = 'LITELLM_API_KEY';
/** Some rows were rejected, the others are booked. */
const SOME_REJECTED = 2;

const HELP = `
It reads LiteLLM's SpendLogs and books through the running collector what the callback did not bring. Rows that are on the
books count once. It keeps its place in the data folder. The key of a LiteLLM administrator is read from ${LITELLM_VARIABLE} (or
--token-env, --token-file), the collector's token from ${TOKEN_VARIABLE}: take the one that the callback uses, its label is
part of every record's identity. The exit code is 0 if all rows were taken, 2 if some were rejected, 1 if it did not come to
its end.

Examples:
  $ tokenledger pull litellm --url http://127.0.0.1:4000
  $ tokenledger pull litellm --url http://127.0.0.1:4000 --since 2026-01-01
  $ tokenledger pull litellm --url http://127.0.0.1:4000 --schedule '*/5 * * * *'
  $ tokenledger pull litellm --from-file spendlogs.csv`;

/** `tokenledger pull litellm`. */
export function addPullCommand(program: Command): void {
  program
    .command('pull')
    .description('fetch usage from where it is logged')
    .command('litellm')
    .description("fill what LiteLLM's callback left out, from its SpendLogs")
    .option('--url <address>', 'address of the LiteLLM proxy')
    .option('--token-env <name>', 'environment variable with the key of a LiteLLM administrator', LITELLM_VARIABLE)
    .option('--token-file <file>', 'file with that key')
    .option('--collector <url>', 'address of the collector; default: where the settings have it listen')
    .option('--since <time>', 'read from there; by default from the last pull on, at first the last 24 hours')
    .option('--overlap <time>', 'how far to go back for calls that end late', readDuration, 3_600_000)
    .option(
      '--schedule <cron>',
      "stay, and pull at these times of the ledger's zone; --since is for the first pull then"
    )
    .option('--once', 'pull once (the default)')
    .option('--from-file <file>', 'read an export of the table instead (NDJSON, JSON, CSV; .gz too)')
    .addHelpText('after', HELP)
    .action(async (options: PullOptions & { once?: boolean }) => {
      const { settings } = loadSettings(process.env);
      try {
        await pull(options, settings);
      } catch (error) {
        if (!(error instanceof PullError)) {
          throw error;
        }
        console.error(error.message);
        process.exitCode = 1;
      }
    });
}

async function pull(options: PullOptions & { once?: boolean }, settings: Settings): Promise<void> {
  refuseContradictions(options);
  const stop = new AbortController();
  const intake = new LedgerIntake({
    url: options.collector ?? `http://${formatAddress(settings.listen)}`,
    token: process.env[TOKEN_VARIABLE] || undefined,
    stop: stop.signal,
  });
  if (options.fromFile !== undefined) {
    report(options.fromFile, await pullFile(options.fromFile, intake));
    return;
  }
  const signals = ['SIGINT', 'SIGTERM', 'disconnect'] as const;
  const onSignal = () => stop.abort(new PullError('Stopped. The next pull goes on where this one stopped.'));
  signals.forEach((signal) => process.on(signal, onSignal));
  try {
    const pullOnce = pullFromProxy(options, settings, intake, stop.signal);
    await (options.schedule === undefined
      ? pullOnce(true)
      : onSchedule(options.schedule, settings.timezone, pullOnce, stop.signal));
  } finally {
    signals.forEach((signal) => process.off(signal, onSignal));
  }
}

function refuseContradictions({ url, fromFile, schedule, since, once }: PullOptions & { once?: boolean }): void {
  if ((url === undefined) === (fromFile === undefined)) {
    throw new ConfigError('Give --url, the address of the LiteLLM proxy, or --from-file, an export of its SpendLogs');
  }
  const other = fromFile === undefined ? undefined : schedule ? '--schedule' : since ? '--since' : undefined;
  if (other !== undefined) {
    throw new ConfigError(`${other} is for --url: a file is read once, and whole`);
  }
  if (once && schedule !== undefined) {
    throw new ConfigError('--once and --schedule exclude each other');
  }
}

/** A pull from where the last one came to; `again`: from `--since`, whatever was pulled before. */
function pullFromProxy(
  options: PullOptions,
  settings: Settings,
  intake: LedgerIntake,
  stop: AbortSignal
): (again: boolean) => Promise<void> {
  const url = options.url ?? '';
  const since = options.since === undefined ? undefined : readAt(options.since, settings.timezone, '--since');
  const spendLogs = new SpendLogs({ url, token: readToken(options), stop });
  const places = new PullPlaces(settings.dataDir);
  const name = placeName(url, options.collector ?? '');
  return async (again) => {
    const from = again || places.read(name) === undefined ? since : undefined;
    const job = { spendLogs, intake, places, name, overlapMs: options.overlap, since: from, clock: Date.now, stop };
    report(url, await pullSpendLogs(job));
  };
}

function readToken({ tokenEnv, tokenFile }: PullOptions): string | undefined {
  if (tokenFile === undefined) {
    return process.env[tokenEnv] || undefined;
  }
  try {
    return readFileSync(tokenFile, 'utf8').trim();
  } catch {
    throw new ConfigError(`--token-file ${tokenFile}: cannot be read`);
  }
}

/** Pulls now and at the times of the schedule, until it is told to stop. A pull that fails is made up for by the next. */
async function onSchedule(
  pattern: string,
  timezone: string,
  pullOnce: (again: boolean) => Promise<void>,
  stop: AbortSignal
): Promise<void> {
  const run = async () => {
    try {
      await pullOnce(false);
    } catch (error) {
      if (!(error instanceof PullError)) {
        throw error;
      }
      console.error(error.message);
    }
  };
  const cron = cronOf(pattern, timezone);
  const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
  let running = run();
  cron.schedule(() => (running = running.then(() => (stop.aborted ? undefined : run()))));
  await stopped;
  cron.stop();
  await running;
}

function cronOf(pattern: string, timezone: string): Cron {
  try {
    return new Cron(pattern, { timezone, protect: true });
  } catch {
    throw new ConfigError(`--schedule ${pattern}: must be a cron expression, for instance '*/5 * * * *'`);
  }
}

function report(from: string, counts: PullCounts): void {
  console.log(`${new Date().toISOString()} ${from}: ${countsText(counts)}.`);
  counts.reasons.forEach((reason) => console.error(`  ${reason}`));
  if (counts.rejected > 0) {
    process.exitCode = SOME_REJECTED;
  }
}
