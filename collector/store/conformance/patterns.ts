import { DIMENSIONS, type DimensionId, emptyGroup } from '../../../contract/dimensions';
import { type FilterOperator } from '../../../contract/query';
import { type UsageRecord } from '../../../contract/record';
import { fullScope } from '../../access/scope';
import { quotePattern } from '../pattern';
import { aggregate, booked, countsByGroup, freshStore, NOON, type OpenStore, priced, readLog } from './bookings';

export function patternTests(open: OpenStore): void {
  const store = freshStore(open);

  async function idsOf(dimension: DimensionId, operator: FilterOperator, ...values: string[]): Promise<string[]> {
    const filters = [{ dimension, operator, values }];
    const rows = await aggregate(store(), { filters });
    const ids = (await readLog(store(), { filters })).map(({ record }) => record.id).sort();
    expect(countsByGroup(rows)).toEqual(ids.length > 0 ? { '': ids.length } : {});
    return ids;
  }

  const bookUsers = (...users: Array<string | undefined>) =>
    store().append(users.map((user, index) => booked({ id: String(index + 1), user })));

  it.each(DIMENSIONS.map(({ id }) => id))('by %s agree with the groups by it', async (dimension) => {
    const own = { [dimension]: 'b', timestamp: NOON - 86_400_000 * 4 - 3_600_000 * 8 } as Partial<UsageRecord>;
    const more = { ...(dimension === 'status_code' ? { status_code: 503 } : own), status_code: 503 };
    await store().append([
      booked({ id: '1' }),
      booked({ id: '2', ...more }, { ...priced('1'), multiplier: 2, computed_cost: 1n, cost_source: 'reported' }),
    ]);
    const names = Object.keys(countsByGroup(await aggregate(store(), { groupBy: [dimension] })));
    const first = Object.keys(
      countsByGroup(
        await aggregate(store(), {
          groupBy: [dimension],
          filters: [{ dimension: 'status_code', operator: '=', values: ['200'] }],
        })
      )
    )[0]!;
    const expected = names.length === 1 ? ['1', '2'] : ['1'];
    expect(await idsOf(dimension, '=~', quotePattern(first))).toEqual(expected);
    expect(await idsOf(dimension, '!~', quotePattern(first))).toEqual(names.length === 1 ? [] : ['2']);
    expect(await idsOf(dimension, '=~', '.*')).toEqual(['1', '2']);
    expect(await idsOf(dimension, '=~', 'x')).toEqual([]);
  });

  it('hold for the whole value', async () => {
    await bookUsers('ada', 'adam', 'xada', 'Ada');
    expect(await idsOf('user', '=~', 'ada')).toEqual(['1']);
    expect(await idsOf('user', '=~', 'ada.*')).toEqual(['1', '2']);
    expect(await idsOf('user', '=~', 'ada|Ada')).toEqual(['1', '4']);
    expect(await idsOf('user', '!~', '(?i)ada')).toEqual(['2', '3']);
  });

  it('take any of a list, negated none of it', async () => {
    await bookUsers('ada', 'bob', 'eve', 'mallory');
    expect(await idsOf('user', '=~', 'a.*', 'b.b')).toEqual(['1', '2']);
    expect(await idsOf('user', '!~', 'a.*', 'b.b')).toEqual(['3', '4']);
  });

  it('see the empty name where a record has no value', async () => {
    await store().append([booked({ id: '1', user: 'ada', team: 'search' }), booked({ id: '2' })]);
    expect(await idsOf('user', '=~', emptyGroup('user'))).toEqual(['2']);
    expect(await idsOf('team', '=~', '\\(none\\)')).toEqual(['2']);
    expect(await idsOf('team', '!~', '\\(.*')).toEqual(['1']);
    expect(await idsOf('team', '=~', '')).toEqual([]);
  });

  it('know every character there is', async () => {
    await bookUsers('🙂', 'a\nb', 'a\u0000b', 'ä', "o'hara");
    expect(await idsOf('user', '=~', '.')).toEqual(['1', '4']);
    expect(await idsOf('user', '=~', 'a.b')).toEqual(['2', '3']);
    expect(await idsOf('user', '=~', "\\p{L}'\\w+")).toEqual(['5']);
  });

  it('of several filters all have to hold, each its own', async () => {
    await store().append([
      booked({ id: '1', user: 'ada', team: 'search' }),
      booked({ id: '2', user: 'ada', team: 'ads' }),
      booked({ id: '3', user: 'bob', team: 'search' }),
    ]);
    const rows = await readLog(store(), {
      filters: [
        { dimension: 'user', operator: '=~', values: ['a.*'] },
        { dimension: 'model', operator: '=', values: ['acme-large'] },
        { dimension: 'team', operator: '!~', values: ['ad.*'] },
      ],
    });
    expect(rows.map(({ record }) => record.id)).toEqual(['1']);
  });

  it('of one question do not leak into another', async () => {
    await bookUsers('ada', 'bob');
    const read = (pattern: string) =>
      store().log(fullScope(), {
        from: 0,
        to: NOON + 1,
        filters: [{ dimension: 'user', operator: '=~', values: [pattern] }],
        limit: 10,
        after: null,
      });
    const [a, b, none] = await Promise.all([read('a.*'), read('b.*'), read('c.*')]);
    expect([a, b, none].map((entries) => entries.map(({ record }) => record.id))).toEqual([['1'], ['2'], []]);
  });

  it('hold for more values than are remembered', async () => {
    await store().append(
      Array.from({ length: 12_000 }, (_, index) => booked({ id: String(index), user: `u${index}` }))
    );
    const rows = await aggregate(store(), { filters: [{ dimension: 'user', operator: '=~', values: ['u\\d*7'] }] });
    expect(countsByGroup(rows)).toEqual({ '': 1_200 });
  });
}
