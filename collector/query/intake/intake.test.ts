import { statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { type QueryResult } from '../../../contract/frame';
import { INTAKE_METRICS } from '../../../contract/intake';
import { IDENTITY_HEADERS } from '../../../contract/headers';
import { fullScope, type Scope } from '../../access/scope';
import { intake } from '../../test/replies';
import { NOW, startCollector, type TestCollector } from '../../test/start-collector';
import { noticesOf, rowsOf } from '../test/ask-ledger';
import { parseIntake, permitIntake } from './parse';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TOKENS = ['ingest:gateway:ingest-secret', 'read:read-secret', 'delegate:delegate-secret'];

let now = NOW;
let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ tokens: TOKENS, clock: () => now });
  const post = (body: unknown) => intake(collector.post(body, { Authorization: 'Bearer ingest-secret' }));
  now = NOW - 2 * HOUR;
  await post({ id: 'a', source: 'sdk', model: 'm', timestamp: now - 10_000 });
  now = NOW - HOUR;
  await post([
    { id: 'b', model: 'm', timestamp: now - 1_000 },
    { id: 'c', model: 'm', timestamp: now },
    { id: 'b', model: 'm', timestamp: now - 1_000, user: 'ada' },
    { id: 'c', model: 'other', timestamp: now },
    { id: 'b', model: 'm', timestamp: now - 1_000 },
    { id: 'd', model: 'm', input_tokens: -1 },
    7,
  ]);
  now = NOW;
});

async function ask(query: Record<string, unknown>, headers?: Record<string, string>): Promise<QueryResult> {
  const reply = await collector.call('/api/v1/query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer read-secret', ...headers },
    body: JSON.stringify({ queries: [{ refId: 'A', queryType: 'intake', range: '24h', ...query }] }),
  });
  const { results } = (await reply.json()) as { results: Record<string, QueryResult> };
  return results.A!;
}

test('each source has a row: what was accepted, rejected, there already, amended and in conflict', async () => {
  const metrics = ['accepted', 'duplicates', 'amended', 'conflicts', 'rejected', 'unpriced_requests'];
  expect(rowsOf(await ask({ metrics }))).toEqual([
    ['gateway', 2, 2, 1, 1, 2, 2],
    ['sdk', 1, 0, 0, 0, 0, 1],
  ]);
  expect(rowsOf(await ask({ metrics, groupBy: [] }))).toEqual([[3, 2, 1, 1, 2, 3]]);
});

test('the time since the last record is that of every source of the last 30 days, longest first', async () => {
  const result = await ask({ metrics: ['seconds_since_last_record'], range: '1h' });
  expect(rowsOf(result)).toEqual([
    ['sdk', 7_200],
    ['gateway', 3_600],
  ]);
  expect(result.frames![0]!.schema.meta.type).toBe('numeric-long');
  now = NOW + 31 * 24 * HOUR;
  expect(rowsOf(await ask({ metrics: ['seconds_since_last_record'] }))).toEqual([]);
  now = NOW;
});

test('the lag is the time from the call to its arrival, within 1 %', async () => {
  const rows = Object.fromEntries(rowsOf(await ask({ metrics: ['lag_p99'] }))) as Record<string, number>;
  expect(Math.abs(rows.sdk! / 10_000 - 1)).toBeLessThanOrEqual(0.01);
  expect(Math.abs(rows.gateway! / 990 - 1)).toBeLessThanOrEqual(0.01);
});

test('over time each source is a series, with 0 where nothing arrived', async () => {
  const { frames = [] } = await ask({
    metrics: ['accepted'],
    granularity: 'hour',
    from: NOW - 3 * HOUR,
    to: NOW,
    range: null,
  });
  expect(frames.map(({ schema, data }) => [schema.fields[1]!.labels, data.values[1]])).toEqual([
    [{ source: 'gateway' }, [0, 0, 2]],
    [{ source: 'sdk' }, [0, 1, 0]],
  ]);
  expect(frames[0]!.schema.meta).toMatchObject({ type: 'timeseries-multi', typeVersion: [0, 1] });
  const empty = await ask({
    metrics: ['accepted', 'lag_p99'],
    granularity: 'day',
    groupBy: [],
    range: 'previous_month',
  });
  expect(empty.frames!.map(({ data }) => data.values[1]!.every((value) => !value))).toEqual([true, true]);
});

