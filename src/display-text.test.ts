import { CoreApp } from '@grafana/data';
import { QUERY_TYPES } from '../contract/query';
import { displayText } from './display-text';
import { type LedgerQuery } from './types';

function text(query: Partial<LedgerQuery>) {
  return displayText({ refId: 'A', ...query });
}

describe('a question as a sentence', () => {
  it.each<[Partial<LedgerQuery>, string]>([
    [
      {
        metrics: ['cost'],
        groupBy: ['team'],
        granularity: 'day',
        range: 'month',
        timezone: 'Europe/Berlin',
        limit: 10,
        other: true,
      },
      'Cost by team per day, this month, Europe/Berlin, top 10 + other',
    ],
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
      'Cost in total where team = search or ads and tag.feature != $feature, today, time picker’s time zone',
    ],
    [
      { metrics: ['cost'], groupBy: ['user'], granularity: '$step', limit: 10, timezone: '$zone' },
      'Cost by user per $step, $zone, top 10',
    ],
    [
      { metrics: ['cost'], compare: 'previous_period', range: 'month', complete: true, settle: '2m', timezone: 'UTC' },
      'Cost in total, this month, complete buckets only, without the newest 2m, compared with the period before, UTC',
    ],
    [
      { metrics: ['cost'], groupBy: ['model'], share: true, compare: 'week', compareAs: 'change', timezone: 'UTC' },
      'Cost by model in total, change from a week before, with share of the total, UTC',
    ],
    [
      { metrics: ['cost'], compare: 'day', compareAs: 'previous', timezone: 'UTC' },
      'Cost in total, values of a day before, UTC',
    ],
    [{ metrics: ['cost'], compare: '$then', timezone: 'UTC' }, 'Cost in total, compared with $then, UTC'],
    [{ queryType: 'requests', timezone: 'UTC' }, 'Newest 50 requests, UTC'],
    [
      { queryType: 'requests', order: 'cost', filters: [{ dimension: 'model', operator: '=~', values: ['gpt-.*'] }] },
      'Most expensive 50 requests where model =~ gpt-.*, ledger’s time zone',
    ],
    [
      { queryType: 'requests', limit: 5, min_cost: '0.05', min_latency_ms: 0, format: 'logs', timezone: 'UTC' },
      'Newest 5 requests from 0.05 USD and 0 ms, as log lines, UTC',
    ],
    [{ queryType: 'requests', order: '$order', timezone: 'UTC' }, 'First 50 requests by $order, UTC'],
    [{ queryType: 'audit', range: 'today', timezone: 'UTC' }, 'Newest 100 acts of the audit log, today, UTC'],
    [{ queryType: 'annotations', timezone: 'UTC' }, 'Annotations of all kinds, UTC'],
    [
      { queryType: 'annotations', kinds: ['price', '$kind'], range: 'month', timezone: 'UTC' },
      'Annotations: new prices and $kind, this month, UTC',
    ],
    [{ queryType: 'of-a-newer-collector', timezone: 'UTC' }, 'of-a-newer-collector, UTC'],
    [{ queryType: 'intake', metrics: ['accepted'], timezone: 'UTC' }, 'Accepted by source in total, UTC'],
  ])('%j', (query, expected) => {
    expect(text(query)).toBe(expected);
  });

  it('has the titles of what a newer collector offers', () => {
    const carbon = {
      id: 'carbon',
      title: 'Carbon',
      unit: 'massg',
      description: '',
      category: '',
      empty: 0,
      kind: 'sum',
    } as const;
    const query = { refId: 'A', metrics: ['carbon'], timezone: 'UTC' };
    expect(displayText(query, {}, { metrics: [carbon], dimensions: [] })).toBe('Carbon in total, UTC');
    expect(displayText(query)).toBe('carbon in total, UTC');
  });

  it('says what the data source fills in', () => {
    const ofLedger = { timezone: 'Asia/Tokyo', rowLimit: 200 };
    const read = (query: Partial<LedgerQuery>) => displayText({ refId: 'A', ...query }, ofLedger);
    expect(read({ queryType: 'requests' })).toBe('Newest 200 requests, Asia/Tokyo');
    expect(read({ queryType: 'requests', limit: 5, timezone: 'UTC' })).toBe('Newest 5 requests, UTC');
    expect(read({ queryType: 'audit' })).toBe('Newest 200 acts of the audit log, Asia/Tokyo');
    expect(read({ metrics: ['cost'], groupBy: ['team'] })).toBe('Cost by team in total, Asia/Tokyo');
  });

  it('holds for half-built questions', () => {
    expect(text({})).toBe('No metric chosen');
    const broken = { metrics: null, filters: [{}, null], groupBy: 'model' } as unknown as LedgerQuery;
    expect(text(broken)).toBe('No metric chosen');
    expect(text({ ...broken, metrics: ['cost'] })).toMatch(/^Cost /);
    for (const queryType of ['requests', 'intake', 'annotations', 'audit', 'toString', '__proto__']) {
      const nothing = { queryType, kinds: null, order: null, limit: null, range: null, settle: null };
      expect(text(nothing as unknown as LedgerQuery)).not.toMatch(/null|undefined|\[object/);
    }
  });

  it.each(QUERY_TYPES)('about %s names the zone of the place where it is asked', (queryType) => {
    const query = { refId: 'A', queryType, metrics: ['accepted'], timezone: 'dashboard' };
    expect(displayText(query, {}, undefined, CoreApp.PanelEditor)).toContain(', dashboard’s time zone');
    expect(displayText(query, {}, undefined, CoreApp.Explore)).toContain(', Explore’s time zone');
  });
});
