import { type DirectoryRuleConfig, type KeyConfig, type TeamConfig, type UserConfig } from './directory-schema';

/** An entry and where it is written down. */
export interface Sourced<Entry> {
  readonly value: Entry;
  readonly origin: string;
}

export interface SourcedLists {
  readonly users: ReadonlyArray<Sourced<UserConfig>>;
  readonly keys: ReadonlyArray<Sourced<KeyConfig>>;
  readonly teams: ReadonlyArray<Sourced<TeamConfig>>;
  readonly rules: ReadonlyArray<Sourced<DirectoryRuleConfig>>;
}
