import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createIdTokenVerifier } from './access/id-token/create-id-token-verifier';
import { RateLimit } from './access/rate-limit';
import { TokenBook } from './access/token-book';
import { createApp } from './app';
import { configurationEntries, recordConfigurationChange } from './audit/configuration-changes';
import { AuditedUse } from './audit/audited-use';
import { ConfigError, type LoadedSettings } from './config/load';
import { formatAddress, isLoopback } from './config/settings';
import { openContentBook } from './content/open-content-book';
import { retireContent } from './content/retire-content';
import { type AppContext } from './http/context';
import { listen } from './http/listen';
import { CallBook } from './ingest/otlp/call-book';
import { readState } from './intake/collector-state';
import { IntakeBook } from './intake/intake-book';
import { CommitQueue, type CommitQueueOptions } from './journal/commit-queue';
import { Metrics } from './http/metrics';
import { pseudonyms } from './journal/person-key';
import { SqliteStore } from './store/sqlite/sqlite-store';
import { VERSION } from './version';

export interface RunningCollector {
  readonly url: string;
  readonly context: AppContext;
  /** Finishes what was accepted, then closes the ledger. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly ledger: 'live' | 'demo';
  readonly clock?: () => number;
  /** Limits of the queue in front of the store. */
  readonly commits?: Omit<CommitQueueOptions, 'observe'>;
}

/** Starts a collector from settings: opens its ledger, then takes traffic. */
export async function serve(
  { settings, audited, file, report }: LoadedSettings,
  options: ServeOptions
): Promise<RunningCollector> {
  const logger = pino({ level: settings.logLevel, base: undefined });
  mkdirSync(settings.dataDir, { recursive: true });
  const tokens = new TokenBook(join(settings.dataDir, 'tokens.db'), settings.tokens);
  const open = tokens.empty;
  if (open && !isLoopback(settings.listen)) {
    tokens.close();
    throw new ConfigError(
      `listen: ${formatAddress(settings.listen)} can be reached from other machines and there is no token. ` +
        'Make one (tokenledger token create --role read --label grafana), set TOKENLEDGER_TOKENS, or listen on 127.0.0.1.'
    );
  }
  const store = new SqliteStore(join(settings.dataDir, 'ledger.db'), { limits: settings.limits });
  const clock = options.clock ?? Date.now;
  const calls = new CallBook(join(settings.dataDir, 'calls.db'));
  const intake = new IntakeBook(join(settings.dataDir, 'intake.db'), clock());
  const contents = openContentBook(settings);
  const metrics = new Metrics(['ledger.db', 'ledger.db-wal'].map((name) => join(settings.dataDir, name)));
  const commits = new CommitQueue(store, {
    ...options.commits,
    observe: (records, bookings, ms) => {
      intake.booked(records, bookings, ms);
      metrics.booked(records, bookings, ms);
    },
  });
  const context: AppContext = {
    settings,
    store,
    commits,
    contents,
    calls,
    intake,
    metrics,
    tokens,
    rates: new RateLimit(),
    verifier:
      settings.identity &&
      createIdTokenVerifier({ ...settings.identity, fetch, clock, report: (message) => logger.warn(message) }),
    adminUses: new AuditedUse(store, (error) =>
      logger.error({ err: error }, 'the use of admin rights is not on record')
    ),
    open,
    ledger: options.ledger,
    clock,
    logger,
  };
  if (options.ledger === 'live') {
    const entries = configurationEntries(audited, pseudonyms(settings.dataDir));
    await recordConfigurationChange(store, entries, clock());
  }
  const reportLeftContent = (error: unknown) =>
    logger.error({ err: error }, 'prompts and answers past their time are still there');
  const server = await listen(createApp(context), settings.listen).catch(async (error: unknown) => {
    await store.close();
    calls.close();
    intake.close();
    contents?.close();
    tokens.close();
    throw error;
  });
  for (const { key, value, source } of report) {
    logger.info({ key, value, source, ...(source === 'file' ? { file } : {}) }, 'setting');
  }
  if (open) {
    logger.warn('no tokens: everyone on this machine may book and read. tokenledger token create closes it');
  }
  logger.info({ version: VERSION, url: server.url, ledger: options.ledger }, 'collector is ready');
  intake.watch(() => readState(settings.dataDir), clock);
  const stopRetiring = contents && retireContent(contents, { clock, report: reportLeftContent });
  return {
    url: server.url,
    context,
    stop: async () => {
      await server.close();
      await commits.drain();
      await stopRetiring?.();
      await context.adminUses.close(clock());
      await store.close();
      calls.close();
      intake.close();
      contents?.close();
      tokens.close();
      logger.info('collector has stopped');
    },
  };
}
