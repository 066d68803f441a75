import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadSettings } from './config/load';
import { serve } from './serve';
import { intake, log } from './test/replies';
import { startCollector } from './test/start-collector';
import { temporaryFolder } from './test/temporary-folder';

test('what was booked is there after a restart', async () => {
  const first = await startCollector();
  await intake(first.post({ id: 'a', model: 'm' }));
  await first.stop();
  const second = await startCollector({ dataDir: first.dataDir });
  expect((await log(second)).records.map(({ id }) => id)).toEqual(['a']);
  expect(await intake(second.post({ id: 'a', model: 'm' }))).toMatchObject({ accepted: 0, duplicates: 1 });
});

test('collectors run side by side and know nothing of each other', async () => {
  const [one, other] = [await startCollector(), await startCollector({ tokens: ['read:read-secret'] })];
  await intake(one.post({ id: 'a', model: 'm' }));
  expect((await log(other, '', { Authorization: 'Bearer read-secret' })).records).toEqual([]);
  expect((await one.call('/api/v1/schema')).status).toBe(200);
  expect((await other.call('/api/v1/schema')).status).toBe(401);
});

test('liveness and readiness need no token', async () => {
  const collector = await startCollector({ tokens: ['read:read-secret'] });
  expect(await (await collector.call('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await collector.call('/readyz')).json()).toEqual({ status: 'ready' });
});

test('a refusal to start opens no port and makes no ledger', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const settings = loadSettings({
    TOKENLEDGER_LISTEN: '0.0.0.0:0',
    TOKENLEDGER_DATA_DIR: dataDir,
    TOKENLEDGER_LOG_LEVEL: 'silent',
  });
  await expect(serve(settings, { ledger: 'live' })).rejects.toThrow(ConfigError);
  expect(existsSync(join(dataDir, 'ledger.db'))).toBe(false);
});
