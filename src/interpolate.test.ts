import { interpolateQuery } from './interpolate';
import { fakeVariables } from './test/fake-variables';
import { type LedgerQuery } from './types';

const variables = fakeVariables({
  team: { value: 'search' },
  teams: { value: ['search', 'ads, and more', 'a.*{b}'] },
  every: { value: ['$__all'], options: ['search', 'ads'] },
  anyone: { value: '$__all', allValue: '.*' },
  misnamed: { value: 'all-hands', text: 'All' },
  labelled: { value: 'search', text: 'Search team' },
  nothing: { value: '' },
  none: { value: [] },
  dotted: { value: 'gpt-4.1 (eu)' },
  person: { value: '@me' },
  by: { value: ['user', 'team'] },
  step: { value: 'week' },
  __timezone: { value: 'utc' },
});

function interpolate(query: Partial<LedgerQuery>, scopedVars = {}) {
  return interpolateQuery({ refId: 'A', ...query }, variables, scopedVars);
}

/** What a filter on these values becomes. */
function valuesOf(values: string[], scopedVars = {}, operator = '=') {
  const query = interpolate({ filters: [{ dimension: 'team', operator, values }] }, scopedVars);
  return query.filters?.[0]?.values;
}

describe('filter values', () => {
  it.each([
    ['no variable', ['search', 'a.*{b}|$', '[x]'], ['search', 'a.*{b}|$', '[x]']],
    ['one value', ['$team'], ['search']],
    ['all ways to write it', ['${team}', '[[team]]', '${team:raw}'], ['search']],
    ['several values, kept apart and unescaped', ['$teams'], ['search', 'ads, and more', 'a.*{b}']],
    ...['${teams:csv}', '[[teams:csv]]', '${teams:json}', '${teams.path:join:; }'].map(
      (written): [string, string[], string[]] => [
        `several values, kept apart however they are written: ${written}`,
        [written],
        ['search', 'ads, and more', 'a.*{b}'],
      ]
    ),
    ['the text of an option, where it is asked for', ['${labelled:text}'], ['Search team']],
    ['several values within a text', ['$team-$by'], ['search-user', 'search-team']],
    ['several values beside others', ['ops', '$teams'], ['ops', 'search', 'ads, and more', 'a.*{b}']],
    ['a value that is there twice', ['search', '$team'], ['search']],
    ['All: no filter', ['$every'], []],
    ['All beside others: no filter', ['ops', '${every}'], []],
    ['All with a value of its own: no filter', ['$anyone'], []],
    ['an option that is only called All', ['$misnamed'], ['all-hands']],
    ['an empty value: no filter', ['$nothing'], []],
    ['nothing chosen: no filter', ['$none'], []],
    ['an unknown variable, for the collector to name', ['$unknown'], ['$unknown']],
  ])('%s', (_, values, expected) => {
    expect(valuesOf(values)).toEqual(expected);
  });

  it('follow the panel that is repeated, while the dashboard stands at All', () => {
    expect(valuesOf(['$every'], { every: { value: 'ads', text: 'ads' } })).toEqual(['ads']);
  });
});

describe('expressions in filters', () => {
  const cases: Array<[string, string[], string[]]> = [
    ['no variable', ['gpt-.*|$', '(a|b)'], ['gpt-.*|$', '(a|b)']],
    ['one value, to the letter', ['$dotted'], ['gpt-4\\.1 \\(eu\\)']],
    ['several values, as alternatives', ['$teams'], ['(search|ads, and more|a\\.\\*\\{b\\})']],
    ['several values within an expression', ['^$teams-.*$'], ['^(search|ads, and more|a\\.\\*\\{b\\})-.*$']],
    ['several variables', ['$team/$by'], ['search/(user|team)']],
    ['an expression in a variable', ['${dotted:raw}'], ['gpt-4.1 (eu)']],
    ['the person asking', ['$person'], ['@me']],
    ['All: no filter', ['$every'], []],
    ['All within an expression', ['eu-$every'], ['eu-(search|ads)']],
    ['All with an expression of its own', ['eu-$anyone'], ['eu-.*']],
    ['nothing chosen: no filter', ['$none', '$nothing'], []],
    ['an unknown variable, for the collector to name', ['$unknown'], ['$unknown']],
  ];

  it.each(cases)('%s', (_, values, expected) => {
    expect(valuesOf(values, {}, '=~')).toEqual(expected);
    expect(valuesOf(values, {}, '!~')).toEqual(expected);
  });

  it('match the values chosen and no other', () => {
    const [expression] = valuesOf(['$teams'], {}, '=~') ?? [];
    const matches = (text: string) => new RegExp(`^(?:${expression})$`).test(text);
    expect(['search', 'ads, and more', 'a.*{b}'].every(matches)).toBe(true);
    expect(['searching', 'ads', 'axx{b}', 'a.*b'].some(matches)).toBe(false);
  });
});

describe('a query', () => {
  it('has variables in every word replaced', () => {
    const query = interpolate({
      metrics: ['cost', '$unknown'],
      groupBy: ['$by', 'user'],
      granularity: '$step',
      range: '$nothing',
      filters: [{ dimension: '$by', operator: '!=', values: ['x'] }],
      timezone: 'UTC',
    });
    expect(query).toEqual({
      refId: 'A',
      metrics: ['cost', '$unknown'],
      groupBy: ['user', 'team'],
      granularity: 'week',
      range: undefined,
      filters: [{ dimension: 'user', operator: '!=', values: ['x'] }],
      timezone: 'UTC',
    });
  });

  it('keeps what this version does not know, and words of other types', () => {
    const query = {
      queryType: 'requests',
      order: 'cost',
      min_latency_ms: 20,
      share: true,
      complete: true,
      novelty: { of: ['$team'] },
      filters: [{ dimension: 'team', operator: '=', values: ['x'], novelty: 1 }],
    };
    expect(interpolate(query as Partial<LedgerQuery>)).toEqual({ refId: 'A', ...query });
  });

  it('has variables replaced in comparisons and lists', () => {
    const words = { compare: '$step', compareAs: '$unknown', settle: '$nothing', order: '$team', format: 'logs' };
    expect(interpolate({ ...words, min_cost: '$team', kinds: ['$by', 'price'] })).toEqual({
      refId: 'A',
      compare: 'week',
      compareAs: '$unknown',
      settle: undefined,
      order: 'search',
      format: 'logs',
      min_cost: 'search',
      kinds: ['user', 'team', 'price'],
    });
  });

  it('is a new object', () => {
    const query = {
      refId: 'A',
      metrics: ['$team'],
      filters: [{ dimension: 'team', operator: '=', values: ['$team'] }],
    };
    const before = JSON.stringify(query);
    expect(interpolate(query)).not.toBe(query);
    expect(JSON.stringify(query)).toBe(before);
  });

  it('may be half built', () => {
    expect(interpolate({})).toEqual({ refId: 'A' });
    const filters = [{}] as LedgerQuery['filters'];
    expect(interpolate({ filters }).filters).toEqual([{ dimension: '', operator: '=', values: [] }]);
  });

  it('takes the dashboard’s zone from Grafana’s variable, or leaves it to the collector', () => {
    expect(interpolate({ timezone: 'dashboard' }).timezone).toBe('UTC');
    expect(interpolateQuery({ refId: 'A', timezone: 'dashboard' }, fakeVariables({}), {}).timezone).toBe('dashboard');
  });
});
