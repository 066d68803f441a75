import { type Frame } from '../../../contract/frame';
import { ledgerError } from '../../errors';
import { framesFromResult } from '../frames';
import { parseQuery } from '../parse';
import { permitQuestion } from '../permit';
import { type Plan, planQuery } from '../plan';
import { type AnswerContext } from '../query-handler';
import { refuseUnknown, selectionQuery, SELECTION } from '../requests/read-params';
import { runPlan } from '../run';
import { type CsvCell } from './csv';
import { usageWords } from './file-name';
import { type ExportRow, type ExportTable } from './format';
import { longForm } from './long-form';
import { readFlag } from './read-flag';

const LISTS = ['metrics', 'groupBy'] as const;
const WORDS = ['granularity', 'compare', 'compareAs', 'settle'] as const;
const FLAGS = ['other', 'share', 'unused', 'complete'] as const;

/** Parameters of an exported aggregate besides dimensions: fields of a query, or the whole of one as JSON. */
export const AGGREGATE_OPTIONS = ['format', ...SELECTION, ...LISTS, ...WORDS, ...FLAGS, 'limit', 'query'] as const;

const CHUNK = 1_000;

/** Whether an aggregate is asked for rather than rows. */
export function isAggregate(params: URLSearchParams): boolean {
  return params.has('metrics') || params.has('query');
}

/** The answer to a question about usage in long form, whole or not at all. */
export async function exportAggregate(params: URLSearchParams, context: AnswerContext): Promise<ExportTable> {
  refuseUnknown(params, AGGREGATE_OPTIONS);
  const { frames, plan } = await readFrames(readQuery(params), context);
  const { columns, rows } = longForm(frames, plan.question.timezone);
  const notices = (frames[0]?.schema.meta.notices ?? []).map(({ text }) => text);
  const { metrics, groupBy, timezone } = plan.question;
  return {
    ...{ words: usageWords(metrics, groupBy, plan.buckets?.size ?? 'none'), range: plan.range, timezone },
    columns,
    cell: (_, value) => (value ?? null) as CsvCell,
    key: 'rows',
    pages: inChunks(rows, { notices }),
  };
}

async function readFrames(
  query: Record<string, unknown>,
  context: AnswerContext
): Promise<{ frames: Frame[]; plan: Plan }> {
  const { store, scope, now, timezone, dayParts, pricedModels, signal } = context;
  const parsed = parseQuery('A', query, timezone);
  if ('code' in parsed) {
    throw parsed;
  }
  const question = permitQuestion(parsed, scope);
  const first = question.range === 'all' ? await store.firstTimestamp(scope, { signal }) : null;
  const plan = planQuery(question, now, first, dayParts);
  const result = await runPlan(plan, scope, store, { signal, pricedModels, ledgerZone: timezone });
  if (result.cutFrom !== null) {
    throw ledgerError(
      'invalid_query',
      `There are ${result.cutFrom} groups, more than one answer holds: filter, or take the largest with limit`,
      'limit'
    );
  }
  return { frames: framesFromResult(plan, result, context), plan };
}

/** The query that the parameters spell out; JSON in `query` wins field by field, but for filters, which add up. */
function readQuery(params: URLSearchParams): Record<string, unknown> {
  const selection = selectionQuery(params, {});
  const spelt: Record<string, unknown> = {
    ...selection,
    ...Object.fromEntries(LISTS.filter((name) => params.has(name)).map((name) => [name, readList(params, name)])),
    ...Object.fromEntries(WORDS.filter((name) => params.has(name)).map((name) => [name, params.get(name)])),
    ...Object.fromEntries(FLAGS.filter((name) => params.has(name)).map((name) => [name, readFlag(params, name)])),
    ...(params.has('limit') ? { limit: Number(params.get('limit')) } : {}),
  };
  const asked = readJson(params.get('query'));
  const filters = Array.isArray(asked.filters)
    ? [...selection.filters, ...(asked.filters as unknown[])]
    : selection.filters;
  const query: Record<string, unknown> = { ...spelt, ...asked, filters };
  if (query.queryType !== undefined && query.queryType !== '' && query.queryType !== 'usage') {
    throw ledgerError('invalid_query', 'queryType must be usage: leave query and metrics out to export rows', 'query');
  }
  return query;
}

/** Repeated, or with commas between. */
function readList(params: URLSearchParams, name: string): string[] {
  return params
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((item) => item !== '');
}

function readJson(text: string | null): Record<string, unknown> {
  if (text === null) {
    return {};
  }
  const fault = ledgerError(
    'invalid_query',
    'query must be a query as JSON: {"metrics":["cost"],"range":"30d"}',
    'query'
  );
  let query: unknown;
  try {
    query = JSON.parse(text);
  } catch {
    throw fault;
  }
  if (typeof query !== 'object' || query === null || Array.isArray(query)) {
    throw fault;
  }
  return query as Record<string, unknown>;
}

async function* inChunks(rows: readonly ExportRow[], last: ExportRow): AsyncGenerator<readonly ExportRow[], ExportRow> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    yield rows.slice(start, start + CHUNK);
  }
  return last;
}
