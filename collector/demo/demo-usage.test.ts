import { join } from 'node:path';
import { type QueryResponse } from '../../contract/frame';
import { serve, type RunningCollector } from '../serve';
import { temporaryFolder } from '../test/temporary-folder';
import { NOW } from '../test/start-collector';
import { loadDemoSettings } from './demo-settings';
import { SILENT_SOURCE } from './demo-story';
import { startDemoUsage } from './demo-usage';
import { DEMO_SOURCES } from './demo-workloads';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS = 2;
const running: RunningCollector[] = [];
afterEach(async () => {
  for (const collector of running.splice(0)) {
    await collector.stop();
  }
});

/** The demo's collector at a time, filled up to it. */
async function demoAt(now: number, dataDir: string, days = DAYS): Promise<RunningCollector> {
  const env = { TOKENLEDGER_DATA_DIR: dataDir, TOKENLEDGER_LISTEN: '127.0.0.1:0', TOKENLEDGER_LOG_LEVEL: 'silent' };
  const settings = loadDemoSettings(env, now);
  const collector = await serve(settings, { ledger: 'demo', clock: () => now });
  running.push(collector);
  await (await startDemoUsage(collector.context, settings, { days })).stop();
  return collector;
}

/** Values of the first frame, column by column. */
async function ask(url: string, query: Record<string, unknown>): Promise<unknown[][]> {
  const reply = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ queries: [{ refId: 'A', from: 0, to: NOW + 365 * DAY, ...query }] }),
  });
  const { results } = (await reply.json()) as QueryResponse;
  expect(results.A?.error).toBeUndefined();
  return results.A?.frames?.[0]?.data.values ?? [];
}

const COUNTS = ['accepted', 'duplicates', 'amended', 'conflicts', 'rejected'];
const facts = async ({ url }: RunningCollector) => [
  ...(await ask(url, { metrics: ['requests', 'total_tokens', 'cost'] })),
  ...(await ask(url, { queryType: 'intake', metrics: COUNTS })),
];
const page = async ({ url }: RunningCollector, parameters: string): Promise<{ records: unknown[] }> =>
  (await fetch(`${url}/api/v1/records?${parameters}`)).json() as Promise<{ records: unknown[] }>;

test('a restart adds nothing twice, and what flows on is what one run would have given', async () => {
  const [inSteps, atOnce] = [temporaryFolder(), temporaryFolder()];
  const first = await demoAt(NOW, inSteps);
  const before = await facts(first);
  await running.pop()!.stop();
  expect(await facts(await demoAt(NOW, inSteps))).toEqual(before);
  const later = NOW + 9 * HOUR;
  for (const now of [NOW + 1_000, NOW + 90 * 60_000, later]) {
    await running.pop()!.stop();
    await demoAt(now, inSteps);
  }
  const [stepped] = running as [RunningCollector];
  expect(Number((await facts(stepped))[0]![0])).toBeGreaterThan(Number(before[0]![0]));
  const whole = await demoAt(later, atOnce);
  const since = `limit=1000&from=${NOW}`;
  expect((await page(whole, since)).records.length).toBeGreaterThan(100);
  expect((await page(stepped, since)).records).toEqual((await page(whole, since)).records);
  const intake = { queryType: 'intake', metrics: COUNTS, from: NOW };
  expect(await ask(stepped.url, intake)).toEqual(await ask(whole.url, intake));
});

test('it fills the days asked for up to now, and nothing lies ahead', async () => {
  const collector = await demoAt(NOW, temporaryFolder());
  expect((await page(collector, `limit=1&to=${NOW - DAYS * DAY}`)).records).toEqual([]);
  expect((await page(collector, `limit=1&from=${NOW}`)).records).toEqual([]);
  expect((await page(collector, `limit=1&to=${NOW - (DAYS - 0.2) * DAY}`)).records).toHaveLength(1);
  expect((await page(collector, `limit=1&from=${NOW - HOUR}`)).records).toHaveLength(1);
});

test('intake knows of it as of any usage: what was new, sent twice, completed and broken, and when it came', async () => {
  const { url } = await demoAt(NOW, temporaryFolder());
  const [sources, ...counts] = await ask(url, {
    queryType: 'intake',
    metrics: [...COUNTS, 'lag_p99', 'seconds_since_last_record'],
  });
  expect([...(sources as string[])].sort()).toEqual(DEMO_SOURCES.filter((source) => source !== SILENT_SOURCE).sort());
  const [requests] = (await ask(url, { metrics: ['requests'] }))[0] as number[];
  const sum = (column: unknown) => (column as number[]).reduce((total, value) => total + value, 0);
  expect(sum(counts[0])).toBe(requests);
  counts.slice(1, 3).forEach((column) => expect(sum(column)).toBeGreaterThan(0));
  (counts[5] as number[]).forEach((lag) => expect(lag).toBeLessThan(4 * HOUR));
  (counts[6] as number[]).forEach((seconds) => expect(seconds).toBeLessThan(20 * 3_600));
  const hours = await ask(url, {
    queryType: 'intake',
    metrics: ['accepted'],
    groupBy: [],
    granularity: 'hour',
    from: NOW - DAY,
    to: NOW,
  });
  expect(hours[1]!.filter((count) => Number(count) > 0)).toHaveLength(24);
});

test('records that others send, ahead of the clock even, neither stop nor repeat it', async () => {
  const dataDir = temporaryFolder();
  const { url } = await demoAt(NOW, dataDir);
  const before = (await ask(url, { metrics: ['requests'] }))[0]![0];
  const record = { id: 'own', source: 'mine', model: 'gpt-4o', timestamp: NOW + 5 * DAY };
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${url}/api/v1/records`, { method: 'POST', headers, body: JSON.stringify(record) });
  await running.pop()!.stop();
  const again = await demoAt(NOW + HOUR, dataDir);
  const after = (await ask(again.url, { metrics: ['requests'] }))[0]![0];
  expect(Number(after)).toBeGreaterThan(Number(before) + 1);
});

test('its price change and rule are marked', async () => {
  const { url } = await demoAt(NOW, temporaryFolder(), 1);
  const [, , titles] = await ask(url, { queryType: 'annotations', kinds: ['price', 'rule'] });
  expect(titles).toEqual(['New price: gcp.gemini/gemini-3.1-pro-preview', 'New customer rule: team support']);
});

test('the trial ledger is apart from the real one and says that it is a demo', async () => {
  const dataDir = temporaryFolder();
  const { url, context } = await demoAt(NOW, dataDir, 1);
  expect(context.settings.dataDir).toBe(join(dataDir, 'demo'));
  expect(await (await fetch(`${url}/api/v1/schema`)).json()).toMatchObject({ ledger: 'demo' });
});
