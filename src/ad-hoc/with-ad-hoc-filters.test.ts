import { type AdHocVariableFilter } from '@grafana/data';
import { type LedgerQuery } from '../types';
import { withAdHocFilters } from './with-ad-hoc-filters';

const own = { dimension: 'team', operator: '=', values: ['search'] };

function filtersOf(adHoc: AdHocVariableFilter[] | undefined, query: Partial<LedgerQuery> = {}) {
  return withAdHocFilters({ refId: 'A', ...query }, adHoc).filters;
}

describe('the dashboard’s filters', () => {
  it.each<[string, AdHocVariableFilter, object[] | undefined]>([
    ['one value', { key: 'model', operator: '=', value: 'a' }, [{ dimension: 'model', operator: '=', values: ['a'] }]],
    ['not one', { key: 'model', operator: '!=', value: 'a' }, [{ dimension: 'model', operator: '!=', values: ['a'] }]],
    [
      'one of several values',
      { key: 'model', operator: '=|', value: 'a', values: ['a', 'b, c'] },
      [{ dimension: 'model', operator: '=', values: ['a', 'b, c'] }],
    ],
    [
      'none of several values',
      { key: 'model', operator: '!=|', value: 'a', values: ['a', 'b'] },
      [{ dimension: 'model', operator: '!=', values: ['a', 'b'] }],
    ],
    [
      'an expression',
      { key: 'model', operator: '=~', value: 'gpt-.*' },
      [{ dimension: 'model', operator: '=~', values: ['gpt-.*'] }],
    ],
    ['a tag', { key: 'tag.a/b', operator: '=', value: 'x' }, [{ dimension: 'tag.a/b', operator: '=', values: ['x'] }]],
    [
      'a column by its title',
      { key: 'API key', operator: '=', value: 'x' },
      [{ dimension: 'api_key', operator: '=', values: ['x'] }],
    ],
    [
      'an operator that the ledger does not have, for the collector to name',
      { key: 'status_code', operator: '<', value: '400' },
      [{ dimension: 'status_code', operator: '<', values: ['400'] }],
    ],
    ['one without a value yet', { key: 'model', operator: '=', value: '' }, undefined],
    ['one without a key yet', { key: '', operator: '=', value: 'a' }, undefined],
    ['All', { key: 'model', operator: '=|', value: '$__all', values: ['$__all'] }, undefined],
  ])('%s', (_, adHoc, expected) => {
    expect(filtersOf([adHoc])).toEqual(expected);
  });

  it('stand beside the question’s own, which do not change', () => {
    const query = { refId: 'A', filters: [own] };
    const before = JSON.stringify(query);
    const adHoc = [
      { key: 'team', operator: '=', value: 'ads' },
      { key: 'team', operator: '!=', value: 'ops' },
    ];
    expect(withAdHocFilters(query, adHoc).filters).toEqual([
      own,
      { dimension: 'team', operator: '=', values: ['ads'] },
      { dimension: 'team', operator: '!=', values: ['ops'] },
    ]);
    expect(JSON.stringify(query)).toBe(before);
  });

  it('are not said twice', () => {
    const query = { refId: 'A', filters: [{ dimension: 'team', operator: '=', values: ['a', 'b'] }] };
    expect(filtersOf([{ key: 'team', operator: '=|', value: 'b', values: ['b', 'a'] }], query)).toEqual(query.filters);
  });

  it('reach what they mean something to', () => {
    const adHoc = ['team', 'source'].map((key) => ({ key, operator: '=', value: 'x' }));
    const reached = (queryType: string) => filtersOf(adHoc, { queryType })?.map(({ dimension }) => dimension);
    expect(reached('usage')).toEqual(['team', 'source']);
    expect(reached('requests')).toEqual(['team', 'source']);
    expect(reached('of-a-newer-collector')).toEqual(['team', 'source']);
    expect(reached('intake')).toEqual(['source']);
    expect(reached('annotations')).toBeUndefined();
    expect(reached('audit')).toBeUndefined();
  });

  it('may be missing', () => {
    const query = { refId: 'A' };
    expect(withAdHocFilters(query, undefined)).toBe(query);
    expect(withAdHocFilters(query, [])).toBe(query);
  });
});
