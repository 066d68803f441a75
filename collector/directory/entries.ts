import { type UsageRecord } from '../../contract/record';

/** Fields that the directory can fill. */
export const DERIVED_FIELDS = ['team', 'organization', 'project', 'task', 'environment'] as const;
export type DerivedField = (typeof DERIVED_FIELDS)[number];
export type DerivedValues = Readonly<Partial<Record<DerivedField, string>>>;

/** Fields that a rule can match on, besides `tag.<key>`. */
export const MATCH_FIELDS = [
  'user',
  'api_key',
  'source',
  'provider',
  'model',
  'response_model',
  'region',
  'operation',
  'endpoint',
  'service_tier',
  'configuration',
  'session',
  ...DERIVED_FIELDS,
] as const;
type MatchField = (typeof MATCH_FIELDS)[number];

/** Holds in [from, to), epoch ms. */
export interface Dated {
  readonly from: number;
  readonly to: number;
  /** Where it is written down, for people. */
  readonly origin: string;
}

/** What a user, a key or a team stands for. */
export interface DirectoryEntry extends Dated {
  readonly name: string;
  readonly values: DerivedValues;
  /** Role of a user in the ledger, if the directory gives one. */
  readonly role?: DirectoryRole;
}

/** Roles that the directory can give its users. */
export const DIRECTORY_ROLES = ['member', 'lead', 'admin', 'owner'] as const;
export type DirectoryRole = (typeof DIRECTORY_ROLES)[number];

/** Sets fields of the records that match in every field it names; `*` in a pattern is any text. */
export interface DirectoryRule extends Dated {
  readonly match: Readonly<Record<string, string>>;
  readonly set: DerivedValues;
}

export interface DirectoryLists {
  readonly users: readonly DirectoryEntry[];
  readonly keys: readonly DirectoryEntry[];
  readonly teams: readonly DirectoryEntry[];
  readonly rules: readonly DirectoryRule[];
}

const TAG = 'tag.';
const FIELDS: ReadonlySet<string> = new Set(MATCH_FIELDS);

/** Whether a rule can match on it: a field of the record or `tag.<key>`. */
export function isMatchKey(key: string): boolean {
  return FIELDS.has(key) || (key.startsWith(TAG) && key.length > TAG.length);
}

/** What a record has for a key that rules match on; `known` is what else is known of it. */
export function matchValue(record: UsageRecord, known: DerivedValues, key: string): string | undefined {
  if (!key.startsWith(TAG)) {
    return record[key as MatchField] ?? known[key as DerivedField];
  }
  const { tags } = record;
  const tag = key.slice(TAG.length);
  return tags && Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

/** Whether it holds at a time. */
export function holdsAt({ from, to }: Dated, time: number): boolean {
  return from <= time && time < to;
}
