import { ledgerError } from '../../errors';
import { type LogEntry, type LogRequest } from '../../store/store';
import { encodeCursor } from '../requests/log-cursor';
import { type ReadContext, readLogParams } from '../requests/read-log-params';
import { readCount, refuseUnknown, SELECTION } from '../requests/read-params';
import { recordJson } from '../requests/record-json';
import { type ExportRow, type ExportTable } from './format';
import { readFlag } from './read-flag';
import { rowCell, rowColumns } from './row-columns';

/** Rows read at a time. */
const PAGE = 1_000;
const MAX_ROWS = 1_000_000_000;

/** Parameters of exported rows besides dimensions. */
export const ROW_OPTIONS = [
  'format',
  ...SELECTION,
  'order',
  'min_cost',
  'min_latency_ms',
  'limit',
  'cursor',
  'resumable',
] as const;

/** The log as a table of any length, newest first. */
export async function exportRows(params: URLSearchParams, context: ReadContext): Promise<ExportTable> {
  refuseUnknown(params, ROW_OPTIONS);
  if ((params.get('order') ?? 'time') !== 'time') {
    throw ledgerError('invalid_query', 'order must be time: an export is newest first', 'order');
  }
  const limit = params.has('limit') ? readCount(params, 'limit', 1, MAX_ROWS) : Infinity;
  const resumable = readFlag(params, 'resumable');
  const { request, timezone } = await readLogParams(params, context);
  return {
    ...{ words: ['requests'], range: request, timezone },
    columns: [...rowColumns(context.scope), ...(resumable ? ['cursor'] : [])],
    cell: rowCell,
    key: 'records',
    pages: readPages(request, limit, context, (entry) => ({
      ...recordJson(entry, context.scope),
      ...(resumable ? { cursor: encodeCursor('time', entry.position) } : {}),
    })),
  };
}

async function* readPages(
  request: Omit<LogRequest, 'limit'>,
  limit: number,
  { store, scope, signal }: ReadContext,
  toRow: (entry: LogEntry) => ExportRow
): AsyncGenerator<ExportRow[], ExportRow> {
  let { after } = request;
  for (let left = limit; left > 0;) {
    const size = Math.min(PAGE, left);
    const entries = await store.log(scope, { ...request, after, limit: size }, { signal });
    yield entries.map(toRow);
    if (entries.length < size) {
      return { next_cursor: null };
    }
    after = entries.at(-1)!.position;
    left -= size;
  }
  const more = await store.log(scope, { ...request, after, limit: 1 }, { signal });
  return { next_cursor: more.length > 0 && after ? encodeCursor('time', after) : null };
}
