import { refusal } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const as = (kind: string, login = '', role = '') => ({
  ...bearer('delegate-secret'),
  ...{ 'X-TokenLedger-Kind': kind, 'X-TokenLedger-Login': login, 'X-TokenLedger-Role': role },
});

const TOKENS = ['ingest:gateway:ingest-secret', 'read:read-secret', 'delegate:delegate-secret', 'admin:admin-secret'];

/** Who asks, and what the answers are: booking, sums (query, schema), single records (the log), what is not there. */
type Row = [who: string, headers: Record<string, string>, book: number, sums: number, rows: number, missing: number];
const HOLDERS: Row[] = [
  ['nobody', {}, 401, 401, 401, 401],
  ['an unknown token', bearer('unknown-secret'), 401, 401, 401, 401],
  ['an empty token', { Authorization: 'Bearer ' }, 401, 401, 401, 401],
  ['a token without scheme', { Authorization: 'admin-secret' }, 401, 401, 401, 401],
  ['a token of another scheme', { Authorization: 'Basic admin-secret' }, 401, 401, 401, 401],
  [
    'a person without a token',
    { 'X-TokenLedger-Kind': 'user', 'X-TokenLedger-Login': 'ada', 'X-TokenLedger-Role': 'Admin' },
    401,
    401,
    401,
    401,
  ],
  ['ingest', bearer('ingest-secret'), 200, 403, 403, 404],
  ['ingest as an administrator', { ...as('user', 'ada', 'Admin'), ...bearer('ingest-secret') }, 200, 403, 403, 404],
  ['read', bearer('read-secret'), 403, 200, 200, 404],
  ['admin', bearer('admin-secret'), 200, 200, 200, 404],
  ['a scheme in other letters', { Authorization: 'bearer admin-secret' }, 200, 200, 200, 404],
  ['delegate for nobody', bearer('delegate-secret'), 403, 403, 403, 404],
  ['delegate for a member', as('user', 'ada', 'Viewer'), 403, 200, 200, 404],
  ['delegate for an administrator', as('user', 'ada', 'Admin'), 403, 200, 200, 404],
  ['delegate for an alert rule', as('alert'), 403, 200, 403, 404],
  ['delegate for a public dashboard', as('public', 'service', 'Admin'), 403, 403, 403, 404],
  ['delegate for an unknown kind', as('root', 'ada', 'Admin'), 403, 403, 403, 404],
  ['delegate for two kinds', as('user, alert', 'ada', 'Admin'), 403, 403, 403, 404],
];

type Call = [path: string, init?: RequestInit];
const query = JSON.stringify({ queries: [{ refId: 'A', metrics: ['requests'], range: 'all' }] });
const SUMS: Call[] = [['/api/v1/schema'], ['/api/v1/query', { method: 'POST', body: query, headers: JSON_TYPE }]];
const ROWS: Call[] = [['/api/v1/records'], ['/api/v1/records?limit=1&user=ada']];
const MISSING: Call[] = [['/api/v1/nothing'], ['/api/v1/'], ['/api/v1/tokens']];
const OTHER_METHOD: Call = ['/api/v1/records', { method: 'DELETE' }];

describe.each([
  ['a collector with tokens', TOKENS, HOLDERS],
  ['an open collector', [], HOLDERS.map(([who, headers]): Row => [who, headers, 200, 200, 200, 404])],
])('%s answers', (_, tokens, holders) => {
  let collector: TestCollector;
  beforeAll(async () => {
    collector = await startCollector({ tokens });
  });

  async function status(path: string, init: RequestInit | undefined, headers: Record<string, string>): Promise<number> {
    const reply = await collector.call(path, { ...init, headers: { ...(init?.headers as object), ...headers } });
    await reply.arrayBuffer();
    return reply.status;
  }

  test.each(holders)('%s', async (_who, headers, book, sums, rows, missing) => {
    const booking: Call = ['/api/v1/records', { method: 'POST', body: '[]', headers: JSON_TYPE }];
    const expected = [
      ...[booking].map((call) => [call, book]),
      ...SUMS.map((call) => [call, sums]),
      ...ROWS.map((call) => [call, rows]),
      ...MISSING.map((call) => [call, missing]),
      // Who may not come in learns nothing about methods either.
      [OTHER_METHOD, missing === 401 ? 401 : 405],
    ] as Array<[Call, number]>;
    for (const [[path, init], answer] of expected) {
      expect([path, await status(path, init, headers)]).toEqual([path, answer]);
    }
    expect([await status('/healthz', undefined, headers), await status('/readyz', undefined, headers)]).toEqual([
      200, 200,
    ]);
  });
});

test('a refusal says which role would do', async () => {
  const collector = await startCollector({ tokens: TOKENS });
  const read = (headers: HeadersInit) => refusal(collector.call('/api/v1/records', { headers }));
  expect(await read({})).toMatchObject({
    status: 401,
    code: 'unauthorized',
    message: expect.stringContaining('Bearer'),
  });
  expect(await read(bearer('ingest-secret'))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('role read'),
  });
  expect(await read(bearer('delegate-secret'))).toMatchObject({ message: expect.stringContaining('--role read') });
  expect(await refusal(collector.post([], bearer('read-secret')))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('role ingest'),
  });
  expect((await collector.call('/api/v1/records')).headers.get('www-authenticate')).toBe('Bearer');
});

test('who may not book is told so before a body is read', async () => {
  const collector = await startCollector({ tokens: TOKENS });
  const reply = await collector.call('/api/v1/records', {
    method: 'POST',
    body: 'no JSON at all',
    headers: bearer('read-secret'),
  });
  expect(await refusal(reply)).toMatchObject({ status: 403 });
});

test('a token that is made closes an open collector at once, and one that is revoked is refused at once', async () => {
  const collector = await startCollector();
  const read = async (secret: string) => (await collector.call('/api/v1/records', { headers: bearer(secret) })).status;
  expect(await read('anything')).toBe(200);
  const { id, secret } = collector.context.tokens.create('read', 'grafana', 0);
  expect([await read('anything'), await read(secret)]).toEqual([401, 200]);
  collector.context.tokens.create('read', 'another', 0);
  collector.context.tokens.revoke(id, 0);
  expect(await read(secret)).toBe(401);
});

test('revoking the last token opens nothing', async () => {
  const collector = await startCollector({ tokens: ['read:read-secret'] });
  const { id } = collector.context.tokens.create('read', 'grafana', 0);
  collector.context.tokens.revoke(id, 0);
  expect((await collector.call('/api/v1/records')).status).toBe(401);
});
