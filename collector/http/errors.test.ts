import { type AppContext } from './context';
import { refusal } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';

const JSON_TYPE = 'application/json';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ tokens: ['ingest:ingest-secret', 'read:read-secret'] });
});

const booking = (body: BodyInit | undefined, headers: Record<string, string> = { 'Content-Type': JSON_TYPE }) =>
  collector.call('/api/v1/records', {
    method: 'POST',
    body,
    headers: { Authorization: 'Bearer ingest-secret', ...headers },
  });
const asking = (body: BodyInit) =>
  collector.call('/api/v1/query', {
    method: 'POST',
    body,
    headers: { Authorization: 'Bearer read-secret', 'Content-Type': JSON_TYPE },
  });
const reading = (path: string, init?: RequestInit) =>
  collector.call(path, { ...init, headers: { Authorization: 'Bearer read-secret' } });

describe('every refusal has one shape: code, message, and the field if there is one', () => {
  const CASES: Array<
    [what: string, status: number, code: string, field: string | undefined, call: () => Promise<Response>]
  > = [
    ['no token', 401, 'unauthorized', undefined, () => collector.call('/api/v1/schema')],
    ['a token of another role', 403, 'forbidden', undefined, () => reading('/api/v1/records', { method: 'POST' })],
    ['an unknown path', 404, 'not_found', undefined, () => reading('/api/v1/nothing')],
    ['an unknown path outside the interface', 404, 'not_found', undefined, () => collector.call('/nothing')],
    ['another method', 405, 'method_not_allowed', undefined, () => reading('/api/v1/query')],
    ['broken JSON', 400, 'invalid_json', undefined, () => booking('{"model": "m"')],
    ['broken JSON in a question', 400, 'invalid_json', undefined, () => asking('[')],
    ['two JSON texts', 400, 'invalid_json', undefined, () => booking('{"model":"m"}\n{"model":"m"}')],
    ['an empty body', 400, 'invalid_json', undefined, () => booking('')],
    ['an empty body in a question', 400, 'invalid_json', undefined, () => asking('')],
    ['a body of blanks', 400, 'invalid_json', undefined, () => booking('  \n ')],
    ['JSON that is no record', 400, 'invalid_request', undefined, () => booking('"text"')],
    ['JSON null', 400, 'invalid_request', undefined, () => booking('null')],
    ['a question that is no object', 400, 'invalid_request', undefined, () => asking('[]')],
    ['a question without queries', 400, 'invalid_request', 'queries', () => asking('{}')],
    ['an unknown parameter of the log', 400, 'invalid_query', 'colour', () => reading('/api/v1/records?colour=red')],
    ['too large a page', 400, 'invalid_query', 'limit', () => reading('/api/v1/records?limit=1001')],
    ['a broken cursor', 400, 'invalid_query', 'cursor', () => reading('/api/v1/records?cursor=zzz')],
    [
      'text',
      415,
      'unsupported_media_type',
      undefined,
      () => booking('{"model":"m"}', { 'Content-Type': 'text/plain' }),
    ],
    ['a form', 415, 'unsupported_media_type', undefined, () => booking(new URLSearchParams({ model: 'm' }), {})],
    ['no content type', 415, 'unsupported_media_type', undefined, () => booking(new Uint8Array([123, 125]), {})],
    [
      'an unknown compression',
      415,
      'unsupported_media_type',
      undefined,
      () => booking('{}', { 'Content-Type': JSON_TYPE, 'Content-Encoding': 'lzma' }),
    ],
    [
      'an unknown charset',
      415,
      'unsupported_media_type',
      undefined,
      () => booking('{}', { 'Content-Type': `${JSON_TYPE}; charset=latin1` }),
    ],
    [
      'what says it is gzip and is not',
      400,
      'invalid_request',
      undefined,
      () => booking('{"model":"m"}', { 'Content-Type': JSON_TYPE, 'Content-Encoding': 'gzip' }),
    ],
  ];

  test.each(CASES)('%s → %i %s', async (_what, status, code, field, call) => {
    const reply = await call();
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    const text = await reply.clone().text();
    expect(await refusal(reply)).toEqual({
      status,
      code,
      message: expect.stringMatching(/\w+ .*\w/),
      ...(field ? { field } : {}),
    });
    expect(text).not.toMatch(/\bat .*[:(]\d+|node_modules|\.[cm]?[jt]s\b|collector\/|Error:/);
  });
});

test('content types of JSON are many', async () => {
  for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.tokenledger+json']) {
    expect((await booking('[]', { 'Content-Type': type })).status).toBe(200);
  }
});

test('a body may begin with a byte order mark', async () => {
  expect((await booking('\ufeff{"id":"bom","model":"m"}')).status).toBe(200);
});

test('HEAD answers as GET does, without a body', async () => {
  for (const path of ['/api/v1/schema', '/api/v1/records']) {
    const reply = await reading(path, { method: 'HEAD' });
    expect([reply.status, await reply.text()]).toEqual([200, '']);
  }
});

test('OPTIONS lets no other site in', async () => {
  const reply = await collector.call('/api/v1/records', {
    method: 'OPTIONS',
    headers: { Origin: 'https://example.org', 'Access-Control-Request-Method': 'POST' },
  });
  expect(reply.status).toBe(401);
  expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('nothing says what the server is made of', async () => {
  const reply = await collector.call('/healthz');
  expect(reply.headers.get('x-powered-by')).toBeNull();
  expect(reply.headers.get('server')).toBeNull();
});

describe('a fault of the collector’s own', () => {
  async function broken(): Promise<{ collector: TestCollector; context: AppContext }> {
    const started = await startCollector();
    await started.context.store.close();
    return { collector: started, context: started.context };
  }

  test('is told without details, and nothing was booked', async () => {
    const { collector: failing } = await broken();
    const replies = [failing.post({ model: 'm' }), failing.call('/api/v1/records'), failing.call('/readyz')];
    for (const reply of await Promise.all(replies)) {
      expect(reply.status).toBeGreaterThanOrEqual(500);
      const { code, message } = await refusal(reply);
      expect(['internal', 'store_unavailable']).toContain(code);
      expect(message).not.toMatch(/database|sqlite|connection/i);
    }
    expect((await failing.call('/healthz')).status).toBe(200);
  });
});
