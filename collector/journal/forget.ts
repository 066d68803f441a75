import { type BookedRecord } from '../store/store';
import { ERASED, PERSONAL_FIELDS } from '../store/personal-fields';
import { type UsageRecord } from '../../contract/record';

/**
 * A record without what it says of a person; its amounts, tokens, team and project stay, so that no sum changes but
 * those by person. With a pseudonym that takes the place of `user`, and a session keeps a pseudonym of its own.
 */
export function forgetting(pseudonym: ((name: string) => string) | null): (before: BookedRecord) => BookedRecord {
  return (before) => {
    const { user, session } = before.record;
    const record: UsageRecord = { ...before.record };
    for (const field of PERSONAL_FIELDS) {
      delete record[field];
    }
    if (pseudonym && user !== undefined) {
      record.user = pseudonym(user);
      record.session = session === undefined ? undefined : pseudonym(session);
    }
    record.flags = [...(record.flags ?? []).filter((flag) => flag !== ERASED), ERASED];
    return { ...before, record };
  };
}
