import { migrateQuery } from '../migrations/migrate-query';
import { type LedgerQuery } from '../types';

/** What Grafana calls the question for the volume of another question's log lines; it finds the other by the rest. */
export const VOLUME_REF_ID = 'log-volume-';

/**
 * The question that counts all log lines of another one over time; undefined where they cannot be counted right: usage
 * knows no thresholds, `complete` ends it at a step of its own, and a range of its own lies beside Explore's axis.
 */
export function volumeQuery(saved: LedgerQuery): LedgerQuery | undefined {
  const { refId, datasource, hide, queryType, format, filters, timezone, settle, ...words } = migrateQuery(saved);
  const isLog = !hide && queryType === 'requests' && format === 'logs';
  if (!isLog || words.complete || [words.range, words.min_cost, words.min_latency_ms].some(isSaid)) {
    return undefined;
  }
  return {
    refId: `${VOLUME_REF_ID}${refId}`,
    datasource,
    queryType: 'usage',
    metrics: ['requests'],
    groupBy: ['status_class'],
    granularity: 'auto',
    filters,
    timezone,
    settle,
  };
}

function isSaid(word: unknown): boolean {
  return word !== undefined && word !== null && word !== '';
}