test('sources can be chosen', async () => {
  const only = (operator: string, value = 'sdk') =>
    ask({ metrics: ['accepted'], filters: [{ dimension: 'source', operator, values: [value] }] });
  expect(rowsOf(await only('='))).toEqual([['sdk', 1]]);
  expect(rowsOf(await only('!='))).toEqual([['gateway', 2]]);
  expect(rowsOf(await only('=~', 's.*'))).toEqual([['sdk', 1]]);
  expect(rowsOf(await only('!~', 's.*'))).toEqual([['gateway', 2]]);
  expect(rowsOf(await ask({ metrics: ['accepted'], limit: 1 }))).toEqual([['gateway', 2]]);
});

test('rejected rows are told by the field that was wrong, and `(none)` where there was no record', async () => {
  expect(rowsOf(await ask({ metrics: ['rejected'], groupBy: ['field'] }))).toEqual([
    ['(none)', 1],
    ['input_tokens', 1],
  ]);
  const filters = [{ dimension: 'source', operator: '=', values: ['sdk'] }];
  expect(rowsOf(await ask({ metrics: ['rejected'], groupBy: ['source', 'field'], filters }))).toEqual([]);
  const { frames = [] } = await ask({ metrics: ['rejected'], groupBy: ['source', 'field'], granularity: 'day' });
  expect(frames.map(({ schema }) => schema.fields[1]!.labels)).toEqual([
    { source: 'gateway', field: '(none)' },
    { source: 'gateway', field: 'input_tokens' },
  ]);
});

test('the collector tells how it is doing: store, disk, memory, commits, and since when', async () => {
  const metrics = ['records', 'store_bytes', 'wal_bytes', 'disk_free_bytes', 'process_memory_bytes', 'uptime_seconds'];
  const [row = []] = rowsOf(await ask({ metrics: [...metrics, 'commit_p99'] }));
  const [records, store, wal, free, memory, uptime, commit] = row as number[];
  const sizes = ['ledger.db', 'ledger.db-wal'].map((name) => statSync(join(collector.dataDir, name)).size);
  expect([records, store, wal]).toEqual([3, sizes[0]! + sizes[1]!, sizes[1]]);
  expect(free).toBeGreaterThan(0);
  expect(memory).toBeGreaterThan(10_000_000);
  expect(memory).toBeLessThan(totalmem());
  expect(Math.abs(uptime! - process.uptime())).toBeLessThan(10);
  expect(commit).toBeGreaterThan(0);
  expect(commit).toBeLessThan(60_000);
});

test('over time the store has the size of the newest sample in each bucket, and none where nothing was sampled', async () => {
  const book = collector.context.intake;
  const sample = (store_bytes: number, at: number) =>
    book.watch(
      () => ({ store_bytes }),
      () => at
    );
  const day = Date.UTC(2025, 5, 1);
  sample(100, day + HOUR);
  sample(200, day + 2 * HOUR);
  sample(300, day + 2 * HOUR + 60_000);
  sample(50, day + 2 * DAY);
  const { frames = [] } = await ask({
    ...{ metrics: ['store_bytes'], granularity: 'day', from: day, to: day + 3 * DAY, range: null },
  });
  expect(frames.map(({ data }) => data.values[1])).toEqual([[300, null, 50]]);
});

