import { type DimensionId, emptyGroup, isTagDimension, NO_VALUE, tagKey } from '../../../contract/dimensions';
import { isClockDimension, type LocalClock } from './local-clock';

/** SQL text of a dimension's value; records without one have its empty group. Those of time go by the clock. */
export function dimensionSql(id: DimensionId, clock: LocalClock | null): string {
  if (isTagDimension(id)) {
    return tagSql(tagKey(id));
  }
  if (isClockDimension(id)) {
    if (clock === null) {
      throw new Error(`Dimension ${id} needs a clock`);
    }
    return clock[id];
  }
  return DERIVED_SQL[id] ?? `COALESCE("${id}", '${emptyGroup(id)}')`;
}

/** Keys are compared as they are: a JSON path would read dots, quotes and brackets in them. */
function tagSql(key: string): string {
  const hex = Buffer.from(key, 'utf8').toString('hex');
  return `COALESCE((SELECT value FROM json_each(tags) WHERE key = CAST(x'${hex}' AS TEXT)), '${NO_VALUE}')`;
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
