import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IntakeReply } from '../../contract/record';
import { type LogPage } from '../query/log';
import { type InstalledCollector, installCollector } from '../test/installed-collector';
import { temporaryFolder } from '../test/temporary-folder';

const KILLS = 5;
const BATCH = 20;
const LARGEST_FILE_KIB = 1_024;

jest.setTimeout(120_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

const start = (dataDir: string, args = ['serve'], largestFileKiB?: number) =>
  installed.start(installed.bundle, args, {
    env: { TOKENLEDGER_DATA_DIR: dataDir, TOKENLEDGER_CAPTURE: 'content' },
    largestFileKiB,
  });

const promptOf = (id: string) => `prompt of ${id} ${'x'.repeat(500)}`;

function post(url: string, ids: readonly string[]): Promise<Response> {
  const rows = ids.map((id) => ({ id, user: 'ada', model: 'm', prompt: promptOf(id) }));
  const headers = { 'Content-Type': 'application/json' };
  return fetch(`${url}/api/v1/records`, { method: 'POST', headers, body: JSON.stringify(rows) });
}

/** Ids on the books, and those of them with all that was sent of their content. */
async function read(url: string): Promise<{ ids: Set<string>; whole: Set<string> }> {
  const [ids, whole] = [new Set<string>(), new Set<string>()];
  let cursor = '';
  do {
    const reply = await fetch(`${url}/api/v1/records?content=true&limit=1000${cursor}`);
    const page = (await reply.json()) as LogPage;
    for (const record of page.records) {
      const id = String(record.id);
      ids.add(id);
      if ((record.content as { prompt?: string } | null)?.prompt === promptOf(id)) {
        whole.add(id);
      }
    }
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return { ids, whole };
}

const filesWith = (dataDir: string, text: string) =>
  readdirSync(dataDir).filter((name) => readFileSync(join(dataDir, name)).includes(text));

test('killed under load, no acknowledged record is without its content, and repeats complete the others', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const acknowledged: string[] = [];
  let next = 0;
  let unacknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const collector = start(dataDir);
    const url = await collector.ready();
    const load = (async () => {
      for (;;) {
        const ids = Array.from({ length: BATCH }, () => `r${next++}`);
        try {
          expect((await post(url, ids)).status).toBe(200);
          acknowledged.push(...ids);
        } catch {
          unacknowledged = [...unacknowledged, ...ids];
          return;
        }
      }
    })();
    await sleep(150 + Math.random() * 150);
    await collector.end('SIGKILL');
    await load;
  }
  const collector = start(dataDir);
  const url = await collector.ready();
  const { whole } = await read(url);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.filter((id) => !whole.has(id))).toEqual([]);
  const reply = (await (await post(url, unacknowledged)).json()) as IntakeReply;
  expect(reply.accepted + reply.duplicates).toBe(unacknowledged.length);
  const after = await read(url);
  expect(after.whole.size).toBe(acknowledged.length + unacknowledged.length);
  expect(after.ids).toEqual(after.whole);
});

test('killed while it forgets a person, a second run leaves nothing of what they wrote', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const collector = start(dataDir);
  const url = await collector.ready();
  for (let batch = 0; batch < 10; batch += 1) {
    const ids = Array.from({ length: 500 }, (_, index) => `${batch}-${index}`);
    expect((await post(url, ids)).status).toBe(200);
  }
  const forgetting = start(dataDir, ['forget', '--user', 'ada']);
  await sleep(300 + Math.random() * 400);
  await forgetting.end('SIGKILL');
  // Whoever is still named still has their texts or not; whoever is not has none.
  const reply = await fetch(`${url}/api/v1/records?content=true&limit=1000&user=system`);
  const { records } = (await reply.json()) as LogPage;
  expect(records.filter(({ content }) => content !== null)).toEqual([]);
  await collector.end('SIGTERM');
  expect(await start(dataDir, ['forget', '--user', 'ada']).end()).toMatchObject({ code: 0, errors: '' });
  expect(filesWith(dataDir, 'prompt of')).toEqual([]);
  expect(await start(dataDir, ['verify']).end()).toMatchObject({ code: 0 });
});

test('a person who is forgotten while the collector serves has no content left, and repeats bring none back', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const collector = start(dataDir);
  const url = await collector.ready();
  await post(url, ['a', 'b']);
  expect(await start(dataDir, ['forget', '--user', 'ada', '--pseudonymise']).end()).toMatchObject({ code: 0 });
  expect((await post(url, ['a', 'b'])).status).toBe(200);
  expect(await read(url)).toEqual({ ids: new Set(['a', 'b']), whole: new Set() });
  expect(filesWith(dataDir, 'prompt of')).toEqual([]);
  await collector.end('SIGTERM');
});

test('on a full disk no record is acknowledged without its content, and with room again all goes on', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const full = start(dataDir, ['serve'], LARGEST_FILE_KIB);
  const url = await full.ready();
  const acknowledged: string[] = [];
  const batches = (batch: number) => Array.from({ length: BATCH }, (_, index) => `${batch}-${index}`);
  let batch = 0;
  for (; batch < 1_000; batch += 1) {
    const reply = await post(url, batches(batch));
    if (reply.status !== 200) {
      expect([reply.status, Number(reply.headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
      break;
    }
    acknowledged.push(...batches(batch));
  }
  expect(batch).toBeLessThan(1_000);
  const { whole } = await read(url);
  expect(acknowledged.filter((id) => !whole.has(id))).toEqual([]);
  await full.end('SIGKILL');

  const roomy = start(dataDir);
  const again = await roomy.ready();
  expect((await post(again, batches(batch))).status).toBe(200);
  const after = await read(again);
  expect(after.whole).toEqual(new Set([...acknowledged, ...batches(batch)]));
  await roomy.end('SIGTERM');
});
