import { intake, log, refusal, total } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';
import { type KeyServer, makeSigningKey, type SigningKey, startKeyServer } from './id-token/test/key-server';
import { ISSUER, signIdToken } from './id-token/test/sign-id-token';

let [key, foreign]: SigningKey[] = [];
let keys: KeyServer;
let collector: TestCollector;

const settings = (more = '') => `identity: { keys_url: "${keys.url}", issuer: "${ISSUER}"${more} }`;
const TOKENS = ['ingest:gateway:ingest-secret', 'delegate:delegate-secret', 'read:read-secret'];

beforeAll(async () => {
  [key, foreign] = await Promise.all([makeSigningKey('grafana'), makeSigningKey('foreign')]);
  keys = await startKeyServer({ keys: [key.jwk] });
  collector = await startCollector({ tokens: TOKENS, yaml: settings() });
  const rows = ['ada', 'bob', 'Zoë 🎉'].map((user) => ({ id: user, model: 'm', user, provider_cost: '0.1' }));
  await intake(collector.post(rows, { Authorization: 'Bearer ingest-secret' }));
});

/** What the plugin's backend sends: values percent-encoded. */
const headers = (token: string | undefined, claimed: Record<string, string> = {}) => ({
  Authorization: 'Bearer delegate-secret',
  'X-TokenLedger-Kind': 'user',
  'X-TokenLedger-Org': '1',
  'X-TokenLedger-Login': 'ada',
  'X-TokenLedger-Role': 'Viewer',
  ...(token === undefined ? {} : { 'X-TokenLedger-Id-Token': encodeURIComponent(token) }),
  ...claimed,
});
const users = async (sent: Record<string, string>) =>
  (await log(collector, '', sent)).records.map(({ user }) => user).sort();

test('a person who is signed for as administrator sees everything, a member own rows', async () => {
  expect(await users(headers(await signIdToken(key!)))).toEqual(['Zoë 🎉', 'ada', 'bob']);
  expect(await users(headers(await signIdToken(key!, { role: 'Editor' })))).toEqual(['ada']);
  expect(await users(headers(await signIdToken(key!, { role: 'Viewer', username: 'Zoë 🎉' })))).toEqual(['Zoë 🎉']);
});

test('what is signed counts, whatever else is said', async () => {
  const viewer = await signIdToken(key!, { role: 'Viewer' });
  const claims: Array<Record<string, string>> = [
    { 'X-TokenLedger-Role': 'Admin' },
    { 'X-TokenLedger-Login': 'bob' },
    { 'X-TokenLedger-Kind': 'alert', 'X-TokenLedger-Login': 'grafana_scheduler' },
    { 'X-TokenLedger-Kind': 'public', 'X-TokenLedger-Login': 'service' },
    { 'X-TokenLedger-Kind': '' },
  ];
  for (const claimed of claims) {
    expect([claimed, await users(headers(viewer, claimed))]).toEqual([claimed, ['ada']]);
  }
});

test('@me is the person who is signed for', async () => {
  const admin = headers(await signIdToken(key!), { 'X-TokenLedger-Login': 'bob' });
  expect((await log(collector, 'user=@me', admin)).records.map(({ user }) => user)).toEqual(['ada']);
});

test('a token that does not hold is refused with its header’s name, and nothing is read', async () => {
  const cases: Array<[token: string, claimed?: Record<string, string>]> = [
    [await signIdToken(foreign!)],
    [await signIdToken({ ...foreign!, kid: key!.kid })],
    [await signIdToken(key!, { exp: NOW / 1000 - 60, iat: NOW / 1000 - 660 })],
    [await signIdToken(key!, { iss: 'https://other.example/' })],
    [await signIdToken(key!, { aud: 'org:2' })],
    [await signIdToken(key!), { 'X-TokenLedger-Org': '2' }],
    [await signIdToken(key!), { 'X-TokenLedger-Org': '' }],
    [await signIdToken(key!), { 'X-TokenLedger-Org': '1, 2' }],
    [await signIdToken(key!), { 'X-TokenLedger-Org': '01' }],
    ['%'],
    [`${await signIdToken(key!)}, ${await signIdToken(key!)}`],
  ];
  for (const [token, claimed] of cases) {
    const reply = await refusal(collector.call('/api/v1/records', { headers: headers(token, claimed) }));
    expect([claimed, reply]).toEqual([
      claimed,
      { status: 403, code: 'forbidden', field: 'X-TokenLedger-Id-Token', message: expect.any(String) },
    ]);
  }
});

