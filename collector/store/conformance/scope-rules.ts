import { memberScope, RIGHT_FIELDS, type RightField, type RowRule, type Scope } from '../../access/scope';
import { aggregate, booked, countsByGroup, freshStore, type OpenStore, readLog } from './bookings';

const scopeOf = (...rows: RowRule[]): Scope => ({ ...memberScope('nobody'), rows });

export function scopeRuleTests(open: OpenStore): void {
  const store = freshStore(open);

  /** Which rows a scope sees, by every way to read them. */
  async function seen(...rules: RowRule[]): Promise<string[]> {
    const scope = scopeOf(...rules);
    const ids = (await readLog(store(), {}, scope)).map(({ record }) => record.id).sort();
    expect(countsByGroup(await aggregate(store(), {}, scope))).toEqual(ids.length > 0 ? { '': ids.length } : {});
    expect((await store().facts(scope)).records).toBe(ids.length);
    const keys = await store().tagKeys(scope, { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 100 });
    expect(keys.sort()).toEqual(ids.map((id) => `tag ${id}`));
    return ids;
  }

  const bookAll = (...records: Array<Partial<Record<RightField, string>>>) =>
    store().append(
      records.map((record, index) => {
        const id = String(index + 1);
        return booked({ id, tags: { [`tag ${id}`]: 'x' }, ...record });
      })
    );

  it.each(RIGHT_FIELDS)('go by %s, whose value is taken as it is', async (field) => {
    await bookAll({ [field]: 'a' }, { [field]: 'A' }, { [field]: "b' OR 1" }, { [field]: 'a ' }, {});
    expect(await seen({ [field]: ['a'] })).toEqual(['1']);
    expect(await seen({ [field]: ['a', "b' OR 1"] })).toEqual(['1', '3']);
    expect(await seen({ [field]: ['%'] })).toEqual([]);
  });

  it.each(RIGHT_FIELDS)('over %s never hold where a row has no value of it', async (field) => {
    await bookAll({}, { [field]: 'a' });
    expect(await seen({ [field]: ['system'] }, { [field]: ['(none)'] })).toEqual([]);
    expect(await seen({ [field]: ['system', '(none)', '', 'null'] })).toEqual([]);
    expect(await seen({ [field]: ['(none)', 'a'] })).toEqual(['2']);
  });

  it('hold where all of their fields do', async () => {
    await bookAll(
      { team: 'search', environment: 'production' },
      { team: 'search', environment: 'test' },
      { team: 'ads', environment: 'production' },
      { team: 'search' }
    );
    expect(await seen({ team: ['search'], environment: ['production'] })).toEqual(['1']);
    expect(await seen({ team: ['search', 'ads'], environment: ['production'] })).toEqual(['1', '3']);
  });

  it('let through what any of them does, each row once', async () => {
    await bookAll({ team: 'search', user: 'ada' }, { user: 'ada' }, { team: 'search' }, { team: 'ads' }, {});
    expect(await seen({ team: ['search'] }, { user: ['ada'] })).toEqual(['1', '2', '3']);
    expect(await seen({ team: ['search'] }, { team: ['search'] })).toEqual(['1', '3']);
    expect(await seen({ team: ['search'], user: ['ada'] }, { team: ['ads'] })).toEqual(['1', '4']);
  });

  it('let nothing through where there is none, and where one has no fields or no values', async () => {
    await bookAll({ team: 'search' }, {});
    expect(await seen()).toEqual([]);
    expect(await seen({})).toEqual([]);
    expect(await seen({ team: [] })).toEqual([]);
    expect(await seen({ team: [], user: ['ada'] })).toEqual([]);
    expect(await seen({}, { team: ['search'] })).toEqual(['1']);
    expect(await seen({ team: undefined })).toEqual([]);
  });

  it('are not widened by filters, groups or what is kept', async () => {
    await bookAll({ team: 'search' }, { team: 'ads' }, {});
    const scope = scopeOf({ team: ['search'] });
    const any = [{ dimension: 'team', operator: '=~', values: ['.*'] }] as const;
    expect(countsByGroup(await aggregate(store(), { groupBy: ['team'], filters: any }, scope))).toEqual({ search: 1 });
    expect(countsByGroup(await aggregate(store(), { groupBy: ['team'], keep: [['ads']] }, scope))).toEqual({
      other: 1,
    });
    const none = [{ dimension: 'team', operator: '=', values: ['ads', '(none)'] }] as const;
    expect(await readLog(store(), { filters: none }, scope)).toEqual([]);
  });
}
