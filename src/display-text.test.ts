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
    [
      { metrics: ['cost'], compare: 'previous_period', range: 'month', complete: true, settle: '2m', timezone: 'UTC' },
      'Cost in total, this month, complete buckets only, without the newest 2m, compared with the period before, UTC',
    ],
    [
      { metrics: ['cost'], groupBy: ['model'], share: true, compare: 'week', compareAs: 'change', timezone: 'UTC' },
      'Cost with its share by model in total, change from a week before, UTC',
    ],
    [
      { metrics: ['cost'], compare: 'day', compareAs: 'previous', timezone: 'UTC' },
      'Cost in total, values of a day before, UTC',
    ],
    [{ metrics: ['cost'], compare: '$then', timezone: 'UTC' }, 'Cost in total, compared with $then, UTC'],
    [
      { queryType: 'requests', order: 'cost', filters: [{ dimension: 'model', operator: '=~', values: ['gpt-.*'] }] },
      'Requests ordered by cost where model =~ gpt-.*, ledger’s time zone',
    ],
    [{ queryType: 'audit', range: 'today', timezone: 'UTC' }, 'Audit log, today, UTC'],
    [{ queryType: 'of-a-newer-collector', timezone: 'UTC' }, 'of-a-newer-collector, UTC'],
    [{ queryType: 'intake', metrics: ['accepted'], timezone: 'UTC' }, 'accepted by source in total, UTC'],
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
