import { join } from 'node:path';
import { type IntakeReply } from '../contract/record';
import { type LogPage } from './query/log';
import { type InstalledCollector, installCollector } from './test/installed-collector';
import { temporaryFolder } from './test/temporary-folder';

const LARGEST_FILE_KIB = 2_048;
const BATCH = 500;

jest.setTimeout(60_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

function post(url: string, batch: number): Promise<Response> {
  const records = Array.from({ length: BATCH }, (_, index) => ({
    id: `${batch}-${index}`,
    model: 'm',
    error: 'x'.repeat(200),
  }));
  const headers = { 'Content-Type': 'application/json' };
  return fetch(`${url}/api/v1/records`, { method: 'POST', headers, body: JSON.stringify(records) });
}

async function countInLog(url: string): Promise<number> {
  let [count, cursor] = [0, ''];
  do {
    const page = (await (await fetch(`${url}/api/v1/records?limit=1000${cursor}`)).json()) as LogPage;
    count += page.records.length;
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return count;
}

test('on a full disk nothing is acknowledged that is not kept, and with room again all goes on', async () => {
  const env = { TOKENLEDGER_DATA_DIR: join(temporaryFolder(), 'data') };
  const full = installed.start(installed.bundle, ['serve'], { env, largestFileKiB: LARGEST_FILE_KIB });
  const url = await full.ready();
  let acknowledged = 0;
  let refused = await post(url, 0);
  for (let batch = 1; refused.status === 200; batch += 1) {
    acknowledged += ((await refused.json()) as IntakeReply).accepted;
    refused = await post(url, batch);
  }
  expect(acknowledged).toBeGreaterThan(0);
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
  expect(await refused.json()).toMatchObject({ error: { code: 'store_unavailable' } });
  expect(await countInLog(url)).toBe(acknowledged);
  await full.end('SIGKILL');

  const roomy = installed.start(installed.bundle, ['serve'], { env });
  const again = await roomy.ready();
  expect(await countInLog(again)).toBe(acknowledged);
  expect((await post(again, acknowledged / BATCH)).status).toBe(200);
  expect(await countInLog(again)).toBe(acknowledged + BATCH);
  expect(await roomy.end('SIGTERM')).toMatchObject({ code: 0 });
});
