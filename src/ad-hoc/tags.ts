import {
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type MetricFindValue,
} from '@grafana/data';
import { type DimensionInfo } from '../../contract/dimensions';
import { getDimensionValues } from '../dimension-values';
import { type LedgerQuery } from '../types';
import { dimensionOfKey } from './dimension-of-key';
import { takesFilter } from './takes-filter';
import { ledgerFilters } from './with-ad-hoc-filters';

/** As many as a list in Grafana can be scrolled through; others are found by typing them whole. */
const MOST_VALUES = 500;

export type TagKeysOptions = Pick<DataSourceGetTagKeysOptions<LedgerQuery>, 'queries'>;
export type TagValuesOptions = Pick<DataSourceGetTagValuesOptions<LedgerQuery>, 'key' | 'filters' | 'timeRange'>;

/** Dimensions that a dashboard can be filtered by: those that one of its questions, if they are known, takes. */
export function tagKeys(
  dimensions: ReadonlyArray<DimensionInfo<string>>,
  { queries = [] }: TagKeysOptions = {}
): MetricFindValue[] {
  const types = queries.length > 0 ? queries.map(({ queryType }) => queryType) : [undefined];
  return dimensions
    .filter(({ id }) => types.some((queryType) => takesFilter(queryType, id)))
    .map(({ id, title, category }) => ({ value: id, text: title, group: category }));
}

/** Values of a dimension by use, in the dashboard's range and within its other filters. */
export async function tagValues(
  datasource: Parameters<typeof getDimensionValues>[0],
  { key, filters, timeRange }: TagValuesOptions
): Promise<MetricFindValue[]> {
  const { values } = await getDimensionValues(datasource, dimensionOfKey(key), {
    filters: ledgerFilters(filters),
    range: timeRange,
    limit: MOST_VALUES,
  });
  return values.map((value) => ({ text: value, value }));
}
