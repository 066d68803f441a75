import { DIMENSIONS, type DimensionId, emptyGroup } from '../../../contract/dimensions';
import { type UsageRecord } from '../../../contract/record';
import { type Filter } from '../store';
import { aggregate, booked, countsByGroup, freshStore, type OpenStore, priced, readLog } from './bookings';

/** Dimensions every record has a value of. */
const ALWAYS_THERE: readonly DimensionId[] = [
  'source',
  'model',
  'status_code',
  'status_class',
  'cost_source',
  'tier',
  'multiplier',
];
/** Dimensions that come of the record's price or time. */
const DERIVED: readonly DimensionId[] = ['cost_check', 'hour_of_day', 'weekday', 'day_part'];

export function filterTests(open: OpenStore): void {
  const store = freshStore(open);

  async function idsOf(...filters: Filter[]): Promise<string[]> {
    const rows = await aggregate(store(), { filters });
    const ids = (await readLog(store(), { filters })).map(({ record }) => record.id).sort();
    expect(countsByGroup(rows)).toEqual(ids.length > 0 ? { '': ids.length } : {});
    return ids;
  }

  const text = DIMENSIONS.map(({ id }) => id).filter((id) => !ALWAYS_THERE.includes(id) && !DERIVED.includes(id));

  it.each(text)('by %s take any of the values, or none of them', async (dimension) => {
    const value = (name: string) => ({ [dimension]: name }) as Partial<UsageRecord>;
    await store().append([booked({ id: '1', ...value('a') }), booked({ id: '2', ...value('b') }), booked({ id: '3' })]);
    const empty = emptyGroup(dimension);
    expect(await idsOf({ dimension, operator: '=', values: ['a'] })).toEqual(['1']);
    expect(await idsOf({ dimension, operator: '=', values: ['a', empty, 'c'] })).toEqual(['1', '3']);
    expect(await idsOf({ dimension, operator: '!=', values: ['a'] })).toEqual(['2', '3']);
    expect(await idsOf({ dimension, operator: '!=', values: ['a', empty] })).toEqual(['2']);
    expect(await idsOf({ dimension, operator: '=', values: ['A'] })).toEqual([]);
  });

  it.each(['source', 'model'] as const)('by %s take any of the values, or none of them', async (dimension) => {
    await store().append(['a', 'b', 'c'].map((value, index) => booked({ id: String(index + 1), [dimension]: value })));
    expect(await idsOf({ dimension, operator: '=', values: ['a', 'c'] })).toEqual(['1', '3']);
    expect(await idsOf({ dimension, operator: '!=', values: ['a', 'c'] })).toEqual(['2']);
  });

  it('by status code compare it as text', async () => {
    await store().append([200, 404, 500].map((status_code) => booked({ id: String(status_code), status_code })));
    expect(await idsOf({ dimension: 'status_code', operator: '=', values: ['200', '500', '0404'] })).toEqual([
      '200',
      '500',
    ]);
    expect(await idsOf({ dimension: 'status_code', operator: '!=', values: ['200'] })).toEqual(['404', '500']);
  });

  it('by status class take the first digit of the status', async () => {
    await store().append(
      [100, 200, 299, 302, 404, 599].map((status_code) => booked({ id: String(status_code), status_code }))
    );
    expect(await idsOf({ dimension: 'status_class', operator: '=', values: ['2xx', '5xx'] })).toEqual([
      '200',
      '299',
      '599',
    ]);
    expect(await idsOf({ dimension: 'status_class', operator: '!=', values: ['2xx', '4xx'] })).toEqual([
      '100',
      '302',
      '599',
    ]);
  });

  it('by cost source tell priced from unpriced', async () => {
    await store().append([
      booked({ id: '1' }),
      booked({ id: '2' }, priced('1')),
      booked({ id: '3' }, { ...priced('1'), cost_source: 'reported' }),
    ]);
    expect(await idsOf({ dimension: 'cost_source', operator: '=', values: ['unpriced'] })).toEqual(['1']);
    expect(await idsOf({ dimension: 'cost_source', operator: '!=', values: ['unpriced'] })).toEqual(['2', '3']);
  });

  it('all have to hold', async () => {
    await store().append([
      booked({ id: '1', team: 'search', user: 'ada' }),
      booked({ id: '2', team: 'search', user: 'bob' }),
      booked({ id: '3', user: 'ada' }),
    ]);
    const search: Filter = { dimension: 'team', operator: '=', values: ['search'] };
    expect(await idsOf(search, { dimension: 'user', operator: '!=', values: ['bob'] })).toEqual(['1']);
    expect(await idsOf(search, { dimension: 'team', operator: '!=', values: ['search'] })).toEqual([]);
  });

  it('take values as they are, never as SQL or patterns', async () => {
    const names = ["x' OR '1'='1", '%', '_', '"user"', 'a\u0000b', '🙂'];
    await store().append(names.map((user, index) => booked({ id: String(index), user })));
    for (const [index, name] of names.entries()) {
      expect(await idsOf({ dimension: 'user', operator: '=', values: [name] })).toEqual([String(index)]);
    }
  });

  it('take as many values as a question may have', async () => {
    await store().append([booked({ id: '1', user: 'ada' }), booked({ id: '2', user: 'u-7' })]);
    const values = Array.from({ length: 1_000 }, (_, index) => `u-${index}`);
    const filters = Array.from({ length: 50 }, (): Filter => ({ dimension: 'user', operator: '!=', values }));
    expect(await idsOf(...filters)).toEqual(['1']);
  });
}
