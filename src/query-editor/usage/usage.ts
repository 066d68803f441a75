import { CoreApp } from '@grafana/data';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../../contract/query';
import { type LedgerQuery } from '../../types';
import { type Place, type QueryKind } from '../query-kind';
import { describeUsage } from './describe-usage';

/** Sums, counts, ratios and averages of calls. */
export const usage: QueryKind = {
  title: 'Usage',
  description: 'Cost, tokens, latency, …',
  measures: true,
  filterable: 'all',
  keeps: ['filters', 'range', 'timezone', 'complete', 'settle'],
  newQuery: newUsageQuery,
  describe: describeUsage,
  loadEditor: async () => {
    const { UsageEditor } = await import(/* webpackChunkName: "query-editor" */ './UsageEditor');
    return { default: UsageEditor };
  },
};

/** Rules get one value, in a zone that nobody's browser changes. */
function newUsageQuery({ app, shape }: Place): Partial<LedgerQuery> {
  const alerting = app === CoreApp.UnifiedAlerting;
  const single = alerting || shape === 'single';
  return {
    metrics: ['cost'],
    groupBy: single ? [] : ['model'],
    granularity: single || shape === 'totals' ? 'none' : 'auto',
    filters: [],
    timezone: alerting ? LEDGER_ZONE : DASHBOARD_ZONE,
  };
}
