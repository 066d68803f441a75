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

function keptSql(dimensions: readonly string[], keep: AggregateRequest['keep']): Sql {
  if (keep === null) {
    return { text: '1', values: [] };
  }
  if (keep.length === 0) {
    return { text: '0', values: [] };
  }
  const rows = keep.map((group) => `(${group.map(() => '?').join(', ')})`).join(', ');
  return { text: `((${dimensions.join(', ')}) IN (VALUES ${rows}))`, values: keep.flat() };
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
  const list = values.map(() => '?').join(', ');
  return { text: `${dimensionSql(dimension)} ${operator === '=' ? 'IN' : 'NOT IN'} (${list})`, values };
}

/** Columns that measure a group; an amount takes two. */
export function measureSql(measure: Measure): string[] {
  return isCount(measure)
    ? [`${COUNT_SQL[measure]} AS "${measure}"`]
    : moneyColumns(measure).map((column) => `COALESCE(SUM("${column}"), 0) AS "${column}"`);
}

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
};
