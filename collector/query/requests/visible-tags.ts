import { type DimensionId, tagDimension } from '../../../contract/dimensions';
import { type UsageRecord } from '../../../contract/record';

/** A record's tags without those that are hidden; nothing if it has none. */
export function visibleTags(
  { tags }: UsageRecord,
  hiddenDimensions: readonly DimensionId[]
): Pick<UsageRecord, 'tags'> {
  return tags === undefined
    ? {}
    : {
        tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !hiddenDimensions.includes(tagDimension(key)))),
      };
}
