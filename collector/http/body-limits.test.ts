import { gzipSync } from 'node:zlib';
import { intake, refusal, total } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';
import { MAX_BODY_BYTES } from './json-body';

jest.setTimeout(60_000);

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});

const send = (body: BodyInit, headers: Record<string, string> = {}, path = '/api/v1/records') =>
  collector.call(path, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
const GZIP = { 'Content-Encoding': 'gzip' };
const records = (count: number, prefix: string) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, model: 'm' })));

/** A JSON list of one record, filled up with blanks to a size. */
function padded(bytes: number, id: string): string {
  const record = JSON.stringify({ id, model: 'm' });
  return `[${record}${' '.repeat(bytes - record.length - 2)}]`;
}

test('10,000 records are accepted in one request, one more is refused as a whole', async () => {
  const before = Number(await total(collector, 'requests'));
  expect(await intake(send(records(10_000, 'many')))).toMatchObject({ accepted: 10_000, duplicates: 0, rejected: [] });
  expect(await refusal(send(records(10_001, 'more')))).toMatchObject({
    status: 413,
    code: 'too_many_records',
    message: expect.stringContaining('10,001'),
  });
  expect(await total(collector, 'requests')).toBe(before + 10_000);
});

test('32 MiB are accepted, one byte more is refused', async () => {
  expect(await intake(send(padded(MAX_BODY_BYTES, 'full')))).toMatchObject({ accepted: 1 });
  expect(await refusal(send(padded(MAX_BODY_BYTES + 1, 'over')))).toMatchObject({
    status: 413,
    code: 'body_too_large',
    message: expect.stringContaining('32 MiB'),
  });
});

test('one byte more is refused also where its length is not told', async () => {
  const body = new Blob([padded(MAX_BODY_BYTES + 1, 'stream')]).stream();
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  const reply = collector.call('/api/v1/records', { ...init, headers: { 'Content-Type': 'application/json' } });
  expect(await refusal(reply)).toMatchObject({ status: 413, code: 'body_too_large' });
});

test('gzip is unpacked', async () => {
  expect(await intake(send(gzipSync(records(100, 'gzip')), GZIP))).toMatchObject({ accepted: 100 });
  expect(await intake(send(gzipSync(padded(MAX_BODY_BYTES, 'gzip-full')), GZIP))).toMatchObject({ accepted: 1 });
});

test('what is small packed and larger than 32 MiB unpacked is refused', async () => {
  const bomb = gzipSync(padded(MAX_BODY_BYTES + 1, 'bomb'));
  expect(bomb.length).toBeLessThan(100_000);
  expect(await refusal(send(bomb, GZIP))).toMatchObject({ status: 413, code: 'body_too_large' });
  const larger = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
  expect(await refusal(send(larger, GZIP))).toMatchObject({ status: 413, code: 'body_too_large' });
});

test('gzip that ends too early or is damaged is refused, and says what is wrong', async () => {
  const whole = gzipSync(records(1_000, 'broken'));
  const damaged = Buffer.from(whole);
  damaged.fill(0xff, whole.length >> 1, (whole.length >> 1) + 20);
  for (const body of [whole.subarray(0, whole.length - 20), damaged]) {
    expect(await refusal(send(body, GZIP))).toMatchObject({ status: 400, message: expect.stringContaining('gzip') });
  }
});

test('what nests deeper than 64 levels is refused before it is parsed', async () => {
  const nested = (levels: number) =>
    `{"id":"deep-${levels}","model":"m","messages":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  expect(await intake(send(nested(63)))).toMatchObject({ accepted: 1 });
  for (const levels of [64, 1_000_000]) {
    expect(await refusal(send(nested(levels)))).toMatchObject({
      status: 400,
      code: 'invalid_json',
      message: expect.stringContaining('64 levels'),
    });
  }
});

test('questions are small: 1 MiB, and the refusal says so', async () => {
  const question = (bytes: number) =>
    JSON.stringify({ queries: [{ metrics: ['requests'], range: 'all' }] }).padEnd(bytes);
  expect((await send(question(1024 * 1024), {}, '/api/v1/query')).status).toBe(200);
  expect(await refusal(send(question(1024 * 1024 + 1), {}, '/api/v1/query'))).toMatchObject({
    status: 413,
    code: 'body_too_large',
    message: expect.stringMatching(/\b1 MiB/),
  });
});

test('after all these refusals the ledger holds what was accepted', async () => {
  expect(await total(collector, 'requests')).toBe(10_000 + 1 + 100 + 1 + 1);
});
