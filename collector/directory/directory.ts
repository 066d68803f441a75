import { DatedEntries } from './dated-entries';
import { type Dated, type DirectoryLists, holdsAt } from './entries';
import { RuleBook } from './rule-book';

/** Who belongs to which team, which key to which project, and what else can be told from a record. */
export interface Directory {
  readonly users: DatedEntries;
  readonly keys: DatedEntries;
  readonly teams: DatedEntries;
  readonly rules: RuleBook;
}

const LISTS = ['users', 'keys', 'teams', 'rules'] as const;

/** A directory from its lists; all of them may be empty. */
export function createDirectory({ users = [], keys = [], teams = [], rules = [] }: Partial<DirectoryLists>): Directory {
  return {
    users: new DatedEntries(users),
    keys: new DatedEntries(keys),
    teams: new DatedEntries(teams),
    rules: new RuleBook(rules),
  };
}

/** How many entries of each list hold at a time, and how many there are. */
export function countInForce(
  directory: Directory,
  time: number
): Array<{ list: (typeof LISTS)[number]; inForce: number; all: number }> {
  return LISTS.map((list) => {
    const entries: readonly Dated[] = directory[list].all;
    return { list, inForce: entries.filter((entry) => holdsAt(entry, time)).length, all: entries.length };
  });
}
