import { type QueryResult } from '../../../contract/frame';
import { configurationEntries, recordConfigurationChange } from '../../audit/configuration-changes';
import { alertScope, fullScope, memberScope, type Scope } from '../../access/scope';
import { SqliteStore } from '../../store/sqlite/sqlite-store';
import { answerRequest } from '../answer';
import { noticesOf, NOW } from '../test/ask-ledger';

const HOUR = 3_600_000;
let store: SqliteStore;
beforeEach(async () => {
  store = new SqliteStore(':memory:');
  const entries = configurationEntries(
    {
      price: [{ provider: 'acme', model: 'large', from: '2026-01-14', input: 1n }, { model: 'always' }],
      rule: [{ match: { team: 'search' }, from: '2026-01-13T06:00', markup: 1n }],
    },
    (name) => name
  );
  await recordConfigurationChange(store, [], NOW - 4 * HOUR);
  await recordConfigurationChange(store, entries, NOW - 3 * HOUR);
  const act = { actor: 'cli:ada', act: 'reprice', reason: 'new list' };
  await store.audit({ ...act, time: NOW - 2 * HOUR, details: { run: 'r1', state: 'started' } });
  await store.audit({ ...act, time: NOW - HOUR, details: { run: 'r1', state: 'done', requests: 5, changed: 3 } });
  await store.audit({ ...act, time: NOW - 60_000, details: { run: 'r2', state: 'started' } });
  await store.audit({ ...act, time: NOW - 30_000, act: 'admin read', details: {} });
});
afterEach(() => store.close());

async function ask(query: Record<string, unknown> = {}, scope: Scope = fullScope()): Promise<QueryResult> {
  const body = { queries: [{ refId: 'A', queryType: 'annotations', range: '7d', ...query }] };
  const reportFault = (error: unknown) => {
    throw error;
  };
  const context = { store, scope, timezone: 'Asia/Kolkata', now: NOW, ledger: 'live', reportFault } as const;
  return (await answerRequest(body, context)).results.A!;
}

function marks({ frames }: QueryResult): Array<Record<string, unknown>> {
  const { schema, data } = frames![0]!;
  return data.values[0]!.map((_, row) =>
    Object.fromEntries(schema.fields.map(({ name }, column) => [name, data.values[column]![row]]))
  );
}

const titles = (result: QueryResult) => marks(result).map(({ title }) => title);

test('days of new prices and rules in the ledger’s zone, and acts, come in order of time', async () => {
  expect(marks(await ask())).toEqual([
    {
      time: Date.UTC(2026, 0, 13, 0, 30),
      timeEnd: null,
      title: 'New customer rule: team search',
      text: expect.any(String),
      tags: 'rule',
      id: expect.any(String),
    },
    {
      time: Date.UTC(2026, 0, 13, 18, 30),
      timeEnd: null,
      title: 'New price: acme/large',
      text: expect.any(String),
      tags: 'price,acme,large',
      id: expect.any(String),
    },
    expect.objectContaining({
      time: NOW - 4 * HOUR,
      title: 'First start of the collector',
      text: 'added: 0, removed: 0 · by collector',
    }),
    expect.objectContaining({
      time: NOW - 3 * HOUR,
      title: 'Prices, rules or directory changed',
      text: expect.stringMatching(/^prices, rules, .* the last start · added: 3, removed: 0 · by collector$/),
      tags: 'configuration',
    }),
    expect.objectContaining({
      time: NOW - 2 * HOUR,
      timeEnd: NOW - HOUR,
      title: 'Records re-priced',
      text: 'new list · requests: 5, changed: 3 · by cli:ada',
      tags: 'reprice',
      id: 'reprice/r1',
    }),
    expect.objectContaining({ time: NOW - 60_000, timeEnd: null, title: 'Records re-priced (not finished)' }),
  ]);
});

test('the parts are named as Grafana reads annotations', async () => {
  const [frame] = (await ask()).frames!;
  expect(frame!.schema.fields.map(({ name, type }) => [name, type])).toEqual([
    ['time', 'time'],
    ['timeEnd', 'time'],
    ['title', 'string'],
    ['text', 'string'],
    ['tags', 'string'],
    ['id', 'string'],
  ]);
  expect(frame!.schema.meta).toMatchObject({ type: 'table', typeVersion: [0, 1] });
});

test('each mark has an id of its own', async () => {
  const ids = marks(await ask()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('kinds and the range choose', async () => {
  expect(titles(await ask({ kinds: ['price', 'rule'] }))).toHaveLength(2);
  expect(titles(await ask({ kinds: [] }))).toHaveLength(6);
  expect(titles(await ask({ range: 'today', kinds: ['price', 'configuration'] }))).toEqual([
    'First start of the collector',
    'Prices, rules or directory changed',
  ]);
});

test('amounts of prices are not told', async () => {
  expect(JSON.stringify(await ask({ kinds: ['price', 'rule'] }))).not.toMatch(/markup|input/);
});

test.each([
  ['a member', memberScope('ada')],
  ['one who sees all rows but not the provider’s side', { ...fullScope(), money: 'customer' as const }],
])('for %s the dashboard has no marks and does not fail', async (_, scope) => {
  const result = await ask({}, scope);
  expect(marks(result)).toEqual([]);
  expect(result.status).toBe(200);
  expect(noticesOf(result)[0]).toBe('Annotations are shown to those who see everything.');
});

test('alert rules are refused', async () => {
  expect(await ask({}, alertScope())).toMatchObject({ status: 400, error: expect.stringContaining('alert on') });
});

test('filters of the dashboard are ignored with a notice, unknown kinds are errors', async () => {
  const filters = [{ dimension: 'team', operator: '=', values: ['search'] }];
  const result = await ask({ filters });
  expect(marks(result)).toHaveLength(6);
  expect(noticesOf(result)).toContain('These fields mean nothing in a list and were ignored: filters');
  expect(await ask({ kinds: ['weather'] })).toMatchObject({
    status: 400,
    error: expect.stringContaining('kinds[0] must be one of price, rule'),
  });
});