test.each([
  [{ metrics: ['cost'] }, 'metrics[0] must be one of seconds_since_last_record'],
  [{ metrics: [] }, 'at least one metric'],
  [{ metrics: ['accepted'], groupBy: ['user'] }, 'must be source, or for rejected rows field'],
  [{ metrics: ['rejected', 'accepted'], groupBy: ['field'] }, 'By field only rejected is known, not accepted'],
  [{ metrics: ['accepted', 'store_bytes'] }, 'store_bytes is of the collector as a whole: set groupBy to []'],
  [
    { metrics: ['records'], filters: [{ dimension: 'source', operator: '=', values: ['sdk'] }] },
    'records is of the collector as a whole: take the filters out',
  ],
  [{ metrics: ['uptime_seconds'], granularity: 'day' }, 'uptime_seconds is known for now only'],
  [{ metrics: ['accepted'], unused: true }, 'unused is not for what arrives'],
  [{ metrics: ['accepted'], filters: [{ dimension: 'user', operator: '=', values: ['a'] }] }, 'must be source'],
  [{ metrics: ['accepted'], granularity: 'minute' }, 'granularity must be one of auto, none, 15m'],
  [{ metrics: ['seconds_since_last_record'], granularity: 'day' }, 'granularity none'],
  [{ metrics: ['accepted'], range: '31d' }, 'range must be one of'],
])('%j is refused', async (query, reason) => {
  expect(await ask(query)).toMatchObject({ status: 400, error: expect.stringContaining(reason) });
});

test('members learn nothing of it, alert rules one metric at a time', async () => {
  const as = (kind: string, login: string, role = 'Viewer') => ({
    Authorization: 'Bearer delegate-secret',
    [IDENTITY_HEADERS.kind]: kind,
    [IDENTITY_HEADERS.login]: login,
    [IDENTITY_HEADERS.role]: role,
  });
  expect(await ask({ metrics: ['accepted'] }, as('user', 'ada'))).toMatchObject({
    status: 403,
    error: expect.stringContaining('administrators'),
  });
  expect(await ask({ metrics: ['accepted'] }, as('user', 'root', 'Admin'))).toMatchObject({ status: 403 });
  const alert = as('alert', 'grafana_scheduler');
  expect(rowsOf(await ask({ metrics: ['seconds_since_last_record'] }, alert))).toHaveLength(2);
  expect(await ask({ metrics: ['accepted', 'rejected'] }, alert)).toMatchObject({ status: 400 });
});

test('every metric of the contract can be asked', async () => {
  for (const { id } of INTAKE_METRICS) {
    const result = await ask({ metrics: [id] });
    expect([id, result.status]).toEqual([id, 200]);
    expect(noticesOf(result).at(-1)).toContain('Time zone: UTC');
  }
});

test('a record that arrives long after its call is the last one of its source', async () => {
  now = NOW + 100 * DAY;
  await intake(
    collector.post(
      { id: 'late', source: 'backfill', model: 'm', timestamp: NOW },
      { Authorization: 'Bearer ingest-secret' }
    )
  );
  now += 60_000;
  expect(rowsOf(await ask({ metrics: ['seconds_since_last_record'] }))).toEqual([['backfill', 60]]);
  expect(rowsOf(await ask({ metrics: ['seconds_since_last_record'], groupBy: [] }))).toEqual([[60]]);
  now = NOW;
});

test('counts are there after a restart', async () => {
  const first = await startCollector();
  await intake(first.post([{ id: 'a', model: 'm' }, {}]));
  await first.stop();
  const second = await startCollector({ dataDir: first.dataDir, clock: () => NOW + 1 });
  const reply = await second.call('/api/v1/query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      queries: [{ refId: 'A', queryType: 'intake', range: '24h', metrics: ['accepted', 'rejected'] }],
    }),
  });
  const { results } = (await reply.json()) as { results: Record<string, QueryResult> };
  expect(rowsOf(results.A!)).toEqual([['default', 1, 1]]);
});

test('those from whom sources are hidden get sums of all of them', () => {
  const scope: Scope = { ...fullScope(), hiddenDimensions: ['source'] };
  const permit = (query: Record<string, unknown>) => () =>
    permitIntake(parseIntake('A', { metrics: ['accepted'], range: '24h', ...query }, 'UTC'), scope);
  expect(permit({ groupBy: [] })).not.toThrow();
  expect(permit({})).toThrow('source may not be used by you');
  expect(permit({ groupBy: [], filters: [{ dimension: 'source', operator: '=', values: ['sdk'] }] })).toThrow('source');
});
