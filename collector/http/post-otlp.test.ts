import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ledgerError } from '../errors';
import { chat, logsRequest, nanos, span, spanId, START, traceId, tracesRequest } from '../ingest/otlp/test/otlp-json';
import { decodeResponse, decodeStatus, encodeRequest } from '../ingest/otlp/test/protobuf';
import { log } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';
const start = (settings = {}) => startCollector({ clock: () => START + 3_600_000, ...settings });

let collector: TestCollector;
beforeEach(async () => {
  collector = await start();
});

interface Sent {
  readonly path?: string;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly to?: TestCollector;
}

async function send(body: unknown, { path = '/v1/traces', type = JSON_TYPE, headers, to = collector }: Sent = {}) {
  const reply = await to.call(path, {
    method: 'POST',
    headers: { 'Content-Type': type, ...headers },
    body: body instanceof Uint8Array || typeof body === 'string' ? (body as BodyInit) : JSON.stringify(body),
  });
  return {
    status: reply.status,
    type: reply.headers.get('content-type')?.split(';')[0],
    retryAfter: reply.headers.get('retry-after'),
    bytes: new Uint8Array(await reply.arrayBuffer()),
  };
}

const jsonOf = ({ bytes }: { bytes: Uint8Array }): unknown => JSON.parse(Buffer.from(bytes).toString());
const idsOf = async (from: TestCollector = collector) => (await log(from)).records.map(({ id }) => id).sort();
const record = (trace: number, id: number) => `${traceId(trace)}:${spanId(id)}`;

describe.each([JSON_TYPE, PROTOBUF_TYPE])('in %s', (type) => {
  const isJson = type === JSON_TYPE;
  const encode = (request: object) => (isJson ? request : encodeRequest('traces', request));
  const read = (reply: { bytes: Uint8Array }) => (isJson ? jsonOf(reply) : decodeResponse('traces', reply.bytes));
  const readStatus = (reply: { bytes: Uint8Array }) => (isJson ? jsonOf(reply) : decodeStatus(reply.bytes));

  test('calls are booked and answered with nothing more to say, however often they are sent', async () => {
    for (let time = 0; time < 2; time += 1) {
      const reply = await send(encode(tracesRequest([span(), span({ span: 2, at: 5 })])), { type });
      expect([reply.status, reply.type, read(reply)]).toEqual([200, type, {}]);
    }
    expect(await idsOf()).toEqual([record(1, 1), record(1, 2)]);
  });

  test('what is packed is unpacked', async () => {
    const body = isJson ? JSON.stringify(tracesRequest([span()])) : encodeRequest('traces', tracesRequest([span()]));
    const reply = await send(gzipSync(body), { type, headers: { 'Content-Encoding': 'gzip' } });
    expect(reply.status).toBe(200);
    expect(await idsOf()).toEqual([record(1, 1)]);
  });

  test('rejected spans are counted, with what to do about them, and cost the others nothing', async () => {
    const nameless = { 'gen_ai.operation.name': 'chat' };
    const broken = [
      span({ span: 2 }, chat({ 'gen_ai.usage.input_tokens': -1 })),
      span({ span: 3, trace: 2 }, nameless),
      { ...span({ span: 4 }), traceId: 'ff' },
    ];
    const reply = await send(encode(tracesRequest([span(), ...broken])), { type });
    expect([reply.status, reply.type]).toEqual([200, type]);
    const { partialSuccess } = read(reply) as { partialSuccess: { rejectedSpans: unknown; errorMessage: string } };
    expect(Number(partialSuccess.rejectedSpans)).toBe(3);
    expect(partialSuccess.errorMessage).toMatch(/^3 spans were rejected and need not be sent again\. /);
    expect(partialSuccess.errorMessage).toMatch(/input_tokens must be a whole number of tokens/);
    expect(partialSuccess.errorMessage).toMatch(/set the attribute gen_ai\.request\.model/);
    expect(partialSuccess.errorMessage).toMatch(/traceId of span "chat" must be 32 hex digits/);
    expect(await idsOf()).toEqual([record(1, 1)]);
  });

  test('what is no OTLP is refused for good, in the same content type', async () => {
    const reply = await send(isJson ? '{"resourceSpans":' : new Uint8Array([10, 255, 255]), { type });
    expect([reply.status, reply.type]).toEqual([400, type]);
    expect(readStatus(reply)).toEqual({ code: 3, message: expect.stringMatching(/Nothing of it was read/) as string });
  });

  test('a wrong token, method or path is refused in the same content type', async () => {
    const closed = await start({ tokens: ['ingest:desk:secret-of-the-desk', 'read:grafana:secret-of-grafana'] });
    const refused = async (headers: Record<string, string>, path?: string) => {
      const reply = await send(encode(tracesRequest([])), { type, headers, to: closed, path });
      expect(reply.type).toBe(type);
      return [reply.status, (readStatus(reply) as { code: number }).code];
    };
    expect(await refused({})).toEqual([401, 16]);
    expect(await refused({ Authorization: 'Bearer secret-of-grafana' })).toEqual([403, 7]);
    expect(await refused({ Authorization: 'Bearer secret-of-the-desk' }, '/v1/profiles')).toEqual([404, 5]);
    const put = await closed.call('/v1/traces', { method: 'PUT', headers: { 'Content-Type': type }, body: '{}' });
    expect([put.status, put.headers.get('allow'), put.headers.get('content-type')?.split(';')[0]]).toEqual([
      405,
      'POST',
      type,
    ]);
    const reply = await send(encode(tracesRequest([span()])), {
      type,
      headers: { Authorization: 'Bearer secret-of-the-desk' },
      to: closed,
    });
    expect(reply.status).toBe(200);
  });
});

