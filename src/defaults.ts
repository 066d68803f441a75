import { CoreApp } from '@grafana/data';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../contract/query';
import { filtersIn, textsIn } from './shape';
import { type CompleteQuery, type LedgerQuery } from './types';

/** A new question: one that shows something at once. Rules get one value, in a zone that nobody's browser changes. */
export function newQuery(app?: CoreApp): Omit<CompleteQuery, 'refId'> {
  const alerting = app === CoreApp.UnifiedAlerting;
  return {
    queryType: 'usage',
    metrics: ['cost'],
    groupBy: alerting ? [] : ['model'],
    granularity: alerting ? 'none' : 'auto',
    filters: [],
    timezone: alerting ? LEDGER_ZONE : DASHBOARD_ZONE,
  };
}

/**
 * The saved question with what it leaves out, as the collector reads it.
 * Other than `newQuery`, which would change the meaning of hand-written questions.
 */
export function withDefaults(query: LedgerQuery): CompleteQuery {
  return {
    ...query,
    queryType: query.queryType || 'usage',
    metrics: textsIn(query.metrics),
    groupBy: textsIn(query.groupBy ?? (query.queryType === 'intake' ? ['source'] : [])),
    granularity: query.granularity || 'none',
    filters: filtersIn(query.filters),
    timezone: query.timezone || LEDGER_ZONE,
  };
}

/** Whether nothing has been asked yet: Grafana's alert editor makes such queries when the data source is switched. */
export function isBlank({ queryType, metrics, groupBy, filters, granularity, range, timezone }: LedgerQuery): boolean {
  const unsaid = !queryType || queryType === 'usage';
  return (
    unsaid &&
    [metrics, groupBy, filters, granularity, range, timezone].every((word) => word === undefined || word === null)
  );
}
