import { type DataLink, type Field, type ScopedVars, type TimeRange } from '@grafana/data';
import { OTHER_GROUP } from '../../contract/query';
import { filtersIn } from '../shape';
import { type LedgerFilter, type LedgerQuery } from '../types';

/** Where a link leads to. */
export interface LinkTarget {
  uid: string;
  name: string;
  range: TimeRange;
}

/**
 * From a group's name to its calls, in Explore.
 *
 * @param asked - the question that the column answers, without variables
 */
export function logLink({ name, values }: Field, asked: LedgerQuery, target: LinkTarget): DataLink<LedgerQuery> {
  const { range, timezone, complete, settle, groupBy } = asked;
  const filters = filtersIn(asked.filters);
  return {
    title: 'Show requests',
    url: '',
    internal: {
      datasourceUid: target.uid,
      datasourceName: target.name,
      range: target.range,
      query: ({ replaceVariables, scopedVars }) => ({
        refId: 'A',
        queryType: 'requests',
        format: 'logs',
        ...(range ? { range } : {}),
        ...(timezone ? { timezone } : {}),
        // What the group's numbers leave out at the end is left out of its calls.
        ...(complete ? { complete } : {}),
        ...(settle ? { settle } : {}),
        filters: [
          ...filters,
          ...groupFilter(name, replaceVariables('${__value.raw}', scopedVars), values, groupBy?.length === 1),
          ...rowFilters(
            (groupBy ?? []).filter((dimension) => dimension !== name),
            scopedVars
          ),
        ],
      }),
    },
  };
}

/** What else the row is of, as Grafana hands rows over. The rest, of one dimension among several, is no filter. */
function rowFilters(dimensions: string[], scopedVars: ScopedVars): LedgerFilter[] {
  const row = scopedVars.__dataContext?.value;
  return dimensions.flatMap((dimension) => {
    const values = row?.frame.fields.find(({ name }) => name === dimension)?.values as unknown[] | undefined;
    const value = values?.[row?.rowIndex ?? -1];
    return typeof value === 'string' && value !== OTHER_GROUP ? [{ dimension, operator: '=', values: [value] }] : [];
  });
}

/** The rest is what is in none of the groups shown, which can be said of one dimension only. */
function groupFilter(dimension: string, value: string, shown: unknown[], alone: boolean): LedgerFilter[] {
  if (value !== OTHER_GROUP) {
    return [{ dimension, operator: '=', values: [value] }];
  }
  const others = shown.map(String).filter((other) => other !== OTHER_GROUP);
  return alone ? [{ dimension, operator: '!=', values: others }] : [];
}
