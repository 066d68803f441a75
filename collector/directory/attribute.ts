import { type UsageRecord } from '../../contract/record';
import { type Directory } from './directory';
import { DERIVED_FIELDS, type DerivedField, type DerivedValues } from './entries';

/** One field that the directory fills. */
export interface Derivation {
  readonly field: DerivedField;
  readonly value: string;
  /** As it is kept with the record: `directory:users`, `directory:keys`, `directory:teams` or `rule:<number>`. */
  readonly by: string;
  /** Where that is written down. */
  readonly origin: string;
}

/**
 * What the directory says about a record at the record's own time, of the fields that the record leaves open.
 *
 * Users come before keys, keys before rules, and a team's organization last. Rules see what users and keys gave,
 * not what other rules give; of those that match, the first that sets a field counts.
 */
export function derive(record: UsageRecord, directory: Directory): Derivation[] {
  const derived: Derivation[] = [];
  const known: Partial<Record<DerivedField, string>> = {};
  const fill = (values: DerivedValues, by: string, origin: string) => {
    for (const field of DERIVED_FIELDS) {
      const value = values[field];
      if (value !== undefined && record[field] === undefined && known[field] === undefined) {
        known[field] = value;
        derived.push({ field, value, by, origin });
      }
    }
  };
  const lookUp = (list: 'users' | 'keys' | 'teams', name: string | undefined) => {
    const entry = directory[list].find(name, record.timestamp);
    if (entry) {
      fill(entry.values, `directory:${list}`, entry.origin);
    }
  };
  lookUp('users', record.user);
  lookUp('keys', record.api_key);
  for (const { set, number, origin } of directory.rules.matching(record, known)) {
    fill(set, `rule:${number}`, origin);
  }
  lookUp('teams', record.team ?? known.team);
  return derived;
}

/** The record with the fields that the directory fills, and in `attributed` what filled each. */
export function attribute(record: UsageRecord, directory: Directory): UsageRecord {
  const derived = derive(record, directory);
  if (derived.length === 0) {
    return record;
  }
  const after = { ...record };
  const attributed: Record<string, string> = { ...record.attributed };
  for (const { field, value, by } of derived) {
    after[field] = value;
    attributed[field] = by;
  }
  after.attributed = attributed;
  return after;
}

/** The record as it arrived: without what the directory filled. */
export function stripAttribution(record: UsageRecord): UsageRecord {
  const { attributed, ...own } = record;
  for (const field of DERIVED_FIELDS) {
    if (attributed && Object.hasOwn(attributed, field)) {
      delete own[field];
    }
  }
  return own;
}
