import { type TimeRange } from '@grafana/data';
import { type DataSource } from '../datasource';
import { getDimensionValues } from '../dimension-values';
import { holdsVariable } from '../holds-variable';
import { filtersIn } from '../shape';
import { type LedgerQuery } from '../types';
import { type LoadValues } from './editor-props';

type Values = Pick<DataSource, 'getResource' | 'applyTemplateVariables'>;

/** Looks values up within what else the question says, the dashboard's variables put in. */
export function loadValuesOf(datasource: Values, query: LedgerQuery, range: TimeRange | undefined): LoadValues {
  return (dimension, search, signal) => {
    const asked = datasource.applyTemplateVariables({ ...query, groupBy: [dimension] }, {});
    const known = (text: string | undefined) => (text && !holdsVariable(text) ? text : undefined);
    return getDimensionValues(
      datasource,
      asked.groupBy?.[0] ?? dimension,
      {
        search,
        filters: filtersIn(asked.filters),
        range,
        namedRange: known(asked.range),
        timezone: known(asked.timezone),
      },
      signal
    );
  };
}
