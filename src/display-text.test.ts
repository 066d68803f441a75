import { displayText } from './display-text';
import { type LedgerQuery } from './types';

function text(query: Partial<LedgerQuery>) {
  return displayText({ refId: 'A', ...query });
}

describe('a question as a sentence', () => {
  it.each<[Partial<LedgerQuery>, string]>([
    [{ metrics: ['cost'], groupBy: ['model'], granularity: 'day', timezone: 'UTC' }, 'Cost by model per day, UTC'],
    [{ metrics: ['cost'] }, 'Cost in total, ledger’s time zone'],
    [
      { metrics: ['cost', 'errors', 'output_input_ratio'], groupBy: ['api_key', 'user'], granularity: 'none' },
      'Cost, errors and output/input ratio by API key and user in total, ledger’s time zone',
    ],
    [
      {
        metrics: ['cost'],
        granularity: 'none',
        range: 'today',
        timezone: 'dashboard',
        filters: [
          { dimension: 'team', operator: '=', values: ['search', 'ads'] },
          { dimension: 'user', operator: '!=', values: [] },
          { dimension: 'tag.feature', operator: '!=', values: ['$feature'] },
        ],
      },
      'Cost in total where team = search or ads and tag.feature != $feature, today, dashboard’s time zone',
    ],
    [
      { metrics: ['cost'], groupBy: ['user'], granularity: '$step', limit: 10, other: true, timezone: '$zone' },
      'Cost by user (top 10 and the rest) per $step, $zone',
    ],
  ])('%j', (query, expected) => {
    expect(text(query)).toBe(expected);
  });

  it('holds for half-built questions', () => {
    expect(text({})).toBe('No metric chosen');
    const broken = { metrics: null, filters: [{}, null], groupBy: 'model' } as unknown as LedgerQuery;
    expect(text(broken)).toBe('No metric chosen');
    expect(text({ ...broken, metrics: ['cost'] })).toMatch(/^Cost /);
  });
});
