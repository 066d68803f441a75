import { type DimensionValues } from '../../../contract/values';
import { alertScope, fullScope, memberScope, type Scope } from '../../access/scope';
import { booked, NOON } from '../../store/conformance/bookings';
import { SqliteStore } from '../../store/sqlite/sqlite-store';
import { answerValues } from './answer-values';

const DAY = 86_400_000;
let store: SqliteStore;
beforeEach(async () => {
  store = new SqliteStore(':memory:');
  const at = (days: number) => NOON - 1 - days * DAY;
  await store.append([
    booked({ id: '1', user: 'ada', model: 'Large', team: 'b', tags: { 'a/b': 'x' }, timestamp: at(0) }),
    booked({ id: '2', user: 'ada', model: 'small', team: 'a', tags: { 'a/b': 'y' }, timestamp: at(1) }),
    booked({ id: '3', user: 'bob', model: 'small', team: 'ä', timestamp: at(29) }),
    booked({ id: '4', model: 'old', team: 'b', timestamp: at(31) }),
    booked({ id: '5', model: 'small', timestamp: at(2) }),
  ]);
});
afterEach(() => store.close());

function ask(id: string, params = '', scope: Scope = fullScope()): Promise<DimensionValues> {
  return answerValues(id, new URLSearchParams(params), { store, scope, now: NOON, timezone: 'UTC' });
}

async function counts(id: string, params?: string, scope?: Scope): Promise<Array<[string, number]>> {
  const { values, requests } = await ask(id, params, scope);
  return values.map((value, index) => [value, requests[index]!]);
}

test('values of the last thirty days come by use, then by name in code points', async () => {
  expect(await counts('model')).toEqual([
    ['small', 3],
    ['Large', 1],
  ]);
  expect(await counts('team')).toEqual([
    ['(none)', 1],
    ['a', 1],
    ['b', 1],
    ['ä', 1],
  ]);
});

test('calls without a value are one of them, and those of nobody are system', async () => {
  expect(await counts('user')).toEqual([
    ['ada', 2],
    ['bob', 1],
    ['system', 1],
  ]);
  expect(await counts('tag.a/b')).toEqual([
    ['(none)', 2],
    ['x', 1],
    ['y', 1],
  ]);
});

test('the range is that of a query', async () => {
  expect(await counts('model', `from=${NOON - 40 * DAY}&to=${NOON - 30 * DAY}`)).toEqual([['old', 1]]);
  expect(await counts('model', 'range=yesterday')).toEqual([['small', 1]]);
  expect(await counts('model', 'range=all')).toHaveLength(3);
});

test('search finds a part of the value, whatever the case', async () => {
  expect(await counts('model', 'search=AR')).toEqual([['Large', 1]]);
  expect(await counts('team', `search=${encodeURIComponent('Ä')}`)).toEqual([['ä', 1]]);
  expect(await counts('model', 'search=.*')).toEqual([]);
});

test('a limit cuts, and the answer says so', async () => {
  expect(await ask('model', 'limit=1')).toEqual({ values: ['small'], requests: [3], truncated: true });
  expect(await ask('model', 'limit=2')).toMatchObject({ truncated: false });
});

test('filters of other dimensions count, those of the same do not', async () => {
  expect(await counts('model', 'user=ada')).toEqual([
    ['Large', 1],
    ['small', 1],
  ]);
  expect(await counts('model', 'user=ada&model=small')).toHaveLength(2);
  const filters = encodeURIComponent(JSON.stringify([{ dimension: 'user', operator: '!=', values: ['ada'] }]));
  expect(await counts('model', `filters=${filters}`)).toEqual([['small', 2]]);
  expect(await counts('tag.a/b', 'tag.a/b=x&tag.other=(none)')).toHaveLength(3);
});

test('members find values of their own calls only, and no counts of others', async () => {
  expect(await counts('model', '', memberScope('bob'))).toEqual([['small', 1]]);
  expect(await counts('user', 'search=a', memberScope('bob'))).toEqual([]);
});

test('hidden dimensions are refused, also as filters', async () => {
  await expect(ask('user', '', alertScope())).rejects.toMatchObject({ code: 'forbidden', field: 'user' });
  await expect(ask('model', 'user=ada', alertScope())).rejects.toMatchObject({ code: 'forbidden', field: 'user' });
  await expect(ask('cost_check', '', memberScope('ada'))).rejects.toMatchObject({ code: 'forbidden' });
});

test.each([
  ['size', '', 'not_found', 'There is no dimension size; there are user, team'],
  ['tag.', '', 'not_found', 'There is no dimension tag.'],
  ['model', 'limit=0', 'invalid_query', 'limit must be a whole number from 1 to 1000'],
  ['model', 'limit=1001', 'invalid_query', 'limit must be a whole number from 1 to 1000'],
  ['model', 'order=time', 'invalid_query', 'There is no parameter order; there are from, to'],
  ['model', 'range=31d', 'invalid_query', 'range must be one of'],
])('%s?%s is refused with what there is', async (id, params, code, message) => {
  await expect(ask(id, params)).rejects.toMatchObject({ code });
  await expect(ask(id, params)).rejects.toThrow(message);
});

test('it stops once nobody waits for it', async () => {
  const signal = AbortSignal.abort(new Error('gone'));
  const asked = answerValues('model', new URLSearchParams(), {
    store,
    scope: fullScope(),
    now: NOON,
    timezone: 'UTC',
    signal,
  });
  await expect(asked).rejects.toThrow('gone');
});

test.each([
  ['tag.$key', '', 'dimension', 'tag.$key is an unresolved variable'],
  ['model', 'team=$team', 'team', 'team: $team is an unresolved variable; put its value in its place'],
])('a variable that was not resolved is named: %s of %s', async (id, params, field, message) => {
  await expect(ask(id, params)).rejects.toMatchObject({ field, message: expect.stringContaining(message) });
});
