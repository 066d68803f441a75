import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { MAX_LINE_BYTES } from '../ingest/read-ndjson';
import { rawRequest } from '../test/raw-request';
import { intake, log, refusal, total } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';
import { MAX_NDJSON_BYTES } from './post-records';

jest.setTimeout(60_000);

let collector: TestCollector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.stop());

const NDJSON = 'application/x-ndjson';
const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  collector.call('/api/v1/records', {
    method: 'POST',
    body,
    headers: { 'Content-Type': NDJSON, ...headers },
    duplex: 'half',
  } as RequestInit);
const line = (id: string) => `${JSON.stringify({ id, model: 'm' })}\n`;
const lines = (count: number, prefix = 'r') => Array.from({ length: count }, (_, index) => line(`${prefix}${index}`));

test.each(['application/x-ndjson', 'application/jsonl', 'application/ndjson; charset=utf-8'])(
  '%s holds one record per line',
  async (type) => {
    expect(await intake(send(line('a') + line('b'), { 'Content-Type': type }))).toMatchObject({
      accepted: 2,
      duplicates: 0,
      rejected: [],
    });
  }
);

test('a byte order mark, CRLF, empty lines and a last line without an end are no errors', async () => {
  const body = `\ufeff${line('a')}\r\n  \n${line('b').replace('\n', '\r\n')}\n{"id":"c","model":"m"}`;
  expect(await intake(send(body))).toMatchObject({ accepted: 3, rejected: [] });
});

test('a stream without lines holds nothing', async () => {
  expect(await intake(send(''))).toMatchObject({ accepted: 0, rejected: [] });
});

test('a bad line costs only itself, and is told by its number from 0', async () => {
  const body = Buffer.concat([
    Buffer.from(`${line('a')}{"id":"b"\n\n{"id":"c"}\n[]\n`),
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a]),
    Buffer.from(`{"id":"d","model":"${'m'.repeat(MAX_LINE_BYTES)}"}\n`),
    Buffer.from(`${'['.repeat(100)}\n${line('e')}`),
  ]);
  const { accepted, rejected } = await intake(send(body));
  expect(accepted).toBe(2);
  expect(rejected).toEqual([
    { index: 1, message: 'the line is not valid JSON' },
    { index: 3, id: 'c', field: 'model', message: expect.any(String) },
    { index: 4, message: 'must be a JSON object' },
    { index: 5, message: 'the line is not UTF-8' },
    { index: 6, message: 'the line is longer than 1024 KiB' },
    { index: 7, message: 'the line nests deeper than 64 levels' },
  ]);
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('%s is unpacked, and more records than a JSON body may hold are no error', async (encoding, pack) => {
  const body = pack(lines(25_000).join(''));
  expect(await intake(send(body, { 'Content-Encoding': encoding }))).toMatchObject({ accepted: 25_000 });
  expect(await total(collector, 'requests')).toBe(25_000);
});

test('packing that is unknown, damaged or cut short is refused by name; what was booked stays', async () => {
  expect(await refusal(send(line('a'), { 'Content-Encoding': 'lzma' }))).toMatchObject({ status: 415 });
  expect(await refusal(send(line('a'), { 'Content-Encoding': 'gzip' }))).toMatchObject({
    status: 400,
    message: expect.stringContaining('gzip'),
  });
  const whole = gzipSync(Array.from({ length: 20_000 }, () => line(String(Math.random()))).join(''));
  const { status, message } = await refusal(
    send(whole.subarray(0, whole.length - 2_000), { 'Content-Encoding': 'gzip' })
  );
  expect([status, message]).toEqual([400, expect.stringMatching(/\d+ records were booked/)]);
  const booked = Number(/(\d+) records were booked/.exec(message)?.[1]);
  expect(booked).toBeGreaterThan(1_000);
  expect(await total(collector, 'requests')).toBe(booked);
});

test('more than 256 MiB unpacked are refused without keeping them, and nothing that was booked is lost', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(lines(1_000).join('')), Buffer.alloc(MAX_NDJSON_BYTES, ' ')]));
  const before = process.memoryUsage().rss;
  expect(await refusal(send(bomb, { 'Content-Encoding': 'gzip' }))).toMatchObject({
    status: 413,
    code: 'body_too_large',
    message: expect.stringMatching(/256 MiB.*1000 records were booked/),
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  expect(await total(collector, 'requests')).toBe(1_000);
});

test('a body of nothing but bad lines is not read to its end', async () => {
  expect(await refusal(send('x\n'.repeat(1_000_000)))).toMatchObject({
    status: 400,
    message: expect.stringContaining('10,000 lines were rejected'),
  });
});

test('a stream is booked while it arrives', async () => {
  const gzip = createGzip();
  const reply = send(gzip as unknown as BodyInit, { 'Content-Encoding': 'gzip' });
  gzip.write(lines(3_000).join(''));
  gzip.flush();
  while (Number(await total(collector, 'requests')) < 3_000) {
    await sleep(10);
  }
  gzip.end(line('last'));
  expect(await intake(reply)).toMatchObject({ accepted: 3_001 });
});

test('a stream that breaks off keeps what was committed, and can be sent again', async () => {
  const { socket, send: write } = await rawRequest(collector.url);
  const body = lines(5_500).join('');
  const head = `POST /api/v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${NDJSON}\r\n`;
  await write(`${head}Content-Length: ${body.length + 100}\r\n\r\n${body}{"id":"half`);
  while (Number(await total(collector, 'requests')) < 5_000) {
    await sleep(10);
  }
  socket.destroy();
  await sleep(50);
  expect((await log(collector, 'limit=1000')).records.map(({ id }) => id)).not.toContain('half');
  expect(await intake(send(body))).toMatchObject({ accepted: 500, duplicates: 5_000 });
  expect(await total(collector, 'requests')).toBe(5_500);
});

test('a packed stream that breaks off ends, and leaves nothing behind that waits for it', async () => {
  const { socket, send: write } = await rawRequest(collector.url);
  const head = `POST /api/v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${NDJSON}\r\nContent-Encoding: gzip\r\n`;
  await write(`${head}Content-Length: 100000\r\n\r\n`);
  socket.write(gzipSync(lines(3_000).join('')).subarray(0, 5_000));
  await sleep(50);
  socket.destroy();
  const metrics = async () => (await collector.call('/metrics')).text();
  while (!(await metrics()).includes('{route="/api/v1/records",status="499"}')) {
    await sleep(10);
  }
  const start = performance.now();
  await collector.stop();
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('without a record id each line gets one, and a warning', async () => {
  expect(await intake(send('{"model":"m"}\n'.repeat(2_000)))).toMatchObject({
    accepted: 2_000,
    warnings: [expect.stringContaining('2000 records came without id')],
  });
});
