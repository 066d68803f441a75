import { type CoreApp } from '@grafana/data';
import { LEDGER_ZONE } from '../contract/query';
import { panelShape } from './query-editor/panel-shape';
import { type Place } from './query-editor/query-kind';
import { kindOf } from './query-editor/query-kinds';
import { filtersIn, textsIn } from './shape';
import { type CompleteQuery, type LedgerQuery, type QueryDefaults } from './types';

/**
 * A new question: one that shows something at once.
 *
 * @param panelPlugin - id of the panel it is for, where it is known: tables get totals, logs get log lines
 */
export function newQuery(app?: CoreApp, panelPlugin?: string): Partial<LedgerQuery> {
  const shape = panelShape(panelPlugin);
  return newQueryOf(shape === 'log' ? 'requests' : 'usage', { app, shape });
}

/** The same of a certain type. */
export function newQueryOf(queryType: string, place: Place): Partial<LedgerQuery> {
  return { queryType, ...kindOf(queryType).newQuery(place) };
}

/**
 * The saved question with what it leaves out, as the collector reads it.
 * Other than `newQuery`, which would change the meaning of hand-written questions.
 *
 * @param zone - the data source's own for questions that name none
 */
export function withDefaults(query: LedgerQuery, zone = LEDGER_ZONE): CompleteQuery {
  return {
    ...query,
    queryType: query.queryType || 'usage',
    metrics: textsIn(query.metrics),
    groupBy: textsIn(query.groupBy ?? (query.queryType === 'intake' ? ['source'] : [])),
    granularity: query.granularity || 'none',
    filters: filtersIn(query.filters),
    timezone: query.timezone || zone,
  };
}

/** Rows of a list whose question sets no limit; undefined for what is no such list. */
export function rowLimitOf(queryType: string, { rowLimit }: QueryDefaults): number | undefined {
  const { rows } = kindOf(queryType);
  return rows === undefined ? undefined : (rowLimit ?? rows);
}

/** Whether nothing has been asked yet: Grafana's alert editor makes such queries when the data source is switched. */
export function isBlank({ queryType, metrics, groupBy, filters, granularity, range, timezone }: LedgerQuery): boolean {
  const unsaid = !queryType || queryType === 'usage';
  return (
    unsaid &&
    [metrics, groupBy, filters, granularity, range, timezone].every(
      // Grafana's form for alert rules has a boolean `range` of its own.
      (word: unknown) => word === undefined || word === null || typeof word === 'boolean'
    )
  );
}
