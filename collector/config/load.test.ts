import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { loadSettings } from './load';

function configFile(yaml: string): string {
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(file, yaml);
  return file;
}

const load = (yaml: string, env: Record<string, string> = {}) =>
  loadSettings({ TOKENLEDGER_CONFIG: configFile(yaml), ...env });

const reported = ({ report }: ReturnType<typeof load>) =>
  Object.fromEntries(report.map(({ key, value, source }) => [key, `${value} (${source})`]));

test('without file and environment the defaults count', () => {
  const { settings, report } = load('');
  expect(settings).toMatchObject({
    listen: { host: '127.0.0.1', port: 4319 },
    dataDir: './data',
    store: 'sqlite',
    timezone: 'UTC',
    logLevel: 'info',
    tokens: [],
    pricing: { rules: [] },
  });
  expect(new Set(report.map(({ source }) => source))).toEqual(new Set(['default']));
});

test('the file beats the defaults, the environment beats the file, and each value is printed with its source', () => {
  const loaded = load('{ timezone: Europe/Berlin, data_dir: /srv/ledger, log_level: warn }', {
    TOKENLEDGER_TIMEZONE: 'America/New_York',
    TOKENLEDGER_LISTEN: '0.0.0.0:9999',
    TOKENLEDGER_TOKENS: 'read:grafana:a-long-secret, ingest:another-secret',
    TOKENLEDGER_PRICING: '{ "prices": [{ "model": "m", "input": 1 }], "customer": [{ "markup": "0.25" }] }',
  });
  expect(loaded.settings).toMatchObject({
    timezone: 'America/New_York',
    dataDir: '/srv/ledger',
    listen: { host: '0.0.0.0', port: 9999 },
    tokens: [
      { role: 'read', label: 'grafana', secret: 'a-long-secret' },
      { role: 'ingest', label: 'default', secret: 'another-secret' },
    ],
    pricing: { rules: [{ markup: 250_000_000_000n }] },
  });
  expect(reported(loaded)).toMatchObject({
    listen: '0.0.0.0:9999 (environment)',
    data_dir: '/srv/ledger (file)',
    store: 'sqlite (default)',
    timezone: 'America/New_York (environment)',
    log_level: 'warn (file)',
    metrics: 'token (default)',
    tokens: 'read:grafana:***, ingest:default:*** (environment)',
    pricing: '1 prices, 1 customer rules (environment)',
    directory: 'none (default)',
    credits: '0 multipliers (default)',
  });
});

test('no secret is printed', () => {
  const loaded = load('tokens: ["admin:root:secret:with:colons", "read:another-secret"]');
  expect(loaded.settings.tokens[0]?.secret).toBe('secret:with:colons');
  expect(JSON.stringify(loaded.report)).not.toMatch(/secret/);
});

test('empty variables are absent', () => {
  const { settings } = load('timezone: Europe/Berlin', {
    TOKENLEDGER_TIMEZONE: '',
    TOKENLEDGER_TOKENS: '',
    TOKENLEDGER_LISTEN: '',
    TOKENLEDGER_PRICING: '',
  });
  expect(settings).toMatchObject({ timezone: 'Europe/Berlin', tokens: [], listen: { port: 4319 } });
});

describe('the file', () => {
  const folder = process.cwd();
  afterEach(() => process.chdir(folder));

  test.each([{}, { TOKENLEDGER_CONFIG: '' }])(
    'is ./tokenledger.yaml if it is there and no other is named: %j',
    (env) => {
      process.chdir(temporaryFolder());
      expect(loadSettings(env)).toMatchObject({ file: null, settings: { timezone: 'UTC' } });
      writeFileSync('tokenledger.yaml', 'timezone: Asia/Tokyo');
      expect(loadSettings(env)).toMatchObject({ file: './tokenledger.yaml', settings: { timezone: 'Asia/Tokyo' } });
    }
  );

  test('that is named must be there', () => {
    expect(() => loadSettings({ TOKENLEDGER_CONFIG: '/nowhere/at-all.yaml' })).toThrow(
      'TOKENLEDGER_CONFIG: there is no file /nowhere/at-all.yaml'
    );
  });

  test('may be empty or hold comments only', () => {
    expect(load('# timezone: Europe/Berlin\n').settings.timezone).toBe('UTC');
  });
});

test.each([
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['localhost:65535', { host: 'localhost', port: 65_535 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  [':4319', { host: '0.0.0.0', port: 4319 }],
  ['ledger.example.org:4319', { host: 'ledger.example.org', port: 4319 }],
])('listen may be %s', (text, listen) => {
  expect(load('', { TOKENLEDGER_LISTEN: text }).settings.listen).toEqual(listen);
});
