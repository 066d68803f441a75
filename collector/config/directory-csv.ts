import { CsvError, parse } from 'csv-parse/sync';
import { type z } from 'zod';
import { refuseAll } from './config-error';
import { ENTRY_SCHEMAS, type EntryList } from './directory-schema';
import { type SourcedLists } from './sourced-lists';

const COLUMNS = ['user', 'api_key', 'team', 'project', 'organization', 'role', 'from', 'to'];

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Users, keys and teams from a CSV file (RFC 4180). The first line names the columns; a row with a `user` is one of
 * `users`, one with an `api_key` of `keys`, any other of `teams`. Empty cells are absent.
 */
export function listsFromCsv(text: string, file: string): Omit<SourcedLists, 'rules'> {
  const [header, ...rows] = readRows(text, file);
  const columns = readHeader(header, file);
  const lists = { users: [], keys: [], teams: [] } as Record<EntryList, unknown[]>;
  const findings: string[] = [];
  for (const { record, info } of rows) {
    const place = `${file}: line ${info.lines}`;
    if (record.length !== columns.length) {
      findings.push(
        `${place}, column ${record.length}: has ${record.length} cells, the header names ${columns.length}`
      );
      continue;
    }
    const filled = columns.map((name, index) => [name, record[index]!] as const).filter(([, cell]) => cell !== '');
    const cells: Record<string, string> = Object.fromEntries(filled);
    const list = listOf(cells);
    if (!list) {
      findings.push(`${place}: must name a user, an api_key or a team`);
      continue;
    }
    const read = ENTRY_SCHEMAS[list].safeParse(cells);
    if (read.success) {
      lists[list].push({ value: read.data, origin: `${file} line ${info.lines}` });
    } else {
      findings.push(...read.error.issues.map((issue) => explainCell(issue, columns, list, place)));
    }
  }
  refuseAll(findings);
  return lists as unknown as Omit<SourcedLists, 'rules'>;
}

function readRows(text: string, file: string): Row[] {
  try {
    // Its types do not know what `info` returns.
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    return parse(text, options) as unknown as Row[];
  } catch (error) {
    if (error instanceof CsvError) {
      const { lines, column } = error as CsvError & { lines?: number; column?: number };
      refuseAll([`${file}: line ${lines ?? 1}, column ${Number(column ?? 0) + 1}: ${error.message}`]);
    }
    throw error;
  }
}

function readHeader(header: Row | undefined, file: string): readonly string[] {
  const columns = header?.record ?? [];
  const line = `${file}: line ${header?.info.lines ?? 1}`;
  const allowed = `allowed are ${COLUMNS.join(', ')}`;
  refuseAll([
    ...(header ? [] : [`${line}: must name the columns; ${allowed}`]),
    ...columns.flatMap((name, index) => {
      const place = `${line}, column ${index + 1}`;
      if (!COLUMNS.includes(name)) {
        return [`${place}: unknown column ${name}; ${allowed}`];
      }
      return columns.indexOf(name) < index ? [`${place}: names ${name} a second time`] : [];
    }),
  ]);
  return columns;
}

function listOf({ user, api_key, team }: Partial<Record<string, string>>): EntryList | undefined {
  if (user !== undefined) {
    return 'users';
  }
  return api_key !== undefined ? 'keys' : team !== undefined ? 'teams' : undefined;
}

const SINGULAR: Record<EntryList, string> = { users: 'a user', keys: 'an api_key', teams: 'a team' };

function explainCell(issue: z.core.$ZodIssue, columns: readonly string[], list: EntryList, place: string): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const name = unknown ?? String(issue.path[0] ?? columns[0]);
  const index = columns.indexOf(name);
  const cell = index < 0 ? `${place}: there is no column ${name}` : `${place}, column ${index + 1} (${name})`;
  return `${cell}: ${unknown ? `must be empty in the row of ${SINGULAR[list]}; ` : ''}${issue.message}`;
}
