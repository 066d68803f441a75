import { type QueryFilterOptions, type QueryFixAction } from '@grafana/data';
import { OTHER_GROUP } from '../../contract/query';
import { filtersIn } from '../shape';
import { type LedgerFilter, type LedgerQuery } from '../types';
import { dimensionOfKey } from './dimension-of-key';

type Operator = '=' | '!=';
const OPPOSITE: Readonly<Record<Operator, Operator>> = { '=': '!=', '!=': '=' };

/** What Grafana calls the buttons beside a value in tables. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['ADD_FILTER', '='],
  ['ADD_FILTER_OUT', '!='],
]);

/** Fields of a log line that Grafana offers to filter by all the same. */
const NO_DIMENSIONS: ReadonlySet<string> = new Set(['severity', 'trace_id', 'span_id']);

/** The question with a value let through or left out. Clicked again, nothing changes. */
export function modifyFilters(query: LedgerQuery, { type, options }: QueryFixAction): LedgerQuery {
  const operator = OPERATORS.get(type);
  return operator && options && !hasFilter(query, options, operator) ? addFilter(query, options, operator) : query;
}

/** The same, but clicked again the filter is taken off, as Grafana does beside log lines. */
export function toggleFilter(query: LedgerQuery, clicked: QueryFilterOptions, operator: Operator): LedgerQuery {
  return hasFilter(query, clicked, operator)
    ? { ...query, filters: filtersIn(query.filters).filter((filter) => !isOn(filter, clicked, operator)) }
    : addFilter(query, clicked, operator);
}

/** A filter that says the opposite gives way. What no call can be filtered by changes nothing. */
function addFilter(query: LedgerQuery, clicked: QueryFilterOptions, operator: Operator): LedgerQuery {
  const { key, value } = clicked;
  if (key === undefined || NO_DIMENSIONS.has(key) || value === undefined || value === OTHER_GROUP) {
    return query;
  }
  const kept = filtersIn(query.filters).filter((filter) => !isOn(filter, clicked, OPPOSITE[operator]));
  return { ...query, filters: [...kept, { dimension: dimensionOfKey(key), operator, values: [value] }] };
}

/** Whether the question lets through, or leaves out, just this value of the dimension. */
export function hasFilter(query: LedgerQuery, clicked: QueryFilterOptions, operator: Operator = '='): boolean {
  return filtersIn(query.filters).some((filter) => isOn(filter, clicked, operator));
}

function isOn(filter: LedgerFilter, { key = '', value }: QueryFilterOptions, operator: Operator): boolean {
  const { dimension, values } = filter;
  return (
    dimension === dimensionOfKey(key) && filter.operator === operator && values.length === 1 && values[0] === value
  );
}
