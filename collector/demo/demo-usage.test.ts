import { join } from 'node:path';
import { type QueryResponse } from '../../contract/frame';
import { serve, type RunningCollector } from '../serve';
import { temporaryFolder } from '../test/temporary-folder';
import { loadDemoSettings } from './demo-settings';
import { startDemoUsage } from './demo-usage';
import { NOW } from '../test/start-collector';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const running: RunningCollector[] = [];
afterEach(async () => {
  for (const collector of running.splice(0)) {
    await collector.stop();
  }
});

/** The demo's collector at a time, filled up to it. */
async function demoAt(now: number, dataDir: string): Promise<RunningCollector> {
  const env = { TOKENLEDGER_DATA_DIR: dataDir, TOKENLEDGER_LISTEN: '127.0.0.1:0', TOKENLEDGER_LOG_LEVEL: 'silent' };
  const collector = await serve(loadDemoSettings(env), { ledger: 'demo', clock: () => now });
  running.push(collector);
  await (await startDemoUsage(collector.context)).stop();
  return collector;
}

/** Values of a table over everything, column by column. */
async function ask(url: string, metrics: string[], groupBy: string[] = []): Promise<unknown[][]> {
  const reply = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ queries: [{ refId: 'A', metrics, groupBy, from: 0, to: NOW + 365 * DAY }] }),
  });
  const { results } = (await reply.json()) as QueryResponse;
  return results.A?.frames?.[0]?.data.values ?? [];
}

const facts = async (url: string) => (await ask(url, ['requests', 'total_tokens', 'cost'])).map(([value]) => value);

test('a restart adds nothing twice, and what flows on is what one run would have given', async () => {
  const [inSteps, atOnce] = [temporaryFolder(), temporaryFolder()];
  const first = await demoAt(NOW, inSteps);
  const before = await facts(first.url);
  await first.stop();
  running.length = 0;
  const again = await demoAt(NOW, inSteps);
  expect(await facts(again.url)).toEqual(before);
  for (const later of [1_000, 90 * 60_000, 3 * DAY]) {
    await running.pop()?.stop();
    await demoAt(NOW + later, inSteps);
  }
  const stepped = running[0]!;
  expect(Number((await facts(stepped.url))[0])).toBeGreaterThan(Number(before[0]));
  const since = (url: string) => fetch(`${url}/api/v1/records?limit=1000&from=${NOW}`).then((reply) => reply.json());
  const whole = await demoAt(NOW + 3 * DAY, atOnce);
  const withoutArrival = (page: unknown) => JSON.stringify(page).replace(/"received_at":"[^"]*"|"next_cursor":.*/g, '');
  expect(withoutArrival(await since(stepped.url))).toBe(withoutArrival(await since(whole.url)));
});

test('it fills 30 days up to now, and nothing lies ahead', async () => {
  const { url } = await demoAt(NOW, temporaryFolder());
  const page = (parameters: string) =>
    fetch(`${url}/api/v1/records?limit=1&${parameters}`).then((reply) => reply.json());
  expect(await page(`to=${NOW - 30 * DAY}`)).toMatchObject({ records: [] });
  expect(await page(`from=${NOW}`)).toMatchObject({ records: [] });
  expect(await page(`to=${NOW - 29 * DAY}`)).toMatchObject({ records: [expect.anything()] });
  expect(await page(`from=${NOW - DAY / 2}`)).toMatchObject({ records: [expect.anything()] });
});

test('all models but one have a price', async () => {
  const { url } = await demoAt(NOW, temporaryFolder());
  const [models = [], unpriced = [], costs = []] = await ask(url, ['unpriced_requests', 'cost'], ['model']);
  expect(models.length).toBeGreaterThan(5);
  const without = models.filter((_, row) => unpriced[row] !== 0);
  expect(without).toEqual(['llama-3.3-70b']);
  models.forEach((model, row) => {
    expect([model, Number(costs[row]) > 0]).toEqual([model, model !== 'llama-3.3-70b']);
  });
});

test('the trial ledger is apart from the real one and says that it is a demo', async () => {
  const dataDir = temporaryFolder();
  const { url, context } = await demoAt(NOW, dataDir);
  expect(context.settings.dataDir).toBe(join(dataDir, 'demo'));
  expect(await (await fetch(`${url}/api/v1/schema`)).json()).toMatchObject({ ledger: 'demo' });
});
