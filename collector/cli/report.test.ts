import { join } from 'node:path';
import { type Ended, type InstalledCollector, installCollector } from '../test/installed-collector';
import { intake } from '../test/replies';
import { startCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';

jest.setTimeout(60_000);

let installed: InstalledCollector;
let env: Record<string, string>;
beforeAll(async () => {
  installed = installCollector();
  const now = Date.now();
  const collector = await startCollector({ clock: () => now });
  const call = (id: string, user: string, team: string, provider_cost: string) => ({
    ...{ id, user, team, provider_cost, model: 'm', timestamp: now - 60_000 },
  });
  await intake(
    collector.post([
      call('a', 'ada', 'search', '12.5'),
      call('b', 'bob', 'search', '2'),
      call('c', 'cyd', 'shop', '0.0042'),
    ])
  );
  env = { TOKENLEDGER_DATA_DIR: collector.dataDir };
});

const run = (...args: string[]): Promise<Ended> =>
  installed.start(installed.bundle, ['report', ...args], { env }).end();

test('a table has a row per group, largest first, and a total; a running collector is no hindrance', async () => {
  const { code, output, errors } = await run('--by', 'user', '--metrics', 'cost,requests');
  expect([code, errors]).toEqual([0, '']);
  const cells = output
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect([cells[0], ...cells.slice(2, 6)]).toEqual([
    ['User', 'Cost', 'Requests'],
    ['ada', '$12.50', '1'],
    ['bob', '$2.00', '1'],
    ['cyd', '$0.0042', '1'],
    ['Total', '$14.50', '3'],
  ]);
  expect(output).toContain('Time zone: UTC');
});

test('JSON has one object per row, filters and a limit hold', async () => {
  const json = async (...args: string[]) => JSON.parse((await run('--json', ...args)).output) as unknown;
  expect(await json('--by', 'user', '--metrics', 'cost', '--filter', 'team=search')).toEqual([
    { user: 'ada', cost: 12.5 },
    { user: 'bob', cost: 2 },
  ]);
  expect(await json('--by', 'user', '--metrics', 'cost', '--filter', 'user!=ada', '--filter', 'user!=bob')).toEqual([
    { user: 'cyd', cost: 0.0042 },
  ]);
  expect(await json('--by', 'team,user', '--metrics', 'requests', '--limit', '1')).toEqual([
    { team: 'search', user: 'ada', requests: 1 },
    { team: '(other)', user: '(other)', requests: 2 },
  ]);
});

test.each([
  [['--range', '31d'], 'range must be one of 1h'],
  [['--metrics', 'costs'], 'costs'],
  [['--by', 'colour'], 'colour'],
  [['--limit', '0'], 'whole number from 1'],
  [['--filter', 'team'], 'dimension=value'],
  [['--timezone', 'Mars'], 'timezone must be'],
])('%j is refused, and says what is allowed', async (args, reason) => {
  const { code, output, errors } = await run(...args);
  expect([code, output, errors]).toEqual([1, '', expect.stringContaining(reason)]);
  expect(errors).not.toMatch(/\n +at /);
});

test('a folder without a ledger stays as it is', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const { code, errors } = await installed
    .start(installed.bundle, ['report'], { env: { TOKENLEDGER_DATA_DIR: dataDir } })
    .end();
  expect([code, errors]).toEqual([1, expect.stringContaining('TOKENLEDGER_DATA_DIR')]);
});

test('the help has examples', async () => {
  expect((await run('--help')).output).toContain('tokenledger report --by user --range month');
});
