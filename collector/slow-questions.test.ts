import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { emptyScope, fullScope } from './access/scope';
import { aggregate, booked, NOON, readLog } from './store/conformance/bookings';
import { COUNTS, MONEY } from './store/measures';
import { makeLargeLedger } from './store/sqlite/readers/test/large-ledger';
import { SqliteStore } from './store/sqlite/sqlite-store';
import { type AggregateRequest } from './store/store';
import { startCollector } from './test/start-collector';
import { temporaryFolder } from './test/temporary-folder';

jest.setTimeout(120_000);

const RECORDS = 300_000;
const QUICK_MS = 1_000;

/** Each of so many expressions is tried on each of so many users: several seconds. */
const SLOW: Partial<AggregateRequest> = {
  measures: [...COUNTS, ...MONEY],
  filters: [
    { dimension: 'user', operator: '!~', values: Array.from({ length: 100 }, (_, n) => `.*1.*2.*3.*4.*5.*${n}x`) },
  ],
};

const dataDir = join(temporaryFolder(), 'data');
const file = join(dataDir, 'ledger.db');
beforeAll(async () => {
  mkdirSync(dataDir);
  await makeLargeLedger(file, RECORDS);
});

const aggregateSlow = (store: SqliteStore, signal: AbortSignal) =>
  store.aggregate(
    fullScope(),
    {
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      groupBy: ['user'],
      buckets: null,
      keep: null,
      filters: [],
      measures: [],
      ...SLOW,
    },
    { signal }
  );

/** ms that something takes. */
async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

test('while long questions are answered, records are booked, and all else is answered', async () => {
  const collector = await startCollector({ dataDir });
  const store = collector.context.store as SqliteStore;
  const clients = Array.from({ length: 4 }, () => new AbortController());
  const ends: string[] = [];
  const questions = clients.map(({ signal }) => aggregateSlow(store, signal).catch(() => ends.push('stopped')));
  await sleep(300);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const times: number[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    times.push(
      await duration(async () => expect((await collector.post({ id: `new-${turn}`, model: 'm' })).status).toBe(200)),
      await duration(async () => expect((await collector.call('/healthz')).status).toBe(200)),
      await duration(async () => expect((await collector.call('/readyz')).status).toBe(200))
    );
  }
  delay.disable();
  expect(ends).toEqual([]);
  expect(Math.max(...times)).toBeLessThan(QUICK_MS);
  expect(delay.max / 1e6).toBeLessThan(QUICK_MS);
  clients.forEach((client) => client.abort());
  expect(await duration(() => Promise.all(questions))).toBeLessThan(QUICK_MS);
  expect(ends).toHaveLength(clients.length);
  expect(await duration(() => aggregate(store, { from: NOON, to: NOON + 1 }))).toBeLessThan(QUICK_MS);
  await collector.stop();
});

test('a question whose client goes away stops in the middle of its scan', async () => {
  const store = new SqliteStore(file, { limits: { seconds: 30, readers: 1 } });
  const client = new AbortController();
  const question = aggregateSlow(store, client.signal).catch((error: unknown) => error);
  await sleep(500);
  const gone = new Error('The client has gone');
  client.abort(gone);
  expect(await question).toBe(gone);
  expect(await duration(() => aggregate(store, { from: NOON, to: NOON + 1 }))).toBeLessThan(QUICK_MS);
  await store.close();
});

test('a question that takes too long stops in the middle of its scan', async () => {
  const store = new SqliteStore(file, { limits: { seconds: 1, readers: 1 } });
  const spent = await duration(() => expect(aggregate(store, SLOW)).rejects.toMatchObject({ code: 'query_timeout' }));
  expect(spent).toBeGreaterThan(900);
  expect(spent).toBeLessThan(1_000 + QUICK_MS);
  await store.close();
});

test('a question over HTTP stops when its client hangs up', async () => {
  const collector = await startCollector({ dataDir, yaml: 'limits: { query_readers: 1 }' });
  const metrics = ['interactions', 'latency_p50', 'latency_p90', 'latency_p99', 'cost'];
  const body = { from: NOON, to: NOON + RECORDS * 1_000, queries: [{ refId: 'A', metrics, groupBy: ['user'] }] };
  const headers = { 'Content-Type': 'application/json' };
  const client = new AbortController();
  const { signal } = client;
  const question = collector
    .call('/api/v1/query', { method: 'POST', headers, body: JSON.stringify(body), signal })
    .then(({ status }) => status)
    .catch(() => 'hung up');
  await sleep(300);
  client.abort();
  expect(await question).toBe('hung up');
  const store = collector.context.store;
  expect(await duration(() => aggregate(store, { from: NOON, to: NOON + 1 }))).toBeLessThan(QUICK_MS);
  await collector.stop();
});

test('what is booked is in the very next answer', async () => {
  const store = new SqliteStore(join(temporaryFolder(), 'ledger.db'));
  for (let count = 1; count <= 200; count += 1) {
    await store.append([booked({ id: `${count}` })]);
    const [[row], [entry], facts] = await Promise.all([
      aggregate(store, {}),
      readLog(store, { limit: 1 }),
      store.facts(fullScope()),
    ]);
    expect([row?.cell.count('requests'), entry?.record.id, facts.records]).toEqual([count, `${count}`, count]);
  }
  await store.close();
});

test('readers that wait for a question hold nothing: what was erased leaves the files at once', async () => {
  const store = new SqliteStore(file);
  await Promise.all([readLog(store, { limit: 1 }), aggregate(store, { from: NOON, to: NOON + 1 })]);
  await store.append([booked()]);
  expect(await store.purge()).toBe(true);
  expect(new Database(file).pragma('wal_checkpoint', { simple: true })).toBe(0);
  await store.close();
});

test('who may see no row need not wait behind long questions', async () => {
  const store = new SqliteStore(file, { limits: { seconds: 30, readers: 1 } });
  const client = new AbortController();
  const question = aggregateSlow(store, client.signal).catch(() => 'stopped');
  const none = { records: 0, firstTimestamp: null, lastTimestamp: null };
  expect(await duration(async () => expect(await store.facts(emptyScope())).toEqual(none))).toBeLessThan(QUICK_MS);
  client.abort();
  expect(await question).toBe('stopped');
  await store.close();
});
