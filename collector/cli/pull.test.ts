import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeLitellm, spendLog } from '../test/fake-litellm';
import { type Ended, type InstalledCollector, installCollector } from '../test/installed-collector';
import { total } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';

jest.setTimeout(120_000);

const HOUR = 3_600_000;

let installed: InstalledCollector;
let collector: TestCollector;
let proxy: FakeLitellm;
let env: Record<string, string>;
beforeAll(() => {
  installed = installCollector();
});
beforeEach(async () => {
  proxy = await new FakeLitellm({ key: 'sk-admin-key' }).start();
  const tokens = ['ingest:litellm:ingest-secret-1', 'read:me:read-secret-1'];
  collector = await startCollector({ tokens, clock: Date.now });
  env = {
    TOKENLEDGER_DATA_DIR: join(temporaryFolder(), 'data'),
    TOKENLEDGER_TOKEN: 'ingest-secret-1',
    LITELLM_API_KEY: 'sk-admin-key',
  };
});
afterEach(() => collector.stop());

const start = (...args: string[]) =>
  installed.start(installed.bundle, ['pull', 'litellm', '--collector', collector.url, ...args], { env });
const run = (...args: string[]): Promise<Ended> => start(...args).end();
const booked = () => total(collector, 'requests', { Authorization: 'Bearer read-secret-1' });
const row = (index: number, ago = HOUR) => spendLog(`call-number-${index}x`, Date.now() - ago);

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300 && !(await condition()); tries += 1) {
    await sleep(50);
  }
}

test('one pull says what it found and what was missing, and never a secret', async () => {
  proxy.rows.push(row(1), row(2));
  const first = await run('--url', proxy.url);
  expect(first).toMatchObject({ code: 0, errors: '' });
  expect(first.output).toMatch(/2 rows delivered: 0 were on the books, 2 were missing and are booked now\./);
  env.LITELLM_API_KEY = 'sk-other-key';
  const refused = await run('--url', proxy.url);
  expect(refused.code).toBe(1);
  expect(refused.errors).toMatch(/answers 401 .*Give the master key/);
  expect(JSON.stringify([first, refused])).not.toMatch(/sk-admin-key|sk-other-key|ingest-secret/);
});

test('the key comes from the variable or the file that is named', async () => {
  proxy.rows.push(row(1));
  const file = join(temporaryFolder(), 'key');
  writeFileSync(file, 'sk-admin-key\n');
  env = { ...env, LITELLM_API_KEY: 'sk-other-key', OTHER_KEY: 'sk-admin-key' };
  expect(await run('--url', proxy.url, '--token-file', file)).toMatchObject({ code: 0 });
  expect(await run('--url', proxy.url, '--token-env', 'OTHER_KEY', '--since', '2026-01-01')).toMatchObject({ code: 0 });
  expect(await booked()).toBe(1);
});

test('a pull that is killed is made up for by the next, and nothing counts twice', async () => {
  proxy.rows.push(...Array.from({ length: 2_500 }, (_, index) => row(index, 2 * HOUR)));
  const killed = start('--url', proxy.url);
  const ended = new Promise<void>((resolve) => {
    proxy.onPage = ({ searchParams }) => {
      if (searchParams.get('page') === '3') {
        resolve(killed.end('SIGKILL').then(() => undefined));
      }
    };
  });
  await ended;
  expect(await booked()).toBeGreaterThan(0);
  proxy.onPage = () => undefined;
  expect(await run('--url', proxy.url)).toMatchObject({ code: 0 });
  expect(await booked()).toBe(2_500);
});

test('on a schedule it stays, fills gaps as they appear, gets over failures, and ends at SIGTERM', async () => {
  proxy.rows.push(row(1));
  const staying = start('--url', proxy.url, '--schedule', '* * * * * *');
  await until(async () => (await booked()) === 1);
  proxy.troubles.push({ status: 400, body: { detail: 'not now' } });
  proxy.rows.push(row(2, 60_000));
  await until(async () => (await booked()) === 2);
  const { code, output, errors } = await staying.end('SIGTERM');
  expect({ code, booked: await booked() }).toEqual({ code: 0, booked: 2 });
  expect(output.match(/1 were missing and are booked now/g)).toHaveLength(2);
  expect(errors).toMatch(/answers 400 \(not now\)/);
});

test('rows of a file that are rejected are told, with an exit code of their own', async () => {
  const file = join(temporaryFolder(), 'rows.ndjson');
  writeFileSync(file, `${JSON.stringify(row(1))}\n{"broken"\n`);
  const ended = await run('--from-file', file);
  expect(ended).toMatchObject({ code: 2 });
  expect(ended.output).toContain('1 were rejected');
  expect(ended.errors).toContain('line 2: it is not a JSON object');
  expect(await booked()).toBe(1);
});

test.each<[string[], string]>([
  [[], 'Give --url, the address of the LiteLLM proxy, or --from-file'],
  [['--url', 'http://127.0.0.1:1', '--from-file', 'x'], 'Give --url, the address of the LiteLLM proxy, or --from-file'],
  [['--from-file', 'x', '--schedule', '* * * * *'], '--schedule is for --url'],
  [['--url', 'http://127.0.0.1:1', '--schedule', 'often'], '--schedule often: must be a cron expression'],
  [['--url', 'http://127.0.0.1:1', '--schedule', '* * * * *', '--once'], '--once and --schedule exclude each other'],
  [['--url', 'http://127.0.0.1:1', '--since', 'yesterday'], '--since yesterday: must be a date'],
  [['--url', 'http://127.0.0.1:1', '--token-file', '/nowhere'], '--token-file /nowhere: cannot be read'],
  [['--url', '127.0.0.1:4000'], '--url 127.0.0.1:4000: must be the address'],
])('%j is refused with what to do', async (args, message) => {
  const ended = await run(...args);
  expect(ended.code).toBe(1);
  expect(ended.errors).toContain(message);
});
