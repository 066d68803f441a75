import { DIMENSIONS } from '../../../contract/dimensions';
import { aggregate, booked, countsByGroup, freshStore, type OpenStore } from './bookings';

/** Dimensions that go by the record's time. */
const CLOCK = ['hour_of_day', 'weekday', 'day_part'];

export function groupTests(open: OpenStore): void {
  const store = freshStore(open);

  it('have the empty name where a record has no value', async () => {
    await store().append([booked()]);
    const [row] = await aggregate(store(), { groupBy: DIMENSIONS.map(({ id }) => id) });
    const names = Object.fromEntries(DIMENSIONS.map(({ id }, index) => [id, row?.group[index]]));
    const { user, source, model, status_code, status_class, cost_source, tier, multiplier, ...more } = names;
    const { hour_of_day, weekday, day_part, ...others } = more;
    expect({ hour_of_day, weekday, day_part }).toEqual({ hour_of_day: '12', weekday: '4', day_part: 'peak' });
    expect({ user, source, model, status_code, status_class, cost_source, tier, multiplier }).toEqual({
      user: 'system',
      source: 'test',
      model: 'acme-large',
      status_code: '200',
      status_class: '2xx',
      cost_source: 'unpriced',
      tier: 'standard',
      multiplier: '1',
    });
    expect(new Set(Object.values(others))).toEqual(new Set(['(none)']));
  });

  it('take the record’s own value of each dimension', async () => {
    const derived = ['status_code', 'status_class', 'cost_source', 'cost_check', 'tier', 'multiplier', ...CLOCK];
    const own = DIMENSIONS.map(({ id }) => id).filter((id) => !derived.includes(id));
    await store().append([booked(Object.fromEntries(own.map((id) => [id, `the ${id}`])))]);
    const [row] = await aggregate(store(), { groupBy: own });
    expect(row?.group).toEqual(own.map((id) => `the ${id}`));
  });

  it('without measures are named once each, as with measures', async () => {
    await store().append([
      booked({ user: 'a', model: 'x' }),
      booked({ user: 'a', model: 'x' }),
      booked({ user: 'a', model: 'y' }),
      booked({ model: 'y' }),
      booked({ user: 'late', timestamp: Date.UTC(2030, 0) }),
    ]);
    const keep = [['a', 'y']];
    for (const request of [{ keep: null }, { keep }, { keep: [] }]) {
      const named = async (measures: Array<'requests'>) =>
        (await aggregate(store(), { ...request, groupBy: ['user', 'model'], measures }))
          .map(({ group, bucket }) => JSON.stringify([group, bucket]))
          .sort();
      expect(await named([])).toEqual(await named(['requests']));
    }
  });

  it('by status class are 1xx to 5xx', async () => {
    await store().append([100, 204, 200, 301, 404, 499, 500].map((status_code) => booked({ status_code })));
    const rows = await aggregate(store(), { groupBy: ['status_class'] });
    expect(countsByGroup(rows)).toEqual({ '1xx': 1, '2xx': 2, '3xx': 1, '4xx': 2, '5xx': 1 });
  });

  it('by multiplier are plain decimals, by credit tier their classes', async () => {
    await store().append([2, 10, 1.5, 1, 0.25, 0.000_001, 0].map((multiplier) => booked({}, { multiplier })));
    const by = async (id: 'multiplier' | 'tier') => countsByGroup(await aggregate(store(), { groupBy: [id] }));
    expect(await by('multiplier')).toEqual({ 2: 1, 10: 1, 1.5: 1, 1: 1, 0.25: 1, '0.000001': 1, 0: 1 });
    expect(await by('tier')).toEqual({ premium: 2, standard: 2, economy: 3 });
  });

  it('by cost check tell whether the reported cost is within 1 % of the computed one', async () => {
    const check = (reported: bigint | null, computed: bigint | null) =>
      booked({}, { cost_source: 'reported', provider_cost: reported, computed_cost: computed });
    await store().append([
      check(100n, 99n),
      check(100n, 102n),
      check(0n, 0n),
      check(0n, 1n),
      check(100n, null),
      booked(),
    ]);
    const rows = await aggregate(store(), { groupBy: ['cost_check'] });
    expect(countsByGroup(rows)).toEqual({ agrees: 2, differs: 2, '(none)': 2 });
  });

  it('of several dimensions are their combinations that occur', async () => {
    await store().append([
      booked({ team: 'a', user: 'x' }),
      booked({ team: 'a', user: 'y' }),
      booked({ team: 'b', user: 'x' }),
      booked({ team: 'a', user: 'x' }),
    ]);
    const rows = await aggregate(store(), { groupBy: ['team', 'user'] });
    expect(countsByGroup(rows)).toEqual({ 'a/x': 2, 'a/y': 1, 'b/x': 1 });
  });

  it('keep every difference of their names', async () => {
    const names = ['a', 'A', 'a ', 'ä', 'a\u0308', 'a\u0000', '(none)'];
    await store().append([...names.map((team) => booked({ team })), booked()]);
    const rows = await aggregate(store(), { groupBy: ['team'] });
    expect(countsByGroup(rows)).toEqual({ ...Object.fromEntries(names.map((name) => [name, 1])), '(none)': 2 });
  });

  it('that are not kept are one group', async () => {
    await store().append(['a', 'b', 'c', 'c'].map((team) => booked({ team })));
    expect(countsByGroup(await aggregate(store(), { groupBy: ['team'], keep: [['b']] }))).toEqual({ b: 1, other: 3 });
    expect(countsByGroup(await aggregate(store(), { groupBy: ['team'], keep: [] }))).toEqual({ other: 4 });
    expect(countsByGroup(await aggregate(store(), { groupBy: ['team'], keep: [['a'], ['b'], ['c']] }))).toEqual({
      a: 1,
      b: 1,
      c: 2,
    });
  });

  it('are kept by all their dimensions together, the empty ones too', async () => {
    await store().append([
      booked({ team: 'a', status_code: 200 }),
      booked({ team: 'a', status_code: 500 }),
      booked({ status_code: 200 }),
      booked({ team: 'b', status_code: 500 }),
    ]);
    const groupBy = ['team', 'status_code', 'status_class', 'user'] as const;
    const keep = [
      ['a', '500', '5xx', 'system'],
      ['(none)', '200', '2xx', 'system'],
    ];
    expect(countsByGroup(await aggregate(store(), { groupBy, keep }))).toEqual({
      'a/500/5xx/system': 1,
      '(none)/200/2xx/system': 1,
      other: 2,
    });
  });

  it('that are not kept count users, models and providers of all of them once', async () => {
    await store().append([
      booked({ team: 'a', user: 'ada', model: 'm1', provider: 'p1' }),
      booked({ team: 'b', user: 'ada', model: 'm1', provider: 'p1' }),
      booked({ team: 'c', user: 'ada', model: 'm2', provider: 'p1' }),
      booked({ team: 'c', user: 'bob', model: 'm2' }),
      booked({ team: 'd', model: 'm3', provider: 'p2' }),
      booked({ team: 'd', user: 'system', model: 'm3', provider: 'p2' }),
    ]);
    const measures = ['users', 'models', 'providers'] as const;
    const rows = await aggregate(store(), { groupBy: ['team'], keep: [['a']], measures });
    expect(countsByGroup(rows, 'users')).toEqual({ a: 1, other: 2 });
    expect(countsByGroup(rows, 'models')).toEqual({ a: 1, other: 3 });
    expect(countsByGroup(rows, 'providers')).toEqual({ a: 1, other: 2 });
  });

  it('are folded in each bucket', async () => {
    const at = (timestamp: number, team: string, user: string) => booked({ timestamp, team, user });
    await store().append([at(0, 'a', 'x'), at(0, 'b', 'x'), at(1, 'c', 'x'), at(10, 'b', 'x'), at(11, 'c', 'y')]);
    const measures = ['requests', 'users'] as const;
    const rows = await aggregate(store(), { groupBy: ['team'], keep: [['a']], buckets: [0, 10], measures });
    const cells = rows.map(({ group, bucket, cell }) => [
      String(group),
      bucket,
      cell.count('requests'),
      cell.count('users'),
    ]);
    expect(cells.sort()).toEqual([
      ['a', 0, 1, 1],
      ['other', 0, 2, 1],
      ['other', 1, 2, 2],
    ]);
  });

  it('can be kept in their thousands beside thousands of filter values', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `team-${index}`);
    await store().append([...names, 'late'].map((team) => booked({ team })));
    const groupBy = DIMENSIONS.map(({ id }) => id);
    const groups = (await aggregate(store(), { groupBy })).map(({ group }) => group as string[]);
    const keep = groups.filter((group) => !group.includes('late'));
    const filters = Array.from({ length: 50 }, () => ({ dimension: 'user', operator: '!=', values: names }) as const);
    const rows = await aggregate(store(), { groupBy, keep, filters });
    expect(rows).toHaveLength(1_001);
    expect(rows.filter(({ group }) => group === 'other').map(({ cell }) => cell.count('requests'))).toEqual([1]);
  });
}
