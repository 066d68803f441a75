import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type QueryResponse } from '../contract/frame';
import { type IntakeReply } from '../contract/record';
import { type LogPage } from './query/log';
import { type CollectorProcess, type InstalledCollector, installCollector } from './test/installed-collector';
import { temporaryFolder } from './test/temporary-folder';

const CLIENTS = 4;
const BATCH = 25;
const KILLS = 5;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const NDJSON_TYPE = { 'Content-Type': 'application/x-ndjson' };

jest.setTimeout(120_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

/** What the clients of one ledger have sent, and what of it was acknowledged. */
class Clients {
  readonly acknowledged = new Set<string>();
  readonly #unacknowledged: string[][] = [];
  #next = 0;

  /** Sends batch after batch, first those that were not acknowledged, until the collector is gone. */
  async load(url: string): Promise<void> {
    await Promise.all(Array.from({ length: CLIENTS }, () => this.#sendUntilGone(url)));
  }

  async untilMoreAreAcknowledged(): Promise<void> {
    const before = this.acknowledged.size;
    while (this.acknowledged.size < before + CLIENTS * BATCH) {
      await sleep(5);
    }
  }

  /** Sends again what was not acknowledged. */
  async settle(url: string): Promise<void> {
    for (let batch = this.#unacknowledged.pop(); batch; batch = this.#unacknowledged.pop()) {
      await this.#send(url, batch);
    }
  }

  async #sendUntilGone(url: string): Promise<void> {
    for (;;) {
      const batch = this.#unacknowledged.pop() ?? Array.from({ length: BATCH }, () => `r${this.#next++}`);
      try {
        await this.#send(url, batch);
      } catch {
        this.#unacknowledged.push(batch);
        return;
      }
    }
  }

  async #send(url: string, ids: string[]): Promise<void> {
    const records = ids.map((id) => ({ id, model: 'm', provider_cost: '0.01' }));
    const asLines = Math.random() < 0.5;
    const body = asLines ? records.map((record) => JSON.stringify(record)).join('\n') : JSON.stringify(records);
    const headers = asLines ? NDJSON_TYPE : JSON_TYPE;
    const reply = await fetch(`${url}/api/v1/records`, { method: 'POST', headers, body });
    const { accepted, duplicates, rejected } = (await reply.json()) as IntakeReply;
    expect([reply.status, accepted + duplicates, rejected]).toEqual([200, ids.length, []]);
    ids.forEach((id) => this.acknowledged.add(id));
  }
}

function start(dataDir: string): CollectorProcess {
  return installed.start(installed.bundle, ['serve'], { env: { TOKENLEDGER_DATA_DIR: dataDir } });
}

async function idsInLog(url: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const reply = await fetch(`${url}/api/v1/records?limit=1000${cursor}`);
    const page = (await reply.json()) as LogPage;
    ids.push(...page.records.map(({ id }) => String(id)));
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return ids;
}

async function countAndCost(url: string): Promise<unknown[]> {
  const body = JSON.stringify({ queries: [{ refId: 'A', metrics: ['requests', 'cost'], range: '1h' }] });
  const reply = await fetch(`${url}/api/v1/query`, { method: 'POST', headers: JSON_TYPE, body });
  const { results } = (await reply.json()) as QueryResponse;
  return (results.A?.frames?.[0]?.data.values ?? []).map(([value]) => value);
}

test('what was acknowledged is there exactly once, however often the collector is killed under load', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const clients = new Clients();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const collector = start(dataDir);
    const load = clients.load(await collector.ready());
    await clients.untilMoreAreAcknowledged();
    await sleep(Math.random() * 200);
    expect(await collector.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    await load;
  }
  const collector = start(dataDir);
  const url = await collector.ready();
  const survived = new Set(await idsInLog(url));
  expect([...clients.acknowledged].filter((id) => !survived.has(id))).toEqual([]);
  await clients.settle(url);
  const ids = await idsInLog(url);
  expect(ids.length).toBe(clients.acknowledged.size);
  expect(new Set(ids)).toEqual(clients.acknowledged);
  expect(await countAndCost(url)).toEqual([ids.length, ids.length / 100]);
  expect(await collector.end('SIGTERM')).toMatchObject({ code: 0, signal: null });
});

test('SIGTERM under load finishes what was accepted and exits 0', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const clients = new Clients();
  const collector = start(dataDir);
  const load = clients.load(await collector.ready());
  await clients.untilMoreAreAcknowledged();
  const ended = await collector.end('SIGTERM');
  expect(ended).toMatchObject({ code: 0, signal: null, errors: '' });
  expect(ended.output).toContain('"msg":"collector has stopped"');
  await load;
  const restarted = start(dataDir);
  const ids = await idsInLog(await restarted.ready());
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.sort()).toEqual([...clients.acknowledged].sort());
  expect(await restarted.end('SIGINT')).toMatchObject({ code: 0 });
});
