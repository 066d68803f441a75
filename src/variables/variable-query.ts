import { type DataQuery } from '@grafana/data';
import { filtersIn } from '../shape';
import { type LedgerFilter } from '../types';

/** What a dashboard's variable can list. The words are saved in dashboards. */
export const VARIABLE_LISTS = ['dimension_values', 'dimensions', 'metrics'] as const;
export type VariableList = (typeof VARIABLE_LISTS)[number];

/** The question behind a dashboard's variable. All but the first is about `dimension_values`. */
export interface VariableQuery extends DataQuery {
  queryType: VariableList;
  dimension: string;
  /** Part of the value, whatever the case. */
  search: string;
  /** Calls that count. */
  filters: LedgerFilter[];
}

/** A new one lists something at once. */
export const NEW_VARIABLE_QUERY: VariableQuery = {
  refId: 'variable',
  queryType: 'dimension_values',
  dimension: 'team',
  search: '',
  filters: [],
};
/** `team`, `dimension_values(team)`, `metrics()`: what people write by hand. */
const WRITTEN = /^\s*(?:(\w+)\s*\(\s*([^()]*?)\s*\)|(.*?))\s*$/s;

/**
 * The question as the editor shows it and as it is asked, whatever was saved: an object, a text, nothing. A dimension
 * that does not exist is for the collector to name.
 */
export function readVariableQuery(saved: unknown): VariableQuery {
  if (typeof saved === 'string') {
    return fromText(saved);
  }
  if (typeof saved !== 'object' || saved === null) {
    return NEW_VARIABLE_QUERY;
  }
  const { query, queryType, dimension, search, filters, ...rest } = saved as Partial<Record<string, unknown>>;
  // What was written while the data source had no editor for it.
  if (typeof query === 'string') {
    return fromText(query);
  }
  return {
    ...NEW_VARIABLE_QUERY,
    ...rest,
    queryType: readList(queryType),
    dimension: textOr(NEW_VARIABLE_QUERY.dimension, dimension),
    search: textOr(NEW_VARIABLE_QUERY.search, search),
    filters: filtersIn(filters),
  };
}

/** What is listed; a dimension's values where it is not said. */
export function readList(list: unknown): VariableList {
  return VARIABLE_LISTS.find((known) => known === list) ?? NEW_VARIABLE_QUERY.queryType;
}

function fromText(text: string): VariableQuery {
  const [, list, argument, dimension] = WRITTEN.exec(text) ?? [];
  return {
    ...NEW_VARIABLE_QUERY,
    queryType: readList(list ?? dimension),
    dimension: argument || dimension || NEW_VARIABLE_QUERY.dimension,
  };
}

function textOr(fallback: string, value: unknown): string {
  return typeof value === 'string' ? value : fallback;
}
