import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derive } from '../directory/attribute';
import { countInForce, type Directory } from '../directory/directory';
import { temporaryFolder } from '../test/temporary-folder';
import { usageRecord } from '../test/pricing';
import { ConfigError, loadSettings } from './load';

const folder = temporaryFolder();
const config = join(folder, 'tokenledger.yaml');

/** The directory of a configuration beside which these files are. */
function load(yaml: string, files: Record<string, string> = {}, env: Record<string, string> = {}): Directory {
  writeFileSync(config, yaml);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  return loadSettings({ TOKENLEDGER_CONFIG: config, ...env }).settings.directory;
}

function refusal(...given: Parameters<typeof load>): string {
  try {
    load(...given);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return 'accepted';
}

const csv = (text: string) => refusal('directory: { file: d.csv }', { 'd.csv': text });
const sizes = (directory: Directory) => countInForce(directory, Date.now()).map(({ all }) => all);

describe('the key directory is refused with its path and what is allowed', () => {
  test.each([
    ['{ user: [] }', 'unknown key directory.user; allowed are users, teams, keys, rules, file'],
    ['5', 'directory: Invalid input: expected object'],
    ['{ users: [{ user: a }] }', 'directory.users[0].team: is missing'],
    ['{ users: [{ user: 5, team: b }] }', 'directory.users[0].user: must be a text'],
    ['{ users: [{ user: " a", team: b }] }', 'directory.users[0].user: must not begin or end with a blank'],
    ['{ users: [{ user: a, team: "" }] }', 'directory.users[0].team: must not be empty'],
    ['{ users: [{ user: a, team: b, project: c }] }', 'unknown key directory.users[0].project; allowed are user, team'],
    ['{ users: [{ user: a, team: b, from: soon }] }', 'directory.users[0].from: must be a date'],
    ['{ users: [{ user: a, team: b, from: 2026-02-01, to: 2026-01-01 }] }', 'directory.users[0].to: must lie after'],
    ['{ keys: [{ api_key: a }] }', 'directory.keys[0]: must name a project, a team or both'],
    ['{ teams: [{ team: a }] }', 'directory.teams[0].organization: is missing'],
    ['{ rules: [{ match: { teams: x }, set: { team: a } }] }', 'unknown key directory.rules[0].match.teams; allowed'],
    ['{ rules: [{ match: { tag.: x }, set: { team: a } }] }', 'unknown key directory.rules[0].match.tag.; allowed'],
    [
      '{ rules: [{ match: { user: x }, set: { user: a } }] }',
      'unknown key directory.rules[0].set.user; allowed are team',
    ],
    ['{ rules: [{ match: { user: x }, set: {} }] }', 'directory.rules[0].set: must set at least one of team,'],
    ['{ rules: [{ match: { user: x } }] }', 'directory.rules[0].set: '],
    ['{ file: 5 }', 'directory.file: must be a path or a list of paths'],
    ['{ file: none.csv }', 'directory.file[0]: there is no file '],
    ['{ file: [tokenledger.yaml, x.txt] }', 'directory'],
  ])('%s', (yaml, reason) => {
    expect(refusal(`directory: ${yaml}`)).toContain(reason);
  });

  test('of entries that begin at the same time for the same name, none would be the youngest', () => {
    const twice = (...users: string[]) => refusal(`directory: { users: [${users.join(', ')}] }`);
    const repeats = 'directory.users[1]: repeats directory.users[0]';
    expect(twice('{ user: a, team: b }', '{ user: a, team: b }')).toContain(repeats);
    expect(twice('{ user: a, team: b, from: 2026-01-01 }', '{ user: a, team: c, from: 2026-01-01T00:00 }')).toContain(
      repeats
    );
    expect(twice('{ user: a, team: b }', '{ user: a, team: b, from: 2026-01-01 }')).toBe('accepted');
    const rule = (match: string) => `{ match: ${match}, set: { team: t } }`;
    const rules = [rule('{ user: a, model: m }'), rule('{ model: m, user: a }'), rule('{ model: m }')].join(', ');
    expect(refusal(`directory: { rules: [${rules}] }`)).toMatch(/^directory.rules\[1\]: repeats directory.rules\[0\]/);
  });

  test('more than 100,000 entries are too many', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `user-${index},t`).join('\n');
    const file = { 'd.csv': `user,team\n${rows}\n` };
    expect(refusal('directory: { file: d.csv }', file)).toBe('accepted');
    expect(refusal('directory: { file: d.csv, users: [{ user: a, team: t }] }', file)).toBe(
      'directory: has 100001 entries, at most 100000 are allowed'
    );
  });
});

