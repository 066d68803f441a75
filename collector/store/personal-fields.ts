import { type UsageRecord } from '../../contract/record';

/** Flag of a record whose personal fields were erased: no repeat fills them again. */
export const ERASED = 'erased';

/**
 * What a record says of a person. Texts in which people write names (tags, metadata, errors) are among them; team and
 * project are not.
 */
export const PERSONAL_FIELDS = [
  'user',
  'session',
  'api_key',
  'tags',
  'metadata',
  'error',
  'trace_id',
  'span_id',
] as const satisfies ReadonlyArray<keyof UsageRecord>;

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_FIELDS);

/** Whether a field says something of a person. */
export function isPersonal(field: string): boolean {
  return PERSONAL.has(field);
}