test('an empty request is taken, in protobuf without a single byte', async () => {
  expect((await send(new Uint8Array(), { type: PROTOBUF_TYPE })).status).toBe(200);
  expect((await send({})).status).toBe(200);
  expect((await send('')).status).toBe(400);
  expect((await send([])).status).toBe(400);
  expect(jsonOf(await send({ resourceSpans: 1 }))).toMatchObject({ message: 'resourceSpans must be a list.' });
});

test('other content types are told what to send', async () => {
  const reply = await send('x', { type: 'text/plain' });
  expect([reply.status, reply.type]).toEqual([415, JSON_TYPE]);
  expect(jsonOf(reply)).toMatchObject({ message: expect.stringContaining(PROTOBUF_TYPE) as string });
});

test('too large a body is 413, unpacked too, and too deep a one is read by nobody', async () => {
  const bomb = await send(gzipSync(Buffer.alloc(33 * 1024 * 1024, 32)), { headers: { 'Content-Encoding': 'gzip' } });
  expect([bomb.status, jsonOf(bomb)]).toEqual([413, { code: 8, message: expect.any(String) as string }]);
  const deep = await send(`{"resourceSpans":${'['.repeat(300)}${']'.repeat(300)}}`);
  expect(deep.status).toBe(400);
  const nested = Array.from({ length: 150 }).reduce<Uint8Array>(
    (inner) => Buffer.concat([Buffer.from([0x2a]), lengthOf(inner), inner]),
    Buffer.alloc(0)
  );
  expect((await send(nested, { type: PROTOBUF_TYPE })).status).toBe(200);
  expect(await idsOf()).toEqual([]);
});

/** A length as protobuf has it. */
function lengthOf({ length }: Uint8Array): Uint8Array {
  return length < 128 ? Buffer.from([length]) : Buffer.from([(length & 127) | 128, length >> 7]);
}

test('a token that has had its share is told when to come again', async () => {
  const limited = await start({ tokens: [] });
  const made = limited.context.tokens.create('ingest', 'desk', START, { recordsPerMinute: 1 });
  const headers = { Authorization: `Bearer ${made.secret}` };
  const two = tracesRequest([span(), span({ span: 2, at: 9 })]);
  const replies = [await send(two, { to: limited, headers }), await send(two, { to: limited, headers })];
  const refused = replies.find(({ status }) => status === 429)!;
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  expect(jsonOf(refused)).toMatchObject({ code: 8 });
});

