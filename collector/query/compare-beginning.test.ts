import { alertScope, fullScope, memberScope } from '../access/scope';
import { booked, NOON, priced } from '../store/conformance/bookings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { answerRequest } from './answer';
import { type AnswerContext } from './query-handler';

const HOUR = 3_600_000;
/** Noon to noon, compared with the day before, in Berlin. */
const DAY = { from: NOON - 24 * HOUR, to: NOON, timezone: 'Europe/Berlin', metrics: ['cost'] };
const COMPARED = { ...DAY, compare: 'previous_period' };
/** Ninety minutes after the compared time began, and half a minute. */
const BEGIN = NOON - 48 * HOUR + 1.5 * HOUR + 30_000;

let store: SqliteStore;
beforeEach(async () => {
  store = new SqliteStore(':memory:');
  await store.append([
    booked({ user: 'ada', team: 'a', timestamp: BEGIN }, priced('1')),
    booked({ user: 'bob', team: 'b', timestamp: NOON - HOUR }, priced('2')),
  ]);
});
afterEach(() => store.close());

async function ask(query: object, asking: Partial<AnswerContext> = {}) {
  const reportFault = (error: unknown) => {
    throw error;
  };
  const context = { store, scope: fullScope(), timezone: 'UTC', now: NOON, ledger: 'live', reportFault } as const;
  const { results } = await answerRequest({ queries: [{ refId: 'A', ...query }] }, { ...context, ...asking });
  return results.A!;
}

const warningsOf = async (query: object, asking?: Partial<AnswerContext>) => {
  const { frames, error } = await ask(query, asking);
  expect(error).toBeUndefined();
  return frames![0]!.schema.meta.notices!.filter(({ severity }) => severity === 'warning').map(({ text }) => text);
};

const LITTLE =
  'Compared with 13 Jan 2026, 13:00 to 14 Jan 2026, 13:00, but the ledger begins 13 Jan 2026, 14:30: the change says little.';

describe('a time compared with that begins before the ledger', () => {
  it.each([
    ['a table', {}],
    ['a series', { granularity: 'hour' }],
    ['a change alone', { compareAs: 'change' }],
    ['groups', { groupBy: ['team'] }],
    ['what another filter begins with', { filters: [{ dimension: 'team', operator: '=', values: ['b'] }] }],
  ])('is warned of in %s', async (_, more) => {
    expect(await warningsOf({ ...COMPARED, ...more })).toEqual([LITTLE]);
  });

  it('is warned of in a demo ledger too, and in an answer for an alert rule', async () => {
    expect(await warningsOf(COMPARED, { ledger: 'demo' })).toEqual([LITTLE]);
    expect(await warningsOf({ ...COMPARED, compareAs: 'change' }, { scope: alertScope() })).toEqual([LITTLE]);
  });

  it('that ends before it too is nothing to compare with', async () => {
    expect(await warningsOf({ ...COMPARED, from: NOON - 2 * HOUR - 24 * HOUR, compare: 'month' })).toEqual([
      'Compared with 14 Dec 2025, 11:00 to 15 Dec 2025, 13:00, but the ledger begins 13 Jan 2026, 14:30: there is nothing to compare with.',
    ]);
  });

  it('changes no value', async () => {
    const { frames } = await ask(COMPARED);
    expect(frames![0]!.data.values).toEqual([[2], [1], [1]]);
  });

  it('tells a member of their own records only', async () => {
    const asMember = async (user: string) => warningsOf(COMPARED, { scope: memberScope(user) });
    expect(await asMember('ada')).toEqual([LITTLE.replace('the ledger begins', 'the records that you see begin')]);
    expect(await asMember('bob')).toEqual([
      'Compared with 13 Jan 2026, 13:00 to 14 Jan 2026, 13:00, but the records that you see begin 15 Jan 2026, 12:00: there is nothing to compare with.',
    ]);
    expect(await asMember('eve')).toEqual([]);
  });
});

describe('no warning is given', () => {
  it('where the ledger is as old as the time compared with, to the minute', async () => {
    expect(await warningsOf({ ...COMPARED, from: BEGIN + 24 * HOUR, compare: 'day' })).toEqual([]);
    expect(await warningsOf({ ...COMPARED, from: BEGIN + 24 * HOUR - 30_000, compare: 'day' })).toEqual([]);
    expect(await warningsOf({ ...COMPARED, from: BEGIN + 24 * HOUR - 31_000, compare: 'day' })).toHaveLength(1);
  });

  it('of an empty ledger', async () => {
    const empty = new SqliteStore(':memory:');
    try {
      expect(await warningsOf(COMPARED, { store: empty })).toEqual([]);
    } finally {
      await empty.close();
    }
  });

  it('where nothing is compared, and the store is not asked', async () => {
    const asked = jest.spyOn(store, 'firstTimestamp');
    expect(await warningsOf(DAY)).toEqual([]);
    expect(await warningsOf({ ...COMPARED, metrics: ['last_used'] })).toEqual([]);
    expect(await warningsOf({ ...COMPARED, from: NOON, compare: 'day' })).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
    await ask(COMPARED);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

test('range all begins with the first record that is seen', async () => {
  const counted = jest.spyOn(store, 'facts');
  const { frames } = await ask({ metrics: ['requests'], range: 'all', granularity: 'hour' });
  expect(frames![0]!.data.values[0]![0]).toBe(NOON - 47 * HOUR);
  expect(counted).not.toHaveBeenCalled();
});
