import { type Transformation } from './panel.ts';

/** Comparisons of fields, by the names shown, with a value. */
export type Conditions = ReadonlyArray<readonly [field: string, id: 'equal' | 'greater', value: number]>;

/** A column that `keepRows` adds, to be hidden. */
export const KEPT = 'Kept';

/**
 * Rows that meet all conditions, of a table with a field `Requests`. Without any there is no table either: an empty one
 * would be a bare grid without a word.
 */
export function keepRows(conditions: Conditions): Transformation[] {
  const filters = conditions.map(([fieldName, id, value]) => ({ fieldName, config: { id, options: { value } } }));
  return [
    { id: 'filterByValue', options: { type: 'include', match: 'all', filters } },
    // A table for each value of a column that has the same in each row.
    addProduct(KEPT, 'Requests', 0),
    { id: 'partitionByValues', options: { fields: [KEPT], keepFields: true, naming: { asLabels: false } } },
  ];
}

/** A column: another one times a number, beside the others or in the place of all of them. */
export function addProduct(alias: string, field: string, factor: number, replaceFields = false): Transformation {
  return addBinary(alias, field, '*', { fixed: String(factor) }, replaceFields);
}

/** A column: the difference of two others. */
export function addDifference(alias: string, field: string, subtracted: string): Transformation {
  return addBinary(alias, field, '-', byName(subtracted));
}

/** A column: what another one adds up to, from the first row to each. */
export function addRunningSum(alias: string, field: string): Transformation {
  const cumulative = { field, reducer: 'sum' };
  return {
    id: 'calculateField',
    options: { mode: 'cumulativeFunctions', cumulative, alias, replaceFields: false },
  };
}

function addBinary(
  alias: string,
  field: string,
  operator: string,
  right: object,
  replaceFields = false
): Transformation {
  const binary = { left: byName(field), operator, right };
  return { id: 'calculateField', options: { mode: 'binary', binary, alias, replaceFields } };
}

function byName(options: string): object {
  return { matcher: { id: 'byName', options } };
}