test('a ledger that takes nothing at the moment asks for it again', async () => {
  const full = ledgerError('store_unavailable', 'The disk is full.');
  jest.spyOn(collector.context.commits, 'append').mockRejectedValueOnce(full);
  const reply = await send(encodeRequest('traces', tracesRequest([span()])), { type: PROTOBUF_TYPE });
  expect([reply.status, reply.type, reply.retryAfter]).toEqual([503, PROTOBUF_TYPE, '5']);
  expect(decodeStatus(reply.bytes)).toMatchObject({ code: 14 });
  expect((await send(tracesRequest([span()]))).status).toBe(200);
  expect(await idsOf()).toEqual([record(1, 1)]);
});

test('metrics are taken, and not booked', async () => {
  const point = { asInt: '5', timeUnixNano: nanos(0) };
  const request = {
    resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'x', sum: { dataPoints: [point] } }] }] }],
  };
  expect(jsonOf(await send(request, { path: '/v1/metrics' }))).toEqual({});
  const bytes = encodeRequest('metrics', request);
  expect((await send(bytes, { path: '/v1/metrics', type: PROTOBUF_TYPE })).status).toBe(200);
  expect((await send(new Uint8Array([255]), { path: '/v1/metrics', type: PROTOBUF_TYPE })).status).toBe(400);
  expect(await idsOf()).toEqual([]);
});

test('what is no call is no rejection, and is counted', async () => {
  const tool = { 'gen_ai.operation.name': 'execute_tool' };
  expect(
    jsonOf(await send(tracesRequest([span(), span({ span: 2 }, tool), span({ span: 3 }, {}), 'x'])))
  ).toMatchObject({
    partialSuccess: { rejectedSpans: '1' },
  });
  const text = await (await collector.call('/metrics')).text();
  for (const [outcome, count] of Object.entries({ call: 1, ignored: 2, rejected: 1 })) {
    expect(text).toContain(`tokenledger_otlp_items_total{signal="traces",outcome="${outcome}"} ${count}`);
  }
});

test('an event and its span are one record, and the source is the token’s label', async () => {
  const labelled = await start({ tokens: ['ingest:desk:secret-of-the-desk', 'read:r:secret-of-the-reader'] });
  const headers = { Authorization: 'Bearer secret-of-the-desk' };
  const { attributes } = span();
  const event = { timeUnixNano: nanos(1_000), traceId: traceId(1), spanId: spanId(1), attributes };
  const details = { ...event, eventName: 'gen_ai.client.inference.operation.details' };
  await send(logsRequest([details]), { path: '/v1/logs', headers, to: labelled });
  await send(tracesRequest([span()]), { headers, to: labelled });
  const page = await labelled.call('/api/v1/records', { headers: { Authorization: 'Bearer secret-of-the-reader' } });
  const { records } = (await page.json()) as { records: Array<Record<string, unknown>> };
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ source: 'desk', id: record(1, 1), latency_ms: 1_000 });
});

test('a parent that ends after a restart makes no second record of its call', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const before = await start({ dataDir });
  await send(tracesRequest([span({ span: 2, parent: 1 })]), { to: before });
  await before.stop();
  const after = await start({ dataDir });
  await send(tracesRequest([span({ span: 1 }, chat({ 'user.id': 'ada' }))]), { to: after });
  const { records } = await log(after);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ id: record(1, 2), user: 'ada', input_tokens: 10 });
});

test('who a call is for may be said by a span around it that ends later', async () => {
  await send(tracesRequest([span({ span: 2, parent: 1 })]));
  await send(tracesRequest([span({ span: 1, name: 'GET /answer' }, { 'user.id': 'ada', 'session.id': 's-1' })]));
  expect((await log(collector)).records).toEqual([
    expect.objectContaining({ id: record(1, 2), user: 'ada', session: 's-1' }) as unknown,
  ]);
});
