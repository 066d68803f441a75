import { DIMENSIONS, isDimensionId } from '../../contract/dimensions';

const IDS_BY_TITLE: ReadonlyMap<string, string> = new Map(DIMENSIONS.map(({ id, title }) => [title, id]));

/**
 * The dimension that a filter's key means. Grafana's tables name a column by its field or, depending on the version, by
 * what is written above it. Unknown keys stay as they are, for the collector to name.
 */
export function dimensionOfKey(key: string): string {
  return isDimensionId(key) ? key : (IDS_BY_TITLE.get(key) ?? key);
}
