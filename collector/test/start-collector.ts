import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../config/load';
import { serve, type RunningCollector, type ServeOptions } from '../serve';
import { temporaryFolder } from './temporary-folder';

/** What time it is for most tests: a Wednesday in March. */
export const NOW = Date.UTC(2026, 2, 4, 12);

export interface TestCollector extends RunningCollector {
  readonly dataDir: string;
  /** A request to the collector; the path begins with a slash. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Posts records as JSON. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface TestSettings extends Partial<ServeOptions> {
  /** `tokenledger.yaml`. */
  readonly yaml?: string;
  /** `role[:label]:secret`; without any the collector is open. */
  readonly tokens?: readonly string[];
  /** A ledger that is there already. */
  readonly dataDir?: string;
}

const running = new Set<RunningCollector>();

afterAll(async () => {
  await Promise.all([...running].map((collector) => collector.stop()));
  running.clear();
});

/** A real collector on a free port of this machine; it is stopped when the test file has run. */
export async function startCollector(settings: TestSettings = {}): Promise<TestCollector> {
  const { yaml = '', tokens = [], dataDir = join(temporaryFolder(), 'data') } = settings;
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(file, yaml);
  const loaded = loadSettings({
    TOKENLEDGER_CONFIG: file,
    TOKENLEDGER_LISTEN: '127.0.0.1:0',
    TOKENLEDGER_DATA_DIR: dataDir,
    TOKENLEDGER_LOG_LEVEL: 'silent',
    TOKENLEDGER_TOKENS: tokens.join(','),
  });
  const { ledger = 'live', clock = () => NOW } = settings;
  const collector = await serve(loaded, { ledger, clock });
  running.add(collector);
  const call = (path: string, init?: RequestInit) => fetch(collector.url + path, init);
  return {
    ...collector,
    dataDir,
    call,
    post: (body, headers) =>
      call('/api/v1/records', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      running.delete(collector);
      await collector.stop();
    },
  };
}
