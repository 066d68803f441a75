import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { ConfigError, explainIssue, refuseAll } from './config-error';
import { listsFromCsv } from './directory-csv';
import { DIRECTORY_FILE_SCHEMA } from './directory-schema';
import { type SourcedLists } from './sourced-lists';

/** A file of the directory; a relative path begins at the folder. */
export function readDirectoryFile(path: string, folder: string, key: string): SourcedLists {
  const file = resolve(folder, path);
  if (!existsSync(file)) {
    throw new ConfigError(`${key}: there is no file ${file}`);
  }
  const text = () => readFileSync(file, 'utf8');
  switch (extname(file).toLowerCase()) {
    case '.csv':
      return { ...listsFromCsv(text(), path), rules: [] };
    case '.yaml':
    case '.yml':
    case '.json':
      return listsFromYaml(text(), path);
    default:
      throw new ConfigError(`${key}: ${path} must end in .csv, .yaml, .yml or .json`);
  }
}

function listsFromYaml(text: string, file: string): SourcedLists {
  let values: unknown;
  try {
    values = parseYaml(text) ?? {};
  } catch (error) {
    throw new ConfigError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const read = DIRECTORY_FILE_SCHEMA.safeParse(values);
  refuseAll(read.success ? [] : read.error.issues.map((issue) => explainIssue(issue, file)));
  return sourced(read.data!, `${file} `);
}

/** Lists with the place of each entry, for instance `directory.users[0]`. */
export function sourced(
  { users, keys, teams, rules }: Record<keyof SourcedLists, readonly unknown[]>,
  prefix: string
): SourcedLists {
  const list = (name: string, entries: readonly unknown[]) =>
    entries.map((value, index) => ({ value, origin: `${prefix}${name}[${index}]` }));
  return {
    users: list('users', users),
    keys: list('keys', keys),
    teams: list('teams', teams),
    rules: list('rules', rules),
  } as SourcedLists;
}
