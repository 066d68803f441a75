import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCorpus } from '../ingest/corpus/corpus-case';
import { type LogPage } from '../query/log';
import { startCollector, type TestCollector } from '../test/start-collector';
import { Plants, plantTexts } from './test/plant-texts';

jest.setTimeout(180_000);

/** Later than anything that was captured. */
const NOW = Date.UTC(2027, 0, 1);
const CORPUS = readCorpus(resolve(__dirname, '..', 'ingest', 'corpus'));
const EXPECTED = CORPUS.reduce((sum, { records }) => sum + records.length, 0);

/** Sends the whole corpus with texts planted in it. */
async function sendPlanted(collector: TestCollector): Promise<Plants> {
  const plants = new Plants();
  for (const { name, requests } of CORPUS) {
    for (const request of requests) {
      const reply = await collector.call(request.path, {
        method: 'POST',
        headers: { 'Content-Type': request.content_type, ...request.headers },
        body: new Uint8Array(plantTexts(request, name, plants)),
      });
      const answer = await reply.text();
      expect(`${name}: ${reply.status} ${answer}`).toBe(`${name}: 200 ${answer}`);
      expect({ name, echoed: plants.foundIn(Buffer.from(answer)) }).toEqual({ name, echoed: [] });
    }
  }
  return plants;
}

/** The files of the data folder by name, SQLite's journals included. */
function filesOf({ dataDir }: TestCollector): Array<[name: string, bytes: Buffer]> {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]);
}

async function records(collector: TestCollector, parameters = ''): Promise<LogPage['records']> {
  const found: LogPage['records'] = [];
  let cursor = '';
  do {
    const page = (await (await collector.call(`/api/v1/records?limit=1000${parameters}${cursor}`)).json()) as LogPage;
    found.push(...page.records);
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return found;
}

const start = (yaml: string) => startCollector({ clock: () => NOW, yaml });

test('without capture no text of any format is in any file, nor in any answer', async () => {
  const collector = await start('');
  const plants = await sendPlanted(collector);
  const booked = await records(collector, '&content=true');
  expect(plants.foundIn(Buffer.from(JSON.stringify(booked)))).toEqual([]);
  for (const stop of [false, true]) {
    if (stop) {
      await collector.stop();
    }
    for (const [name, bytes] of filesOf(collector)) {
      expect({ name, holds: plants.foundIn(bytes) }).toEqual({ name, holds: [] });
    }
  }
  // What was planted was read: the same identity in several cases is one record.
  expect(booked.length).toBeGreaterThan(EXPECTED / 2);
  expect(plants.places.length).toBeGreaterThan(CORPUS.length * 10);
});

test('with capture texts are in the file for them alone, and with each record when it is asked for', async () => {
  const collector = await start('{ capture: content, content: { max_bytes: 1048576 } }');
  const plants = await sendPlanted(collector);
  const plain = await records(collector);
  expect(plants.foundIn(Buffer.from(JSON.stringify(plain)))).toEqual([]);
  for (const [name, bytes] of filesOf(collector).filter(([file]) => !file.startsWith('content.db'))) {
    expect({ name, holds: plants.foundIn(bytes) }).toEqual({ name, holds: [] });
  }
  const kept = new Set(plants.foundIn(Buffer.from(JSON.stringify(await records(collector, '&content=true')))));
  for (const format of new Set(CORPUS.map((entry) => entry.format))) {
    expect({ format, kept: [...kept].filter((place) => place.startsWith(`${format}/`)).length }).toEqual({
      format,
      kept: expect.any(Number),
    });
    expect([...kept].some((place) => place.startsWith(`${format}/`))).toBe(true);
  }
});
