import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, type InstalledCollector, installCollector } from './test/installed-collector';
import { temporaryFolder } from './test/temporary-folder';

jest.setTimeout(60_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

const start = (env: Record<string, string>, ...args: string[]) => installed.start(installed.bundle, args, { env });
const run = (env: Record<string, string>, ...args: string[]): Promise<Ended> => start(env, ...args).end();
const inFolder = () => ({ TOKENLEDGER_DATA_DIR: join(temporaryFolder(), 'data') });

describe('tokenledger token', () => {
  test('create prints a token once, list names it without its secret, revoke takes it away', async () => {
    const env = inFolder();
    const created = await run(env, 'token', 'create', '--role', 'read', '--label', 'grafana');
    expect(created).toMatchObject({ code: 0, output: expect.stringMatching(/^tl_read_[\w-]{43}\n$/), errors: '' });
    const secret = created.output.trim();
    const listed = await run(env, 'token', 'list');
    expect(listed.output).toMatch(/read +grafana +active/);
    expect(listed.output).not.toContain(secret);
    const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(listed.output) ?? [];
    expect(await run(env, 'token', 'revoke', id!)).toMatchObject({ code: 0 });
    expect(await run(env, 'token', 'revoke', id!)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('token list'),
    });
    expect((await run(env, 'token', 'list')).output).not.toContain('grafana');
  });

  test('create --out writes a token that only owner and group may read, and keeps one that is there', async () => {
    const env = inFolder();
    const out = join(temporaryFolder(), 'secrets', 'grafana');
    const create = () => run(env, 'token', 'create', '--role', 'delegate', '--out', out);
    expect(await create()).toMatchObject({ code: 0, output: '' });
    const secret = readFileSync(out, 'utf8');
    expect(secret).toMatch(/^tl_delegate_[\w-]{43}$/);
    expect(statSync(out).mode & 0o137).toBe(0);
    expect(await create()).toMatchObject({ code: 0, output: '' });
    expect(readFileSync(out, 'utf8')).toBe(secret);
    expect(readdirSync(join(out, '..'))).toEqual(['grafana']);
  });

  test('made and revoked counts at once in a collector that runs', async () => {
    const env = inFolder();
    const collector = start(env, 'serve');
    const url = await collector.ready();
    const status = async (secret: string) =>
      (await fetch(`${url}/api/v1/schema`, { headers: { Authorization: `Bearer ${secret}` } })).status;
    expect(await status('anything')).toBe(200);
    const secret = (await run(env, 'token', 'create', '--role', 'read')).output.trim();
    expect([await status('anything'), await status(secret)]).toEqual([401, 200]);
    await run(env, 'token', 'create', '--role', 'read', '--label', 'other');
    const [line = ''] = (await run(env, 'token', 'list')).output
      .split('\n')
      .filter((text) => text.includes(' default '));
    await run(env, 'token', 'revoke', /[0-9a-f-]{36}/.exec(line)?.[0] ?? '');
    expect(await status(secret)).toBe(401);
    expect(await collector.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('tokenledger serve', () => {
  test('prints every setting with its source and no secret, and warns where it is open', async () => {
    const collector = start({ ...inFolder(), TOKENLEDGER_TOKENS: 'read:grafana:a-long-secret' }, 'serve');
    await collector.ready();
    const { output } = await collector.end('SIGTERM');
    expect(output).toContain('"key":"tokens","value":"read:grafana:***","source":"environment"');
    expect(output).toContain('"key":"timezone","value":"UTC","source":"default"');
    expect(output).not.toContain('a-long-secret');
    const open = start(inFolder(), 'serve');
    await open.ready();
    expect((await open.end('SIGTERM')).output).toContain('no tokens');
    expect(output).not.toContain('no tokens');
  });

  test.each(['0.0.0.0:0', '[::]:0', ':0'])(
    'refuses to listen on %s without a token and says how to make one',
    async (address) => {
      const env = { ...inFolder(), TOKENLEDGER_LISTEN: address };
      const refused = await run(env, 'serve');
      expect(refused).toMatchObject({
        code: 1,
        errors: expect.stringContaining('tokenledger token create --role read --label grafana'),
      });
      expect(refused.errors).not.toMatch(/ at |node_modules/);
      await run(env, 'token', 'create', '--role', 'read');
      const allowed = start(env, 'serve');
      await allowed.ready();
      expect(await allowed.end('SIGTERM')).toMatchObject({ code: 0 });
    }
  );

  test('refuses a configuration that cannot be right, in one line without a stack', async () => {
    const file = join(temporaryFolder(), 'tokenledger.yaml');
    writeFileSync(file, 'pricing: { prices: [{ model: m, from: 2026-02-30 }] }');
    const { code, errors } = await run({ ...inFolder(), TOKENLEDGER_CONFIG: file }, 'serve');
    expect(code).toBe(1);
    expect(errors.trim().split('\n')).toEqual([
      `${file}: pricing.prices[0].from: must be a date (2026-01-31) or a local time (2026-01-31T18:00)`,
    ]);
  });

  test('says which address is taken', async () => {
    const first = start(inFolder(), 'serve');
    const { host } = new URL(await first.ready());
    const second = await run({ ...inFolder(), TOKENLEDGER_LISTEN: host }, 'serve');
    expect(second).toMatchObject({ code: 1, errors: expect.stringContaining(`${host} is taken`) });
    expect(second.errors).not.toMatch(/ at /);
    await first.end('SIGTERM');
  });
});

test('tokenledger show-config prints every setting with its source and no secret', async () => {
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(file, 'capture: content\ncontent: { retention_days: 7 }');
  const env = { ...inFolder(), TOKENLEDGER_CONFIG: file, TOKENLEDGER_TOKENS: 'read:grafana:a-long-secret' };
  const { code, output } = await run(env, 'show-config');
  expect(code).toBe(0);
  const lines = output.split('\n').map((line) => line.split(/ {2,}/));
  expect(lines).toContainEqual(['capture', 'content', `file ${file}`]);
  expect(lines).toContainEqual(['content', 'retention_days 7, max_bytes 65536', `file ${file}`]);
  expect(lines).toContainEqual(['tokens', 'read:grafana:***', 'environment']);
  expect(lines).toContainEqual(['timezone', 'UTC', 'default']);
  expect(output).not.toContain('a-long-secret');
});

test('tokenledger demo fills its ledger, prints a table if asked to, and stops in good order', async () => {
  const demo = start(inFolder(), 'demo', '--table', '--days', '4');
  await demo.ready();
  const { output, ...ended } = await demo.end('SIGTERM');
  expect(ended).toEqual({ code: 0, signal: null, errors: '' });
  expect(output).toMatch(/^openai +gpt-4o +\$[\d.]+ /m);
  expect(output).toMatch(/^self-hosted +llama-3\.3-70b /m);
});
