import { kindOf } from '../query-editor/query-kinds';

/**
 * Whether a filter on the dimension means something to questions of this type. A filter for the whole dashboard reaches
 * them all, and is no reason for those that have no place for it to fail.
 */
export function takesFilter(queryType: string | undefined, dimension: string): boolean {
  const { filterable } = kindOf(queryType);
  return filterable === 'all' || filterable.includes(dimension);
}