describe('a CSV file', () => {
  test('is read as RFC 4180 has it: quotes, line breaks in cells, CRLF, a byte order mark', () => {
    const text = '\ufeffuser,api_key,team,project,organization,from,to\r\nada,,"a ""b"", c",,,2026-01-01,\r\n';
    const directory = load('directory: { file: d.csv }', { 'd.csv': `${text},k,,"p\nq",,,\r\n\r\n,,t,,o,,2026-02-01` });
    expect(sizes(directory)).toEqual([1, 1, 1, 0]);
    const timestamp = Date.UTC(2026, 0, 1);
    expect(derive(usageRecord({ user: 'ada', api_key: 'k', timestamp }), directory)).toEqual([
      { field: 'team', value: 'a "b", c', by: 'directory:users', origin: 'd.csv line 2' },
      { field: 'project', value: 'p\nq', by: 'directory:keys', origin: 'd.csv line 4' },
    ]);
  });

  test.each([
    ['', 'line 1: must name the columns; allowed are user, api_key,'],
    ['user,teem\n', 'line 1, column 2: unknown column teem; allowed are user,'],
    ['user;team\na;b', 'line 1, column 1: unknown column user;team'],
    ['user,team,user\n', 'line 1, column 3: names user a second time'],
    ['user,team\na,b,c', 'line 2, column 3: has 3 cells, the header names 2'],
    ['user,team\na,b\nc,', 'line 3, column 2 (team): is missing'],
    ['user,team\n,', 'line 2: must name a user, an api_key or a team'],
    ['user,team\na ,b', 'line 2, column 1 (user): must not begin or end with a blank'],
    ['user,team,from\na,b,1.2.2026', 'line 2, column 3 (from): must be a date'],
    ['user,team\na,"b', 'line 2, column 2: Quote Not Closed'],
    ['user,api_key,team\na,k,b', 'line 2, column 2 (api_key): must be empty in the row of a user; allowed are user,'],
    ['team\na', 'line 2: there is no column organization: is missing'],
    ['user,team\na,b\na,c', 'd.csv line 3: repeats d.csv line 2'],
  ])('%j is refused with line and column', (text, reason) => {
    expect(csv(text)).toContain(reason);
    expect(csv(text)).toMatch(/^d\.csv/);
  });

  test('full of mistakes is told of twenty', () => {
    const message = csv(`user,team\n${'a,\n'.repeat(50)}`).split('\n');
    expect(message).toHaveLength(21);
    expect(message.at(-1)).toBe('and 30 more');
  });
});

describe('files', () => {
  test('in YAML and JSON have the same lists, and come after the key’s own', () => {
    const directory = load('directory: { file: [a.yaml, b.json], rules: [{ set: { task: first } }] }', {
      'a.yaml': 'rules: [{ set: { task: second } }]\nusers: [{ user: ada, team: t }]',
      'b.json': '{ "teams": [{ "team": "t", "organization": "o" }] }',
    });
    expect(sizes(directory)).toEqual([1, 0, 1, 2]);
    expect(derive(usageRecord({ user: 'ada' }), directory).map(({ by, origin }) => `${by} ${origin}`)).toEqual([
      'directory:users a.yaml users[0]',
      'rule:1 directory.rules[0]',
      'directory:teams b.json teams[0]',
    ]);
  });

  test('are refused with their own path', () => {
    const yaml = (text: string) => refusal('directory: { file: a.yaml }', { 'a.yaml': text });
    expect(yaml('users: [{ user: a, team: b }, { user: c }]')).toBe('a.yaml: users[1].team: is missing');
    expect(yaml('file: b.yaml')).toBe('a.yaml: unknown key file; allowed are users, teams, keys, rules');
    expect(yaml('{')).toMatch(/^a\.yaml: .*line \d+, column \d+/);
  });

  test('are looked for beside the configuration that names them', () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    expect(sizes(load('directory: { file: ./sub/d.csv }', { 'sub/d.csv': 'user,team\na,b\n' }))).toEqual([1, 0, 0, 0]);
  });
});

test('the variable takes the whole directory as YAML or JSON', () => {
  const env = { TOKENLEDGER_DIRECTORY: '{"users":[{"user":"a","team":"b"}]}' };
  expect(sizes(load('', {}, env))).toEqual([1, 0, 0, 0]);
  expect(refusal('', {}, { TOKENLEDGER_DIRECTORY: '{ user: [] }' })).toMatch(/^TOKENLEDGER_DIRECTORY: unknown key/);
});
