import express from 'express';
import { loadSettings } from '../config/load';
import { serve } from '../serve';
import { log } from '../test/replies';
import { postHead, rawRequest } from '../test/raw-request';
import { startCollector } from '../test/start-collector';
import { listen } from './listen';

jest.setTimeout(60_000);

const BODY = '[{"id":"a","model":"m"}]';
const LOCAL = { host: '127.0.0.1', port: 0 };

/** A later request is answered after what was sent before it has been read. */
async function untilHeard(url: string): Promise<void> {
  await (await fetch(url)).arrayBuffer();
}

test('a collector that stops finishes the request under way and then ends its connection', async () => {
  const collector = await startCollector();
  const busy = await rawRequest(collector.url);
  await busy.send(postHead(BODY.length) + BODY.slice(0, 5));
  await untilHeard(collector.url);
  const stopped = collector.stop();
  await expect(fetch(collector.url)).rejects.toThrow();
  await busy.send(BODY.slice(5));
  const answer = await busy.answer;
  expect(answer).toContain('"accepted":1');
  expect(answer).toMatch(/^connection: close/im);
  await stopped;
  const restarted = await startCollector({ dataDir: collector.dataDir });
  expect((await log(restarted)).records.map(({ id }) => id)).toEqual(['a']);
});

test('connections that wait for a request do not keep it from stopping', async () => {
  const collector = await startCollector();
  const unused = await rawRequest(collector.url);
  const used = await rawRequest(collector.url);
  await used.send('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await untilHeard(collector.url);
  await collector.stop();
  expect([await unused.answer, await used.answer]).toEqual(['', expect.stringContaining('{"status":"ok"}')]);
});

test('an answer that is being sent is sent to its end', async () => {
  const app = express().get('/', (_request, response) => {
    response.write('first ');
    setTimeout(() => response.end('last'), 100);
  });
  const listening = await listen(app, LOCAL);
  const reply = await fetch(listening.url);
  const closed = listening.close();
  expect(await reply.text()).toBe('first last');
  await closed;
});

test('a request that never ends is cut off after a while', async () => {
  const listening = await listen(express().post('/', express.json()), LOCAL, 100);
  const stuck = await rawRequest(listening.url);
  await stuck.send(postHead(BODY.length) + BODY.slice(0, 5));
  await untilHeard(listening.url);
  await listening.close();
  expect(await stuck.answer).toBe('');
});

test('an address that is taken is an error, and harms not who has it', async () => {
  const first = await startCollector();
  const { port } = new URL(first.url);
  const settings = loadSettings({
    TOKENLEDGER_LISTEN: `127.0.0.1:${port}`,
    TOKENLEDGER_DATA_DIR: first.dataDir,
    TOKENLEDGER_LOG_LEVEL: 'silent',
  });
  await expect(serve(settings, { ledger: 'live' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect((await log(first)).records).toEqual([]);
});
