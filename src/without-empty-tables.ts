import { type DataFrame, type DataFrameType, type DataQueryResponse } from '@grafana/data';

const TABLES: ReadonlySet<DataFrameType | string | undefined> = new Set(['numeric-long', 'table']);

/**
 * The answer to a table panel without tables that have no rows: the panel draws the header of such a table and nothing
 * below, and says in its own words that there is nothing if it gets no frame. A table with a warning stays, as the
 * warning is its; other panels know better what to draw of nothing.
 */
export function withoutEmptyTables(response: DataQueryResponse, panel: string | undefined): DataQueryResponse {
  if (panel !== 'table') {
    return response;
  }
  const data: unknown[] = response.data;
  return data.some((frame) => isEmptyTable(frame as DataFrame))
    ? { ...response, data: data.filter((frame) => !isEmptyTable(frame as DataFrame)) }
    : response;
}

function isEmptyTable({ length, meta }: DataFrame): boolean {
  const warned = meta?.notices?.some(({ severity }) => severity !== 'info') ?? false;
  return length === 0 && TABLES.has(meta?.type) && !warned;
}
