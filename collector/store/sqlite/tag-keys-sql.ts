import { type Scope } from '../../access/scope';
import { allOf, type Sql } from './sql';
import { rowsSql } from './where-sql';

/** Keys of tags that can be asked for, those of the most records first, then by name. */
export function tagKeysSql(scope: Scope, range: { from: number; to: number; limit: number }): Sql {
  const where = allOf(rowsSql(scope, range));
  return {
    text: `SELECT key FROM (SELECT tags FROM record WHERE ${where.text} AND tags IS NOT NULL) AS tagged, json_each(tagged.tags)
      WHERE key <> '' AND INSTR(key, CHAR(0)) = 0 GROUP BY key ORDER BY COUNT(*) DESC, key LIMIT ?`,
    values: [...where.values, range.limit],
  };
}
