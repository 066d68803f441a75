import { createDirectory, type Directory } from '../directory/directory';
import { type Dated, type DerivedValues, type DirectoryEntry, type DirectoryRule } from '../directory/entries';
import { hasWildcard } from '../directory/wildcard';
import { normalizeProvider } from '../pricing/providers';
import { ConfigError, refuseAll } from './config-error';
import { readDirectoryFile, sourced } from './directory-files';
import { type Sourced, type SourcedLists } from './sourced-lists';
import { type DirectoryConfig, type DirectoryRuleConfig } from './directory-schema';
import { type LocalValidity, validityInZone } from './validity';

const MOST_ENTRIES = 100_000;

/** The directory as configured, its files (relative to the folder) after what the key itself lists. */
export function directoryFromConfig(config: DirectoryConfig, timezone: string, folder: string): Directory {
  const parts = [
    sourced(config, 'directory.'),
    ...config.file.map((path, index) => readDirectoryFile(path, folder, `directory.file[${index}]`)),
  ];
  const lists: SourcedLists = {
    users: parts.flatMap(({ users }) => users),
    keys: parts.flatMap(({ keys }) => keys),
    teams: parts.flatMap(({ teams }) => teams),
    rules: parts.flatMap(({ rules }) => rules),
  };
  const count = lists.users.length + lists.keys.length + lists.teams.length + lists.rules.length;
  if (count > MOST_ENTRIES) {
    throw new ConfigError(`directory: has ${count} entries, at most ${MOST_ENTRIES} are allowed`);
  }
  const entry = (name: string, values: DerivedValues, dates: LocalValidity, origin: string): DirectoryEntry => ({
    name,
    values,
    origin,
    ...validityInZone(dates, timezone),
  });
  const users = lists.users.map(({ value: { user, team, role, ...dates }, origin }) => ({
    ...entry(user, { team }, dates, origin),
    ...(role ? { role } : {}),
  }));
  const keys = lists.keys.map(({ value: { api_key, project, team, ...dates }, origin }) =>
    entry(api_key, { project, team }, dates, origin)
  );
  const teams = lists.teams.map(({ value: { team, organization, ...dates }, origin }) =>
    entry(team, { organization }, dates, origin)
  );
  const rules = lists.rules.map((rule) => ruleFromConfig(rule, timezone));
  refuseAll([
    ...[users, keys, teams].flatMap((list) => doubles(list, ({ name, from }) => JSON.stringify([name, String(from)]))),
    ...doubles(rules, ({ match, set, from, to }) => JSON.stringify([sorted(match), sorted(set), `${from}..${to}`])),
  ]);
  return createDirectory({ users, keys, teams, rules });
}

function ruleFromConfig({ value, origin }: Sourced<DirectoryRuleConfig>, timezone: string): DirectoryRule {
  const { match, set, ...dates } = value;
  const { provider } = match;
  const wanted =
    provider === undefined || hasWildcard(provider)
      ? match
      : { ...match, provider: normalizeProvider(provider) || provider };
  return { match: wanted, set, origin, ...validityInZone(dates, timezone) };
}

/** Of two entries that begin at the same time for the same name, none would be the youngest. */
function doubles<Entry extends Dated>(list: readonly Entry[], identity: (entry: Entry) => string): string[] {
  const seen = new Map<string, Entry>();
  return list.flatMap((entry) => {
    const key = identity(entry);
    const first = seen.get(key);
    seen.set(key, first ?? entry);
    return first
      ? [`${entry.origin}: repeats ${first.origin}: leave one out, or let them begin at different times`]
      : [];
  });
}

function sorted(values: object): unknown[] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
