import { type DataFrame, type DataFrameType, type DataQueryResponse } from '@grafana/data';

const TABLES: ReadonlySet<DataFrameType | string | undefined> = new Set(['numeric-long', 'table', 'log-lines']);

/**
 * The answer without tables that have no rows: Grafana draws the header of such a table and nothing below, and a panel
 * without any frame says in its own words that there is nothing. A table with a warning stays, as the warning is its.
 */
export function withoutEmptyTables(response: DataQueryResponse): DataQueryResponse {
  const data: unknown[] = response.data;
  return data.some((frame) => isEmptyTable(frame as DataFrame))
    ? { ...response, data: data.filter((frame) => !isEmptyTable(frame as DataFrame)) }
    : response;
}

function isEmptyTable({ length, meta }: DataFrame): boolean {
  const warned = meta?.notices?.some(({ severity }) => severity !== 'info') ?? false;
  return length === 0 && TABLES.has(meta?.type) && !warned;
}
