import { firstText, type JsonObject } from '../ingest/litellm/value';
import { type SpendLogPage, type Stretch } from './spend-logs';

export interface Pages {
  readonly pageSize: number;
  page(stretch: Stretch, page: number): Promise<SpendLogPage>;
}

/**
 * All rows of a stretch, page by page, each once. Rows of the same instant have no order of their own, and rows that
 * arrive meanwhile shift the pages: where fewer came than there are, everything is read a second time. `first` is its
 * first page, which is read already.
 */
export async function* readStretch(pages: Pages, stretch: Stretch, first: SpendLogPage): AsyncGenerator<JsonObject[]> {
  const seen = new Set<string>();
  for (let reading = 0; reading < 2; reading += 1) {
    let total: number | undefined;
    for (let page = 1; ; page += 1) {
      const read = reading === 0 && page === 1 ? first : await pages.page(stretch, page);
      total = read.total;
      const rows = read.rows.filter((row) => isNew(row, seen));
      if (rows.length > 0) {
        yield rows;
      }
      if (read.rows.length < pages.pageSize) {
        break;
      }
    }
    if (total === undefined || seen.size >= total) {
      return;
    }
  }
}

/** Id of a row; LiteLLM keeps no two rows under one. */
export function rowKey(row: JsonObject): string {
  return firstText([row.request_id], Infinity) ?? JSON.stringify(row);
}

function isNew(row: JsonObject, seen: Set<string>): boolean {
  const key = rowKey(row);
  const known = seen.has(key);
  seen.add(key);
  return !known;
}
