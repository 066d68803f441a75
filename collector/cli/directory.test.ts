import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, type InstalledCollector, installCollector } from '../test/installed-collector';
import { temporaryFolder } from '../test/temporary-folder';

jest.setTimeout(60_000);

const YAML = `
timezone: Europe/Berlin
directory:
  users:
    - { user: ada@example.com, team: search, from: 2026-01-01 }
    - { user: ada@example.com, team: platform, from: 2026-06-01 }
    - { user: gone@example.com, team: search, to: 2020-01-01 }
  keys: [{ api_key: site-search, project: catalogue }]
  rules: [{ match: { tag.app: 'shop*' }, set: { task: selling } }]
  file: teams.csv
`;

let installed: InstalledCollector;
const folder = temporaryFolder();
const env = { TOKENLEDGER_CONFIG: join(folder, 'tokenledger.yaml') };
beforeAll(() => {
  installed = installCollector();
  writeFileSync(env.TOKENLEDGER_CONFIG, YAML);
  writeFileSync(join(folder, 'teams.csv'), 'team,organization\nsearch,retail\n');
});

const run = (...args: string[]): Promise<Ended> =>
  installed.start(installed.bundle, ['directory', ...args], { env }).end();
const lines = async (...args: string[]) => (await run(...args)).output.trimEnd().split('\n');

test('check counts what is in force today', async () => {
  expect(await lines('check')).toEqual([
    'users 2 in force of 3',
    'keys  1 in force of 1',
    'teams 1 in force of 1',
    'rules 1 in force of 1',
  ]);
});

test('explain tells what would be derived and from which entry, dates by the ledger’s zone', async () => {
  const call = ['--user', 'ada@example.com', '--key', 'site-search', '--field', 'tag.app=shop-1'];
  expect(await lines('explain', ...call, '--at', '2026-05-31')).toEqual([
    'At 2026-05-30T22:00:00.000Z',
    '  team = search  (directory:users, directory.users[0])',
    '  project = catalogue  (directory:keys, directory.keys[0])',
    '  task = selling  (rule:1, directory.rules[0])',
    '  organization = retail  (directory:teams, teams.csv line 2)',
  ]);
  expect((await lines('explain', ...call, '--at', '2026-05-31T22:00:00Z'))[1]).toContain('team = platform');
  expect(await lines('explain', '--user', 'bob', '--at', '2026-01-01')).toEqual([
    'At 2025-12-31T23:00:00.000Z nothing is derived.',
  ]);
});

test.each([
  [['--at', 'soon'], '--at soon: must be a date (2026-01-31), a local time'],
  [['--at', '2026-02-30'], '--at 2026-02-30: must be a date'],
  [['--field', 'teem=x'], 'It must be name=value, the name one of user, api_key,'],
  [['--field', 'endpoint'], 'It must be name=value'],
])('explain %j is refused', async (args, reason) => {
  expect(await run('explain', ...args)).toMatchObject({ code: 1, errors: expect.stringContaining(reason) });
});
