import { type DimensionId, emptyGroup } from '../../../contract/dimensions';
import { type Scope } from '../../access/scope';
import { type Count, COUNTS, type Measure } from '../measures';
import { type AggregateRequest, type Filter } from '../store';
import { moneyColumns, type SqlValue } from './columns';

/** A piece of SQL with the values of its placeholders. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/**
 * Measures per group and bucket. Columns: `kept` (0 for the group of all others), `g0`… (the group), `bucket`,
 * `matched` (records) and the measures.
 */
export function aggregateSql(scope: Scope, request: AggregateRequest): Sql {
  const dimensions = request.groupBy.map(dimensionSql);
  const where = whereSql(scope, request, request.filters);
  const kept = keptSql(dimensions, request.keep);
  const groups = dimensions.map((text, index) => `CASE WHEN kept THEN ${text} END AS g${index}`);
  const bucket = request.buckets === null ? '0' : 'bucket_of(timestamp)';
  const keys = ['kept', ...dimensions.map((_, index) => `g${index}`), 'bucket'];
  const columns = [
    'kept',
    ...groups,
    `${bucket} AS bucket`,
    'COUNT(*) AS matched',
    ...request.measures.flatMap(measureSql),
  ];
  return {
    text: `SELECT ${columns.join(', ')}
      FROM (SELECT *, ${kept.text} AS kept FROM record WHERE ${where.text})
      GROUP BY ${keys.join(', ')}`,
    values: [...kept.values, ...where.values],
  };
}

/** Lists go in as one JSON text each: SQLite has room for 32,766 values, and a question may have more. */
function keptSql(dimensions: readonly string[], keep: AggregateRequest['keep']): Sql {
  if (keep === null) {
    return { text: '1', values: [] };
  }
  if (keep.length === 0) {
    return { text: '0', values: [] };
  }
  const columns = dimensions.map((_, index) => `value ->> ${index}`);
  // CASE, as it need not tell null from false: without it SQLite walks the whole list for every row.
  return {
    text: `CASE WHEN (${dimensions.join(', ')}) IN (SELECT ${columns.join(', ')} FROM json_each(?)) THEN 1 ELSE 0 END`,
    values: [JSON.stringify(keep)],
  };
}

/** SQL text of a dimension's value; records without one have its empty group. */
export function dimensionSql(id: DimensionId): string {
  return DERIVED_SQL[id] ?? `COALESCE("${id}", '${emptyGroup(id)}')`;
}

/** Dimensions that are not a column's own text. */
const DERIVED_SQL: Partial<Record<DimensionId, string>> = {
  status_code: 'CAST(status_code AS TEXT)',
  // Parentheses, as || binds tighter than /.
  status_class: "((status_code / 100) || 'xx')",
  tier: "CASE WHEN multiplier_micro >= 2000000 THEN 'premium' WHEN multiplier_micro >= 1000000 THEN 'standard' ELSE 'economy' END",
  // Without exponent or trailing zeros.
  multiplier: "RTRIM(RTRIM(PRINTF('%d.%06d', multiplier_micro / 1000000, multiplier_micro % 1000000), '0'), '.')",
};

/** The rows a question is about: its range, its filters, and above all what the scope lets through. */
export function whereSql(scope: Scope, range: { from: number; to: number }, filters: readonly Filter[]): Sql {
  const parts: Sql[] = [
    scopeSql(scope),
    { text: 'timestamp >= ? AND timestamp < ?', values: [range.from, range.to] },
    ...filters.map(filterSql),
  ];
  return {
    text: parts.map(({ text }) => `(${text})`).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}

/** The scope's own condition; a scope of own rows without a person sees none. */
export function scopeSql(scope: Scope): Sql {
  if (scope.rows === 'all') {
    return { text: '1', values: [] };
  }
  return scope.user === null ? { text: '0', values: [] } : { text: '"user" = ?', values: [scope.user] };
}

function filterSql({ dimension, operator, values }: Filter): Sql {
  const list = 'SELECT value FROM json_each(?)';
  return {
    text: `${dimensionSql(dimension)} ${operator === '=' ? 'IN' : 'NOT IN'} (${list})`,
    values: [JSON.stringify(values)],
  };
}

/** Columns that measure a group; an amount takes two. */
export function measureSql(measure: Measure): string[] {
  if (isCount(measure)) {
    return [`${COUNT_SQL[measure]} AS "${measure}"`];
  }
  const part = measure === 'unallocated_cost' ? UNALLOCATED_COST : { of: measure, filter: '' };
  const names = moneyColumns(measure);
  return moneyColumns(part.of).map(
    (column, index) => `COALESCE(SUM("${column}")${part.filter}, 0) AS "${names[index]}"`
  );
}

/** The cost of the groups without a name: those of `team` and `project` at once. */
const UNALLOCATED_COST = {
  of: 'cost',
  filter: ` FILTER (WHERE ${(['team', 'project'] as const).map((id) => `${dimensionSql(id)} = '${emptyGroup(id)}'`).join(' AND ')})`,
} as const;

/** Whether a measure is a count rather than an amount of money. */
export function isCount(measure: Measure): measure is Count {
  return (COUNTS as readonly string[]).includes(measure);
}

const SUCCESS = 'status_code BETWEEN 200 AND 299';
const TOKENS = 'COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0)';
const SPEED = 'output_tokens > 0 AND latency_ms > 0';

const COUNT_SQL: Record<Count, string> = {
  requests: 'COUNT(*)',
  errors: `COUNT(*) FILTER (WHERE NOT (${SUCCESS}))`,
  retries: 'COUNT(attempt_of)',
  users: `COUNT(DISTINCT NULLIF("user", '${emptyGroup('user')}'))`,
  models: 'COUNT(DISTINCT model)',
  providers: 'COUNT(DISTINCT provider)',
  input_tokens: 'COALESCE(SUM(input_tokens), 0)',
  output_tokens: 'COALESCE(SUM(output_tokens), 0)',
  cache_read_tokens: 'COALESCE(SUM(cache_read_tokens), 0)',
  cache_write_tokens: 'COALESCE(SUM(cache_write_tokens), 0)',
  reasoning_tokens: 'COALESCE(SUM(reasoning_tokens), 0)',
  priced_requests: 'COUNT(cost_micro)',
  unpriced_requests: "COUNT(*) FILTER (WHERE cost_source = 'unpriced')",
  unpriced_tokens: `COALESCE(SUM(${TOKENS}) FILTER (WHERE cost_source = 'unpriced'), 0)`,
  credits_micro: 'SUM(credits_micro)',
  charged_requests: 'COUNT(*) FILTER (WHERE credits_micro > 0)',
  latency_sum: 'COALESCE(SUM(latency_ms), 0)',
  latency_count: 'COUNT(latency_ms)',
  latency_max: 'COALESCE(MAX(latency_ms), 0)',
  ttft_sum: 'COALESCE(SUM(time_to_first_token_ms), 0)',
  ttft_count: 'COUNT(time_to_first_token_ms)',
  speed_tokens: `COALESCE(SUM(output_tokens) FILTER (WHERE ${SPEED}), 0)`,
  speed_ms: `COALESCE(SUM(latency_ms) FILTER (WHERE ${SPEED}), 0)`,
  rating_sum: 'COALESCE(SUM(rating), 0)',
  rating_count: 'COUNT(rating)',
  last_received_at: 'MAX(received_at)',
};
