import { alertScope, emptyScope, fullScope, memberScope } from '../../access/scope';
import { aggregate, booked, countsByGroup, freshStore, NOON, type OpenStore, readLog } from './bookings';

export function scopeTests(open: OpenStore): void {
  const store = freshStore(open);

  beforeEach(async () => {
    await store().append([
      booked({ id: '1', user: 'ada', timestamp: NOON }),
      booked({ id: '2', user: 'bob', timestamp: NOON - 5_000 }),
      booked({ id: '3', user: 'ada', timestamp: NOON - 1_000 }),
      booked({ id: '4', timestamp: NOON + 5_000 }),
      booked({ id: '5', user: 'ADA', timestamp: NOON + 9_000 }),
    ]);
  });

  it('of all rows sees all of them', async () => {
    const groupBy = ['user'] as const;
    expect(countsByGroup(await aggregate(store(), { groupBy }, fullScope('ada')))).toEqual({
      ada: 2,
      bob: 1,
      system: 1,
      ADA: 1,
    });
    expect(countsByGroup(await aggregate(store(), { groupBy }, alertScope()))).toEqual({
      ada: 2,
      bob: 1,
      system: 1,
      ADA: 1,
    });
    expect(await readLog(store(), {}, fullScope())).toHaveLength(5);
    expect(await store().facts(fullScope())).toEqual({
      records: 5,
      firstTimestamp: NOON - 5_000,
      lastTimestamp: NOON + 9_000,
    });
    expect(await store().firstTimestamp(fullScope())).toBe(NOON - 5_000);
  });

  it('of one person sees that person’s rows only', async () => {
    const scope = memberScope('ada');
    expect(countsByGroup(await aggregate(store(), { groupBy: ['user'] }, scope))).toEqual({ ada: 2 });
    expect((await readLog(store(), {}, scope)).map(({ record }) => record.id)).toEqual(['1', '3']);
    expect(await store().facts(scope)).toEqual({ records: 2, firstTimestamp: NOON - 1_000, lastTimestamp: NOON });
    expect(await store().firstTimestamp(scope)).toBe(NOON - 1_000);
  });

  it('of one person is not widened by a filter', async () => {
    const scope = memberScope('ada');
    const filters = [{ dimension: 'user', operator: '=', values: ['bob', 'system'] }] as const;
    const negated = [{ dimension: 'user', operator: '!=', values: ['ada'] }] as const;
    expect(await aggregate(store(), { filters }, scope)).toEqual([]);
    expect(await aggregate(store(), { filters: negated }, scope)).toEqual([]);
    expect(await readLog(store(), { filters }, scope)).toEqual([]);
  });

  it('of one person folds that person’s rows only', async () => {
    const rows = await aggregate(store(), { groupBy: ['user'], keep: [['bob']] }, memberScope('ada'));
    expect(countsByGroup(rows)).toEqual({ other: 2 });
  });

  it('of a person called system does not see the calls nobody signed for', async () => {
    expect(await aggregate(store(), {}, memberScope('system'))).toEqual([]);
    expect((await store().facts(memberScope('system'))).records).toBe(0);
  });

  it('of nobody sees nothing', async () => {
    expect(await aggregate(store(), { groupBy: ['user'] }, emptyScope())).toEqual([]);
    expect(await readLog(store(), {}, emptyScope())).toEqual([]);
    expect(await store().facts(emptyScope())).toEqual({ records: 0, firstTimestamp: null, lastTimestamp: null });
    expect(await store().firstTimestamp(emptyScope())).toBeNull();
  });
}
