import { booked, priced } from '../store/conformance/bookings';
import { type BookedRecord } from '../store/store';
import { askOne, labelsOf, noticesOf, rowsOf } from './test/ask-ledger';

const calls = (team: string, date: number, count: number, cost = '1'): BookedRecord[] =>
  Array.from({ length: count }, () => booked({ team, timestamp: Date.UTC(2026, 0, date) }, priced(cost)));

/** One day, compared with the one before. */
const DAY = { from: Date.UTC(2026, 0, 15), to: Date.UTC(2026, 0, 16), groupBy: ['team'], compare: 'day' };

describe('groups of two times', () => {
  const records = [...calls('a', 15, 2), ...calls('a', 14, 4), ...calls('gone', 14, 9), ...calls('new', 15, 3)];

  it('are those of either, in the order of the current one', async () => {
    expect(rowsOf(await askOne(records, { ...DAY, metrics: ['requests', 'latency_avg'] }))).toEqual([
      ['new', 3, 0, null, null, null, null],
      ['a', 2, 4, -0.5, null, null, null],
      ['gone', 0, 9, -1, null, null, null],
    ]);
  });

  it('are cut by the current one, and the others are the same in both', async () => {
    const query = { ...DAY, metrics: ['requests'], limit: 1, other: true };
    expect(rowsOf(await askOne(records, query))).toEqual([
      ['new', 3, 0, null],
      ['(other)', 2, 13, (2 - 13) / 13],
    ]);
  });

  it('have one value each where the previous one or the change is asked for alone', async () => {
    for (const [compareAs, values] of [
      ['previous', [0, 4, 9]],
      ['change', [null, -0.5, -1]],
    ] as const) {
      for (const granularity of ['none', 'day']) {
        const result = await askOne(records, { ...DAY, metrics: ['requests'], compareAs, granularity });
        const fields = result.frames!.map(({ schema }) => schema.fields[1]!);
        expect(new Set(fields.map(({ name }) => name))).toEqual(new Set([`requests_${compareAs}`]));
        const shown = granularity === 'none' ? rowsOf(result).map(([, value]) => value) : seriesOf(result);
        expect(shown).toEqual(values);
      }
    }
  });

  it('keep the text of the current one', async () => {
    const query = { ...DAY, metrics: ['requests', 'top_model'], filters: [filter('team', 'a', 'gone')] };
    expect(rowsOf(await askOne(records, query))).toEqual([
      ['a', 2, 4, -0.5, 'acme-large'],
      ['gone', 0, 9, -1, null],
    ]);
  });

  it('have one row without group-by, with records or without', async () => {
    const query = { ...DAY, groupBy: [], metrics: ['requests', 'cost_per_request'] };
    expect(rowsOf(await askOne(records, query))).toEqual([[5, 13, (5 - 13) / 13, 1, 1, 0]]);
    expect(rowsOf(await askOne([], query))).toEqual([[0, 0, null, null, null, null]]);
  });

  it('come with the range compared with, in the zone of the question', async () => {
    const result = await askOne(records, { ...DAY, metrics: ['requests'], timezone: 'Asia/Kathmandu' });
    expect(noticesOf(result)).toContain('Compared with 2026-01-14T05:45:00+05:45 to 2026-01-15T05:45:00+05:45');
  });

  it('are told of what has no counterpart', async () => {
    const march = { from: '2026-03-27T00:00:00Z', to: '2026-04-01T00:00:00Z', granularity: 'day', compare: 'month' };
    const result = await askOne([], { metrics: ['requests'], ...march });
    expect(noticesOf(result)).toContain('Without counterpart and left out of the comparison: 3 points in time');
    expect(result.frames!.map(({ data }) => data.values[0]!.length)).toEqual([5, 2]);
    expect(labelsOf(result.frames)).toEqual([undefined, { period: 'previous' }]);
    const last = { from: '2026-03-31T00:00:00Z', to: '2026-04-01T00:00:00Z', compare: 'month' };
    expect(noticesOf(await askOne([], { metrics: ['requests'], ...last }))[0]).toMatch(/^Compared with nothing/);
  });

  it('are told that compareAs alone compares nothing', async () => {
    const result = await askOne(records, { ...DAY, compare: null, compareAs: 'change', metrics: ['requests'] });
    expect(noticesOf(result)).toContain('compareAs change means nothing without compare');
  });
});

