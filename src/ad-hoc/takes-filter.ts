/** Query types that do not count calls, with the dimensions that they can be filtered by all the same. */
const FILTERABLE: Readonly<Record<string, readonly string[] | undefined>> = {
  intake: ['source'],
  annotations: [],
  audit: [],
};

/**
 * Whether a filter on the dimension means something to questions of this type. A filter for the whole dashboard reaches
 * them all, and is no reason for those that have no place for it to fail.
 */
export function takesFilter(queryType: string | undefined, dimension: string): boolean {
  const dimensions = FILTERABLE[queryType || 'usage'];
  return !dimensions || dimensions.includes(dimension);
}
