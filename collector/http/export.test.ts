import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { booked, NOON } from '../store/conformance/bookings';
import { type ReadOptions, type LogRequest, type Store } from '../store/store';
import { refusal } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';

const ROWS = 50_000;
const AUTH = { Authorization: 'Bearer read-secret' };
let collector: TestCollector;
/** Limits and signals of the pages that were read. */
let reads: Array<{ limit: number; signal: AbortSignal | undefined }> = [];
let failAfter = Infinity;

beforeAll(async () => {
  collector = await startCollector({ tokens: ['read:read-secret', 'delegate:delegate-secret'] });
  const { store } = collector.context;
  for (let start = 0; start < ROWS; start += 5_000) {
    const metadata = { note: 'x'.repeat(500) };
    await store.append(
      Array.from({ length: 5_000 }, (_, index) =>
        booked({ id: String(start + index), timestamp: NOON - Math.floor((start + index) / 3), metadata })
      )
    );
  }
  const log: Store['log'] = store.log.bind(store);
  (store as { log: Store['log'] }).log = (scope, request: LogRequest, options?: ReadOptions) => {
    reads.push({ limit: request.limit, signal: options?.signal });
    return reads.length > failAfter ? Promise.reject(new Error('the disk is gone')) : log(scope, request, options);
  };
}, 60_000);

beforeEach(() => {
  reads = [];
  failAfter = Infinity;
});

async function open(params: string): Promise<IncomingMessage> {
  const sent = httpRequest(`${collector.url}/api/v1/export?${params}`, { headers: AUTH }).end();
  return new Promise((resolve, reject) => sent.once('response', resolve).once('error', reject));
}

test('fifty thousand rows are sent whole, and memory stays flat', async () => {
  const reply = await open('format=ndjson');
  expect(reply.headers).toMatchObject({
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="tokenledger-requests-until-\d{4}-\d\d-\d\d\.ndjson"$/
    ),
    'transfer-encoding': 'chunked',
  });
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  let bytes = 0;
  let lines = 0;
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    lines += chunk.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(lines).toBe(ROWS);
  expect(bytes).toBeGreaterThan(30 * 2 ** 20);
  // Both ends of the connection are in this process; what waits between them is far less than the file.
  expect(most).toBeLessThan(bytes / 3);
}, 60_000);

test('a client that takes nothing is not read ahead for', async () => {
  const reply = await open('format=ndjson');
  reply.pause();
  try {
    // Until what lies between the two ends is full.
    for (let before = -1; before < reads.length;) {
      before = reads.length;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    expect(reads.length).toBeLessThan(ROWS / 1_000 / 2);
  } finally {
    reply.destroy();
  }
}, 60_000);

test('a client that goes away stops the reading', async () => {
  const reply = await open('format=csv');
  await once(reply, 'readable');
  reply.destroy();
  const { signal } = reads[0]!;
  if (!signal!.aborted) {
    await once(signal!, 'abort');
  }
  const soFar = reads.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(reads.length).toBeLessThanOrEqual(soFar + 1);
  expect(reads.length).toBeLessThan(ROWS / 1_000);
});

test('a failure on the way cuts the connection, so that no broken file looks whole', async () => {
  for (const format of ['csv', 'json', 'ndjson']) {
    reads = [];
    failAfter = 5;
    const reply = await open(`format=${format}`);
    reply.resume();
    await expect(once(reply, 'end')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(reply.complete).toBe(false);
  }
});

test('a failure before the first byte is an error like any other', async () => {
  failAfter = 0;
  expect(await refusal(collector.call('/api/v1/export', { headers: AUTH }))).toMatchObject({ status: 500 });
  expect(await refusal(collector.call('/api/v1/export?format=xls', { headers: AUTH }))).toMatchObject({
    status: 400,
    code: 'invalid_query',
    field: 'format',
  });
  expect(await refusal(collector.call('/api/v1/export'))).toMatchObject({ status: 401 });
});

test('a broken download goes on after its last row', async () => {
  const reply = await open('format=ndjson&resumable=true');
  let text = '';
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.length > 5 * 2 ** 20) {
      break;
    }
  }
  const rows = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { id: string; cursor: string });
  const rest = await collector.call(`/api/v1/export?format=ndjson&cursor=${rows.at(-1)!.cursor}`, { headers: AUTH });
  const others = (await rest.text())
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { id: string });
  expect(rows.length + others.length).toBe(ROWS);
  expect(new Set([...rows, ...others].map(({ id }) => id)).size).toBe(ROWS);
}, 60_000);
