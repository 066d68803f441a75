import { DIMENSIONS, type DimensionId, isDimensionId } from '../../../contract/dimensions';
import { type DimensionValues } from '../../../contract/values';
import { ledgerError } from '../../errors';
import { calendarOf, listRange } from '../list-question';
import { type ReadContext } from '../requests/read-log-params';
import { isVariable } from '../variable';
import { readCount, readSelection, refuseUnknown, SELECTION } from '../requests/read-params';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const DAYS_30 = 30 * 86_400_000;

/** Parameters of the values besides dimensions. */
export const VALUES_OPTIONS = [...SELECTION, 'search', 'limit'] as const;

/**
 * Values of a dimension by use. Filters of the same dimension do not count, so that what is chosen does not take the
 * other choices away.
 */
export async function answerValues(
  id: string,
  params: URLSearchParams,
  context: ReadContext
): Promise<DimensionValues> {
  const { store, scope, now, timezone, signal } = context;
  const dimension = readDimension(id, context);
  refuseUnknown(params, VALUES_OPTIONS);
  const limit = readCount(params, 'limit', DEFAULT_LIMIT, MAX_LIMIT);
  const bounds = { from: now - DAYS_30, to: now };
  const question = readSelection(params, scope, { bounds, timezone, without: dimension });
  const rows = await store.aggregate(
    scope,
    {
      ...(await listRange(question, context)),
      filters: question.filters,
      groupBy: [dimension],
      calendar: calendarOf(question, context),
      buckets: null,
      measures: ['requests'],
      keep: null,
    },
    { signal }
  );
  const search = (params.get('search') ?? '').toLowerCase();
  const found = rows
    .map(({ group, cell }) => ({ value: group[0]!, requests: cell.count('requests') }))
    .filter(({ value, requests }) => requests > 0 && value.toLowerCase().includes(search))
    .sort((a, b) => b.requests - a.requests || Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)));
  const kept = found.slice(0, limit);
  return {
    values: kept.map(({ value }) => value),
    requests: kept.map(({ requests }) => requests),
    truncated: kept.length < found.length,
  };
}

function readDimension(id: string, { scope }: ReadContext): DimensionId {
  if (!isDimensionId(id)) {
    const known = DIMENSIONS.map((info) => info.id).join(', ');
    throw ledgerError('not_found', `There is no dimension ${id}; there are ${known}, tag.<key>`, 'dimension');
  }
  if (isVariable(id)) {
    throw ledgerError('invalid_query', `${id} is an unresolved variable; put its value in its place`, 'dimension');
  }
  if (scope.hiddenDimensions.includes(id)) {
    throw ledgerError('forbidden', `${id} may not be used by ${scope.alert ? 'alert rules' : 'you'}`, id);
  }
  return id;
}
