import { type LedgerQuery } from '../types';

/** A question that people ask, to start from. */
export interface Example {
  readonly title: string;
  readonly description: string;
  readonly query: Omit<LedgerQuery, 'refId'>;
  /** Also for rules: it gives one number for each set of labels, in a zone that nobody's browser changes. */
  readonly alerting?: true;
}

export const EXAMPLES: readonly Example[] = [
  {
    title: 'Cost by team per day',
    description: 'This month, the ten most expensive teams and the rest.',
    query: {
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: ['team'],
      granularity: 'day',
      range: 'month',
      limit: 10,
      other: true,
      filters: [],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Top users',
    description: 'Cost, requests and tokens of the ten most expensive users, as a table with their shares.',
    query: {
      queryType: 'usage',
      metrics: ['cost', 'requests', 'total_tokens'],
      groupBy: ['user'],
      granularity: 'none',
      share: true,
      limit: 10,
      other: true,
      filters: [],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Cost compared with last month',
    description: 'By model, previous cost and change beside it.',
    query: {
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: ['model'],
      granularity: 'none',
      range: 'month',
      compare: 'month',
      filters: [],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Unit cost',
    description: 'What a request costs, by task, over time.',
    query: {
      queryType: 'usage',
      metrics: ['cost_per_request'],
      groupBy: ['task'],
      granularity: 'auto',
      limit: 10,
      filters: [],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Latency of production',
    description: 'Median and 95th percentile by model, over time.',
    query: {
      queryType: 'usage',
      metrics: ['latency_p50', 'latency_p95'],
      groupBy: ['model'],
      granularity: 'auto',
      limit: 5,
      filters: [{ dimension: 'environment', operator: '=', values: ['production'] }],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Errors by type',
    description: 'Failed requests of each provider, without the successful ones.',
    query: {
      queryType: 'usage',
      metrics: ['errors'],
      groupBy: ['provider', 'error_type'],
      granularity: 'hour',
      range: '7d',
      filters: [{ dimension: 'status_class', operator: '!=', values: ['2xx'] }],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Use of models by name',
    description: 'Requests of all models whose name starts with gpt or claude.',
    query: {
      queryType: 'usage',
      metrics: ['requests'],
      groupBy: ['model'],
      granularity: 'day',
      range: '30d',
      filters: [{ dimension: 'model', operator: '=~', values: ['(gpt|claude)-.*'] }],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Busy hours',
    description: 'Requests by weekday and hour of the day.',
    query: {
      queryType: 'usage',
      metrics: ['requests'],
      groupBy: ['weekday', 'hour_of_day'],
      granularity: 'none',
      range: '30d',
      filters: [],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Cost of today by team',
    description: 'One number for each team, to alert on.',
    alerting: true,
    query: {
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: ['team'],
      granularity: 'none',
      range: 'today',
      filters: [],
      timezone: 'ledger',
    },
  },
  {
    title: 'Error rate of the last hour',
    description: 'By provider, without the two newest minutes, to alert on.',
    alerting: true,
    query: {
      queryType: 'usage',
      metrics: ['error_rate'],
      groupBy: ['provider'],
      granularity: 'none',
      range: '1h',
      settle: '2m',
      filters: [],
      timezone: 'ledger',
    },
  },
  {
    title: 'Sudden rise of cost',
    description: 'Change from a week before for each team, complete days only, to alert on.',
    alerting: true,
    query: {
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: ['team'],
      granularity: 'none',
      range: 'yesterday',
      compare: 'week',
      compareAs: 'change',
      filters: [],
      timezone: 'ledger',
    },
  },
  {
    title: 'Silent sources',
    description: 'Seconds since each gateway or SDK last reported, to alert on.',
    alerting: true,
    query: {
      queryType: 'intake',
      metrics: ['seconds_since_last_record'],
      groupBy: ['source'],
      granularity: 'none',
      filters: [],
      timezone: 'ledger',
    },
  },
  {
    title: 'Most expensive requests',
    description: 'Single calls from 5 cents, the most expensive ones first.',
    query: {
      queryType: 'requests',
      format: 'table',
      order: 'cost',
      min_cost: '0.05',
      limit: 50,
      filters: [],
      timezone: 'dashboard',
    },
  },
  {
    title: 'Failed requests as log lines',
    description: 'The newest calls that failed, for Explore and logs panels.',
    query: {
      queryType: 'requests',
      format: 'logs',
      filters: [{ dimension: 'status_class', operator: '!=', values: ['2xx'] }],
      timezone: 'dashboard',
    },
  },
  {
    title: 'New prices',
    description: 'Days from which another price or customer rule holds.',
    query: { queryType: 'annotations', kinds: ['price', 'rule'], timezone: 'dashboard' },
  },
];
