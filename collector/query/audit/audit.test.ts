import { alertScope, fullScope, memberScope, type Scope } from '../../access/scope';
import { SqliteStore } from '../../store/sqlite/sqlite-store';
import { answerRequest } from '../answer';
import { noticesOf, NOW, rowsOf } from '../test/ask-ledger';

const HOUR = 3_600_000;
let store: SqliteStore;
beforeEach(async () => {
  store = new SqliteStore(':memory:');
  for (const hours of [30, 2, 1]) {
    await store.audit({
      time: NOW - hours * HOUR,
      actor: 'cli:ada',
      act: 'reprice',
      reason: `reason ${hours}`,
      details: { changed: hours },
    });
  }
});
afterEach(() => store.close());

async function ask(query: Record<string, unknown> = {}, scope: Scope = fullScope()) {
  const body = { queries: [{ refId: 'A', queryType: 'audit', range: '7d', ...query }] };
  const reportFault = (error: unknown) => {
    throw error;
  };
  const context = { store, scope, timezone: 'UTC', now: NOW, ledger: 'live', reportFault } as const;
  return (await answerRequest(body, context)).results.A!;
}

test('acts come newest first: when, who, what, why and details as JSON', async () => {
  const result = await ask();
  expect(result.frames![0]!.schema.fields.map(({ name }) => name)).toEqual([
    'time',
    'actor',
    'act',
    'reason',
    'details',
  ]);
  expect(rowsOf(result)).toEqual(
    [1, 2, 30].map((hours) => [NOW - hours * HOUR, 'cli:ada', 'reprice', `reason ${hours}`, `{"changed":${hours}}`])
  );
  expect(result.frames![0]!.schema.meta).toMatchObject({ type: 'table', typeVersion: [0, 1] });
});

test('range and limit are kept, and the answer says where it was cut', async () => {
  expect(rowsOf(await ask({ range: '24h' }))).toHaveLength(2);
  const cut = await ask({ limit: 2 });
  expect(rowsOf(cut)).toHaveLength(2);
  expect(noticesOf(cut)).toEqual(['Newest 2 acts; there are more.', 'Time zone: UTC']);
  expect(noticesOf(await ask({ limit: 3 }))).toEqual(['Time zone: UTC']);
});

test.each([
  ['a member', memberScope('ada')],
  ['one who sees all rows but not the provider’s side', { ...fullScope(), money: 'customer' as const }],
  ['one from whom a dimension is kept', { ...fullScope(), hiddenDimensions: ['api_key' as const] }],
])('%s is refused and told who may grant it', async (_, scope) => {
  expect(await ask({}, scope)).toMatchObject({ status: 403, error: expect.stringContaining('can grant it') });
});

test('alert rules are refused', async () => {
  expect(await ask({}, alertScope())).toMatchObject({ status: 400, error: expect.stringContaining('alert on') });
});

test.each([
  [{ limit: 1001 }, 'limit must be a whole number from 1 to 1000'],
  [{ filters: [{ dimension: 'user', operator: '=', values: ['a'] }] }, 'filters must be empty'],
  [{ range: '31d' }, 'range must be one of'],
])('%j is refused', async (query, message) => {
  expect(await ask(query)).toMatchObject({ status: 400, error: expect.stringContaining(message) });
});
