import { withDashboardVariables } from './dashboard-variables';

const read = (query: string) => withDashboardVariables(new URLSearchParams(query)).toString();
const filters = (value: string) => {
  const params = withDashboardVariables(new URLSearchParams({ 'var-Filters': value }));
  return JSON.parse(params.get('filters') ?? '[]') as unknown;
};

test('a variable that is called as a dimension filters by it', () => {
  const params = withDashboardVariables(new URLSearchParams('format=csv&var-team=a&var-team=b%26c&var-tag.cost=x'));
  expect([...params.keys()]).toEqual(['format', 'filters']);
  expect(JSON.parse(params.get('filters')!)).toEqual([
    { dimension: 'team', operator: '=', values: ['a', 'b&c'] },
    { dimension: 'tag.cost', operator: '=', values: ['x'] },
  ]);
});

test('All and nothing filter nothing, and other variables do not either', () => {
  expect(read('var-team=%24__all&var-user=&var-granularity=day&var-ds=ledger')).toBe('');
});

test('an ad-hoc filter is a filter, with the operators and several values', () => {
  expect(filters('team|=|search')).toEqual([{ dimension: 'team', operator: '=', values: ['search'] }]);
  expect(filters('model|!~|gpt-.*')).toEqual([{ dimension: 'model', operator: '!~', values: ['gpt-.*'] }]);
  expect(filters('team|=__gfp__|a,A|b')).toEqual([{ dimension: 'team', operator: '=', values: ['a', 'b'] }]);
  expect(filters('team|=|a__gfc__b__gfp__c')).toEqual([{ dimension: 'team', operator: '=', values: ['a,b|c'] }]);
});

test('a half-built or unknown ad-hoc filter filters nothing', () => {
  for (const text of ['team', 'team|=', 'team|=|', 'team|<|3', 'nobody|=|x', 'team|=|$__all']) {
    expect(filters(text)).toEqual([]);
  }
});

test('a filter of its own whose variable stands at All filters nothing, and what is no list stays as it is', () => {
  const own = [
    { dimension: 'user', operator: '=', values: ['$__all'] },
    { dimension: 'team', operator: '!=', values: ['a'] },
  ];
  const params = withDashboardVariables(new URLSearchParams({ filters: JSON.stringify(own) }));
  expect(JSON.parse(params.get('filters')!)).toEqual([own[1]]);
  for (const text of ['{', '7', 'null', '{"a":1}', '[null]']) {
    expect(withDashboardVariables(new URLSearchParams({ filters: text })).get('filters')).toBe(text);
  }
});

test('what is typed into a search box is a part of the value to the letter, whatever the case', () => {
  const search = (text: string) => {
    const params = withDashboardVariables(new URLSearchParams({ 'contains-user': text, 'contains-nobody': 'x' }));
    return JSON.parse(params.get('filters') ?? '[]') as unknown;
  };
  expect(search('a.b(')).toEqual([{ dimension: 'user', operator: '=~', values: ['(?i).*a\\.b\\(.*'] }]);
  expect(search('"')).toEqual([{ dimension: 'user', operator: '=~', values: ['(?i).*".*'] }]);
  expect(search('')).toEqual([]);
});

test('a dimension that stands at All filters nothing', () => {
  expect(read('user=%24__all&team=a')).toBe('team=a');
});

test('a variable and a parameter of one dimension both have to hold', () => {
  const params = withDashboardVariables(new URLSearchParams('user=@me&var-user=bob'));
  expect(params.getAll('user')).toEqual(['@me']);
  expect(JSON.parse(params.get('filters')!)).toEqual([{ dimension: 'user', operator: '=', values: ['bob'] }]);
});
