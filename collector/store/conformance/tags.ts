import { type TagDimensionId, tagDimension } from '../../../contract/dimensions';
import { emptyScope, fullScope, memberScope } from '../../access/scope';
import { aggregate, booked, countsByGroup, freshStore, NOON, type OpenStore, readLog } from './bookings';

/** Keys that are something else to SQL, JSON or JSON paths. */
const ODD_KEYS = [
  'region',
  'a.b',
  'a.b[0]',
  '"quoted"',
  "o'hara",
  'back\\slash',
  '$',
  '$.a',
  '*',
  'ä',
  'a\u0308',
  '🙂',
  'line\nbreak',
  ' ',
  '__proto__',
  'constructor',
  "x'; DROP TABLE record; --",
  'tag.region',
  'user',
  'REGION',
];

export function tagTests(open: OpenStore): void {
  const store = freshStore(open);

  it('are groups by the value of their key, whatever characters it has', async () => {
    const tags = Object.fromEntries(ODD_KEYS.map((key, index) => [key, `value ${index}`]));
    await store().append([booked({ tags }), booked()]);
    for (const [index, key] of ODD_KEYS.entries()) {
      const rows = await aggregate(store(), { groupBy: [tagDimension(key)] });
      expect([key, countsByGroup(rows)]).toEqual([key, { [`value ${index}`]: 1, '(none)': 1 }]);
    }
  });

  it('have the empty name where a record has no tags or not that one', async () => {
    await store().append([booked({ tags: { a: '1' } }), booked({ tags: {} }), booked(), booked({ tags: { b: 'x' } })]);
    expect(countsByGroup(await aggregate(store(), { groupBy: ['tag.a'] }))).toEqual({ 1: 1, '(none)': 3 });
    expect(countsByGroup(await aggregate(store(), { groupBy: ['tag.none'] }))).toEqual({ '(none)': 4 });
  });

  it('keep every difference of their values', async () => {
    const values = ['1', '1.0', 'true', 'null', '{"a":1}', 'ä', 'a\u0308', 'a\u0000b', '🙂', '"', '(none)', ' '];
    await store().append(values.map((value) => booked({ tags: { a: value } })));
    const rows = await aggregate(store(), { groupBy: ['tag.a'] });
    expect(countsByGroup(rows)).toEqual(Object.fromEntries(values.map((value) => [value, 1])));
  });

  it('are grouped with other dimensions, kept and folded', async () => {
    await store().append([
      booked({ team: 'a', tags: { env: 'eu', 'a.b': '1' } }),
      booked({ team: 'a', tags: { env: 'us' } }),
      booked({ team: 'b', tags: { env: 'eu' } }),
      booked({ team: 'b' }),
    ]);
    const groupBy = ['tag.env', 'team', 'tag.a.b'] as const;
    const keep = [
      ['eu', 'a', '1'],
      ['(none)', 'b', '(none)'],
    ];
    expect(countsByGroup(await aggregate(store(), { groupBy, keep }))).toEqual({
      'eu/a/1': 1,
      '(none)/b/(none)': 1,
      other: 2,
    });
  });

  it('are filtered by, in aggregates and the log', async () => {
    await store().append([
      booked({ id: '1', tags: { 'a.b': 'x' } }),
      booked({ id: '2', tags: { 'a.b': 'y', a: 'x' } }),
      booked({ id: '3' }),
    ]);
    const dimension: TagDimensionId = 'tag.a.b';
    const ids = async (operator: '=' | '!=' | '=~' | '!~', ...values: string[]) => {
      const filters = [{ dimension, operator, values }];
      const entries = await readLog(store(), { filters });
      expect(countsByGroup(await aggregate(store(), { filters }))).toEqual(
        entries.length ? { '': entries.length } : {}
      );
      return entries.map(({ record }) => record.id).sort();
    };
    expect(await ids('=', 'x', '(none)')).toEqual(['1', '3']);
    expect(await ids('!=', 'x')).toEqual(['2', '3']);
    expect(await ids('=~', '[xy]')).toEqual(['1', '2']);
    expect(await ids('!~', 'x|y')).toEqual(['3']);
  });

  it('are listed by the records that have them, then by name, at most as many as asked for', async () => {
    await store().append([
      booked({ timestamp: NOON, tags: { b: '1', a: '1', c: '1' } }),
      booked({ timestamp: NOON, tags: { c: '2', 'a.b"[0]': '1' } }),
      booked({ timestamp: NOON + 10, tags: { late: '1' } }),
      booked({ timestamp: NOON }),
    ]);
    const range = { from: NOON, to: NOON + 10, limit: 10 };
    expect(await store().tagKeys(fullScope(), range)).toEqual(['c', 'a', 'a.b"[0]', 'b']);
    expect(await store().tagKeys(fullScope(), { ...range, limit: 2 })).toEqual(['c', 'a']);
    expect(await store().tagKeys(fullScope(), { ...range, from: NOON + 1, to: NOON + 11 })).toEqual(['late']);
  });

  it('are listed of the rows that a scope sees, and only such as can be asked for', async () => {
    await store().append([
      booked({ user: 'ada', tags: { mine: '1', '': 'x', 'nul\u0000': 'x' } }),
      booked({ user: 'bob', tags: { secret: '1' } }),
    ]);
    const range = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 10 };
    expect(await store().tagKeys(memberScope('ada'), range)).toEqual(['mine']);
    expect(await store().tagKeys(emptyScope(), range)).toEqual([]);
  });
}