test('a person without a token is refused where tokens are verified, and told which setting sends it', async () => {
  const claims: Array<Record<string, string>> = [
    {},
    { 'X-TokenLedger-Role': 'Admin' },
    { 'X-TokenLedger-Login': 'grafana_scheduler' },
  ];
  for (const claimed of claims) {
    const reply = await refusal(collector.call('/api/v1/records', { headers: headers(undefined, claimed) }));
    expect(reply).toMatchObject({ status: 403, message: expect.stringContaining('idForwarding') });
  }
});

test('alert rules come without a token, and see sums', async () => {
  const alert = headers(undefined, {
    'X-TokenLedger-Kind': 'alert',
    'X-TokenLedger-Login': 'grafana_scheduler',
    'X-TokenLedger-Role': 'Admin',
  });
  expect(await total(collector, 'requests', alert)).toBe(3);
});

test('visitors and public dashboards see nothing by default, with a token or without', async () => {
  const visitor = await signIdToken(key!, { sub: 'anonymous:0', type: 'anonymous', username: undefined });
  for (const sent of [headers(visitor), headers(undefined, { 'X-TokenLedger-Login': 'service' })]) {
    expect(await refusal(collector.call('/api/v1/records', { headers: sent }))).toMatchObject({ status: 403 });
  }
});

test('identity headers of tokens that are no delegates are not looked at', async () => {
  const sent = { ...headers('no token at all'), Authorization: 'Bearer read-secret' };
  expect(await users(sent)).toHaveLength(3);
});

test('which claim is the ledger’s user can be configured', async () => {
  const other = await startCollector({ tokens: TOKENS, yaml: settings(', user_from: email') });
  const rows = ['ada', 'ada@example.org'].map((user) => ({ id: user, model: 'm', user }));
  await intake(other.post(rows, { Authorization: 'Bearer ingest-secret' }));
  const sent = headers(await signIdToken(key!, { role: 'Viewer' }));
  expect((await log(other, '', sent)).records.map(({ user }) => user)).toEqual(['ada@example.org']);
});

test('while Grafana’s keys cannot be had, persons are told to ask again; scripts read on', async () => {
  const down = await startKeyServer(503);
  const other = await startCollector({
    tokens: TOKENS,
    yaml: `identity: { keys_url: "${down.url}", issuer: "${ISSUER}" }`,
  });
  const reply = await other.call('/api/v1/schema', { headers: headers(await signIdToken(key!)) });
  expect(reply.headers.get('retry-after')).toBe('5');
  expect(await refusal(reply)).toMatchObject({ status: 503, code: 'identity_unavailable' });
  expect((await other.call('/api/v1/schema', { headers: { Authorization: 'Bearer read-secret' } })).status).toBe(200);
});

test('without the setting no token is verified, and one that is sent gives no rights', async () => {
  const other = await startCollector({ tokens: TOKENS });
  const rows = ['ada', 'bob'].map((user) => ({ id: user, model: 'm', user }));
  await intake(other.post(rows, { Authorization: 'Bearer ingest-secret' }));
  const sent = headers(await signIdToken(key!, { username: 'bob' }));
  expect((await log(other, '', sent)).records.map(({ user }) => user)).toEqual(['ada']);
});