describe('shares', () => {
  const records = [...calls('a', 15, 3), ...calls('b', 15, 1), booked({ team: 'c' })];
  const query = { from: DAY.from, to: DAY.to, groupBy: ['team'], share: true };

  it('are of everything, what limit cuts off included', async () => {
    expect(rowsOf(await askOne(records, { ...query, metrics: ['requests'], limit: 1 }))).toEqual([['a', 3, 0.6]]);
  });

  it('of distinct counts are of the exact count of all', async () => {
    const ledger = ['x', 'y'].flatMap((team) => ['ada', 'bob', team].map((user) => booked({ team, user })));
    expect(rowsOf(await askOne(ledger, { ...query, metrics: ['users'] }))).toEqual([
      ['x', 3, 0.75],
      ['y', 3, 0.75],
    ]);
  });

  it('are null where the value is unknown or the total 0', async () => {
    expect(rowsOf(await askOne(records, { ...query, metrics: ['cost', 'errors'] }))).toEqual([
      ['a', 3, 0.75, 0, null],
      ['b', 1, 0.25, 0, null],
      ['c', null, null, 0, null],
    ]);
  });
});

describe('the group of all others', () => {
  it('is there too where nobody set a limit and the answer is cut', async () => {
    const ledger = Array.from({ length: 1_003 }, (_, index) => booked({ user: `user-${index}` }));
    const query = {
      metrics: ['requests'],
      groupBy: ['user'],
      granularity: 'month',
      to: Date.UTC(2026, 1),
      other: true,
    };
    const result = await askOne(ledger, query);
    expect(labelsOf(result.frames).at(-1)).toEqual({ user: '(other)' });
    expect(result.frames!.at(-1)!.data.values[1]).toEqual([3]);
    expect(noticesOf(result)[0]).toBe(
      'Only the first 1000 of 1003 groups are shown by name, all others as one. Set a limit, or filter.'
    );
  });

  it('takes in a real group of its name, which stays where there are no others', async () => {
    const ledger = [...calls('(other)', 15, 5), ...calls('a', 15, 3), ...calls('b', 15, 2), ...calls('c', 15, 1)];
    const query = { metrics: ['requests'], groupBy: ['team'], other: true };
    expect(rowsOf(await askOne(ledger, { ...query, limit: 2 }))).toEqual([
      ['a', 3],
      ['b', 2],
      ['(other)', 6],
    ]);
    expect(rowsOf(await askOne(ledger, { ...query, limit: 3 }))).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
      ['(other)', 5],
    ]);
    expect(rowsOf(await askOne(ledger, { ...query, limit: 4 }))[0]).toEqual(['(other)', 5]);
  });
});

describe('units', () => {
  const unit = (name: string, team = 'a') => booked({ team, unit: name, units: 2 });
  const query = { metrics: ['requests', 'units'], groupBy: ['team'] };

  it('of one kind are summed', async () => {
    expect(rowsOf(await askOne([unit('image'), unit('image'), unit('second', 'b')], query))).toEqual([
      ['a', 2, 4],
      ['b', 1, 2],
    ]);
  });

  it.each([
    [['image', 'second'], 'image and second'],
    [['c', 'b', 'a'], 'a, b and c'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and others'],
  ])('of %j are refused by name', async (names, text) => {
    const result = await askOne(
      names.map((name) => unit(name)),
      query
    );
    expect(result).toEqual({
      status: 400,
      error: `units of ${text} are never summed: group by unit, or filter by it`,
      errorSource: 'downstream',
    });
  });

  it('are refused among the others, and in the time compared with', async () => {
    const records = [unit('image', 'a'), unit('image', 'a'), unit('image', 'b'), unit('second', 'c')];
    expect((await askOne(records, { ...query, limit: 1 })).status).toBe(200);
    expect((await askOne(records, { ...query, limit: 1, other: true })).error).toContain('never summed');
    const later = { from: Date.UTC(2026, 0, 16), to: Date.UTC(2026, 0, 17), compare: 'day', metrics: ['units'] };
    expect((await askOne(records, later)).error).toContain('units of image and second');
  });
});

function filter(dimension: string, ...values: string[]) {
  return { dimension, operator: '=', values };
}

function seriesOf({ frames = [] }: Awaited<ReturnType<typeof askOne>>) {
  return frames.map(({ data }) => data.values[1]![0]);
}
