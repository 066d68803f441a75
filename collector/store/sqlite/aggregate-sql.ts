import { type Scope } from '../../access/scope';
import { type AggregateRequest } from '../store';
import { dimensionSql } from './dimension-sql';
import { type LocalClock } from './local-clock';
import { measureSql } from './measure-sql';
import { type Sql } from './sql';
import { whereSql } from './where-sql';

/**
 * Measures per group and bucket, at most `limit` of them. Columns: `kept` (0 for the group of all others), `g0`… (the
 * group), `bucket`, `matched` (records) and the measures.
 */
export function aggregateSql(scope: Scope, request: AggregateRequest, clock: LocalClock | null, limit: number): Sql {
  const dimensions = request.groupBy.map((id) => dimensionSql(id, clock));
  const where = whereSql(scope, request, request.filters, clock);
  const kept = keptSql(dimensions, request.keep);
  const groups = dimensions.map((text, index) => `CASE WHEN kept THEN ${text} END AS g${index}`);
  const bucket = request.buckets === null ? '0' : 'bucket_of(timestamp)';
  if (request.measures.length === 0 && request.buckets === null && request.groupBy.length > 0) {
    return distinctSql(groups, kept, where, limit);
  }
  const keys = ['kept', ...dimensions.map((_, index) => `g${index}`), 'bucket'];
  const columns = [
    'kept',
    ...groups,
    `${bucket} AS bucket`,
    'COUNT(*) AS matched',
    ...request.measures.flatMap((measure) => measureSql(measure, clock)),
  ];
  return {
    text: `SELECT ${columns.join(', ')}
      FROM (SELECT *, ${kept.text} AS kept FROM record WHERE ${where.text})
      GROUP BY ${keys.join(', ')}
      LIMIT ?`,
    values: [...kept.values, ...where.values, limit],
  };
}

/** The groups alone: nothing is sorted for them, as groups with measures are. */
function distinctSql(groups: readonly string[], kept: Sql, where: Sql, limit: number): Sql {
  return {
    text: `SELECT DISTINCT kept, ${groups.join(', ')}, 0 AS bucket, 1 AS matched
      FROM (SELECT *, ${kept.text} AS kept FROM record WHERE ${where.text})
      LIMIT ?`,
    values: [...kept.values, ...where.values, limit],
  };
}

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
