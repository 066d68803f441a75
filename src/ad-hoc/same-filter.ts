import { type LedgerFilter } from '../types';

/** Whether two filters ask the same, whatever the order of their values. */
export function sameFilter(one: LedgerFilter, other: LedgerFilter): boolean {
  const values = new Set(one.values);
  return (
    one.dimension === other.dimension &&
    one.operator === other.operator &&
    values.size === new Set(other.values).size &&
    other.values.every((value) => values.has(value))
  );
}
