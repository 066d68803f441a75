import { NEW_VARIABLE_QUERY, readVariableQuery } from './variable-query';

describe('the question behind a variable', () => {
  it.each([
    ['team', { queryType: 'dimension_values', dimension: 'team' }],
    [' dimension_values( tag.cost/centre ) ', { queryType: 'dimension_values', dimension: 'tag.cost/centre' }],
    ['dimension_values($by)', { dimension: '$by' }],
    ['metrics()', { queryType: 'metrics' }],
    ['dimensions', { queryType: 'dimensions' }],
    ['', { queryType: 'dimension_values', dimension: 'team' }],
  ])('may be the text %j', (text, expected) => {
    expect(readVariableQuery(text)).toMatchObject(expected);
    expect(readVariableQuery({ refId: 'x', query: text })).toMatchObject(expected);
  });

  it('keeps what was saved, and what this version does not know', () => {
    const saved = {
      refId: 'v',
      queryType: 'dimension_values',
      dimension: 'model',
      search: 'gpt',
      filters: [{ dimension: 'team', operator: '=', values: ['$team'] }],
      novelty: 1,
    };
    expect(readVariableQuery(saved)).toEqual(saved);
  });

  it.each([null, undefined, 7, {}, { queryType: 'x', dimension: 7, search: null, filters: 'x' }])(
    'is a new one for %j',
    (saved) => {
      expect(readVariableQuery(saved)).toEqual(NEW_VARIABLE_QUERY);
    }
  );
});
