import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, type InstalledCollector, installCollector } from '../test/installed-collector';
import { temporaryFolder } from '../test/temporary-folder';

jest.setTimeout(60_000);

let installed: InstalledCollector;
let env: Record<string, string>;
beforeAll(() => {
  installed = installCollector();
});
beforeEach(() => {
  env = { TOKENLEDGER_DATA_DIR: join(temporaryFolder(), 'data') };
});

const start = (...args: string[]) => installed.start(installed.bundle, args, { env });
const run = (...args: string[]): Promise<Ended> => start(...args).end();
const idIn = ({ output }: Ended) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(output)![0];

test('a token is limited as told, and listed with its limits', async () => {
  const options = ['--sources', 'a, b', '--expires', '90d', '--rate', '600', '--record-rate', '100000'];
  const created = await run('token', 'create', '--role', 'ingest', '--label', 'gateway', ...options);
  expect(created).toMatchObject({ code: 0, errors: '' });
  const listed = await run('token', 'list');
  expect(listed.output).toMatch(/ingest +gateway +active +a, b +600 requests, 100000 records +never +20\d\d-/);
  expect(listed.output).not.toContain(created.output.trim());
});

test('rotation counts at once in a collector that runs; the old secret works until the overlap ends', async () => {
  const collector = start('serve');
  const url = await collector.ready();
  const status = async (secret: string) =>
    (await fetch(`${url}/api/v1/schema`, { headers: { Authorization: `Bearer ${secret}` } })).status;
  const first = (await run('token', 'create', '--role', 'read', '--label', 'scripts')).output.trim();
  const id = idIn(await run('token', 'list'));
  const second = (await run('token', 'rotate', id, '--overlap', '24h')).output.trim();
  expect([await status(first), await status(second)]).toEqual([200, 200]);
  expect((await run('token', 'list')).output).toMatch(/scripts +active, old secret until 20\d\d-\S+Z .*20\d\d-/);
  const third = (await run('token', 'rotate', id, '--overlap', '0')).output.trim();
  expect([await status(first), await status(second), await status(third)]).toEqual([401, 401, 200]);
  await run('token', 'revoke', id);
  expect(await status(third)).toBe(401);
  expect((await run('token', 'list', '--all')).output).toMatch(/scripts +revoked 20\d\d-/);
  expect(await collector.end('SIGTERM')).toMatchObject({ code: 0 });
});

test('rotate --out replaces the file of the old secret', async () => {
  const out = join(temporaryFolder(), 'grafana');
  await run('token', 'create', '--role', 'delegate', '--out', out);
  const before = readFileSync(out, 'utf8');
  expect(await run('token', 'rotate', idIn(await run('token', 'list')), '--out', out)).toMatchObject({ output: '' });
  expect(readFileSync(out, 'utf8')).toMatch(/^tl_delegate_[\w-]{43}$/);
  expect(readFileSync(out, 'utf8')).not.toBe(before);
});

test('making, rotating and revoking are on record, without secrets', async () => {
  const secrets = [(await run('token', 'create', '--role', 'read', '--expires', '1w')).output.trim()];
  const id = idIn(await run('token', 'list'));
  secrets.push((await run('token', 'rotate', id)).output.trim());
  await run('token', 'revoke', id);
  const { output } = await run('audit', '--json');
  const acts = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { act: string; details: object });
  expect(acts.map(({ act }) => act)).toEqual(['token revoke', 'token rotate', 'token create']);
  expect(acts.map(({ details }) => details)).toMatchObject([
    { id },
    { id, overlapMs: 86_400_000 },
    { id, role: 'read' },
  ]);
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
});

test.each([
  [['create', '--role', 'read', '--sources', 'a'], '--sources is for tokens of the role ingest'],
  [['create', '--role', 'delegate', '--record-rate', '5'], '--record-rate is for tokens of the role ingest'],
  [['create', '--role', 'ingest', '--sources', 'a,,b'], 'names of at most 256 characters'],
  [['create', '--role', 'read', '--expires', 'soon'], '90d, 24h'],
  [['create', '--role', 'read', '--expires', '0'], '--expires must be longer than 0'],
  [['create', '--role', 'read', '--expires', '11000d'], 'at most ten years'],
  [['create', '--role', 'read', '--rate', '0'], 'a whole number from 1'],
  [['rotate', 'nothing'], 'There is no token nothing: see tokenledger token list'],
])('token %j is refused: %s', async (args, message) => {
  expect(await run('token', ...args)).toMatchObject({ code: 1, errors: expect.stringContaining(message) });
});

test('a token that is revoked is not rotated', async () => {
  await run('token', 'create', '--role', 'read');
  const id = idIn(await run('token', 'list'));
  await run('token', 'revoke', id);
  expect(await run('token', 'rotate', id)).toMatchObject({ code: 1, errors: expect.stringContaining('token create') });
});
