import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { intake } from '../test/replies';
import { startCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';
import { examine } from './doctor';

const env = (settings: Record<string, string> = {}) => ({
  TOKENLEDGER_DATA_DIR: temporaryFolder(),
  TOKENLEDGER_LISTEN: '127.0.0.1:0',
  ...settings,
});

async function findings(settings: Record<string, string>, now = Date.now()): Promise<Record<string, string>> {
  const found = await examine(settings, now);
  expect(found.filter(({ level, help }) => level !== 'ok' && !help)).toEqual([]);
  return Object.fromEntries(found.map(({ level, subject, text }) => [subject, `${level}: ${text}`]));
}

test('a fresh installation works, and lacks tokens and a ledger', async () => {
  expect(await findings(env())).toMatchObject({
    configuration: expect.stringMatching(/^ok/),
    'data folder': expect.stringMatching(/^ok/),
    tokens: 'warning: there are none: everyone on this machine may book and read',
    address: 'ok: 127.0.0.1:0 is free',
    clock: expect.stringMatching(/^ok/),
    ledger: 'warning: there is none yet',
  });
});

test('a collector that runs is found, with its records and those that lack a price', async () => {
  const now = Date.now();
  const collector = await startCollector({ clock: () => now, tokens: ['ingest:ingest-secret'] });
  const headers = { Authorization: 'Bearer ingest-secret' };
  await intake(
    collector.post(
      [
        { model: 'acme', input_tokens: 1 },
        { model: 'acme', input_tokens: 1 },
        { model: 'm', provider_cost: 1 },
      ],
      headers
    )
  );
  const { host } = new URL(collector.url);
  const settings = env({
    TOKENLEDGER_DATA_DIR: collector.dataDir,
    TOKENLEDGER_LISTEN: host,
    TOKENLEDGER_TOKENS: 'ingest:ingest-secret',
  });
  expect(await findings(settings, now)).toMatchObject({
    tokens: 'warning: none may read',
    address: `ok: a collector answers at ${host}`,
    ledger: 'ok: its files are whole',
    records: 'ok: the newest arrived 0 minutes ago',
    prices: 'warning: 2 of 3 calls of the last 30 days (66.7 %) have none, most of acme',
  });
  expect(await findings(settings, now + 2 * 86_400_000)).toMatchObject({
    records: 'warning: the newest arrived 2880 minutes ago',
  });
  expect(await findings(settings, now - 3_600_000)).toMatchObject({ records: expect.stringMatching(/^error.*clock/) });
});

test('what is wrong is an error: configuration, address, tokens, ledger, clock', async () => {
  expect(await findings(env({ TOKENLEDGER_TIMEZONE: 'Mars' }))).toEqual({
    configuration: expect.stringMatching(/^error: TOKENLEDGER_TIMEZONE/),
  });
  expect(await findings(env({ TOKENLEDGER_LISTEN: '0.0.0.0:0' }))).toMatchObject({
    tokens: expect.stringMatching(/^error: .*does not start/),
  });
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'ledger.db'), 'no database at all'.repeat(100));
  expect(await findings(env({ TOKENLEDGER_DATA_DIR: dataDir }), Date.UTC(1970, 0, 1))).toMatchObject({
    ledger: expect.stringMatching(/^error: it cannot be read/),
    clock: expect.stringMatching(/^error/),
  });
});

test('an address that another program has is an error', async () => {
  const other = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  expect(await findings(env({ TOKENLEDGER_LISTEN: `127.0.0.1:${port}` }))).toMatchObject({
    address: expect.stringMatching(/^error.*EADDRINUSE/),
  });
  other.close();
});

test('a data folder that cannot be written is an error', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await findings(env({ TOKENLEDGER_DATA_DIR: join(file, 'data') }))).toMatchObject({
    'data folder': expect.stringMatching(/^error/),
  });
});
