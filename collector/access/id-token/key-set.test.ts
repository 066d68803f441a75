import { NOW } from '../../test/start-collector';
import { KeySet } from './key-set';
import { type KeyServer, makeSigningKey, type SigningKey, startKeyServer } from './test/key-server';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: KeyServer;
let [first, second]: SigningKey[] = [];
let now = NOW;
let reports: string[];
let keys: KeySet;

beforeAll(async () => {
  [first, second] = await Promise.all([makeSigningKey('first'), makeSigningKey('second')]);
});
beforeEach(async () => {
  now = NOW;
  reports = [];
  server = await startKeyServer({ keys: [first!.jwk] });
  keys = new KeySet({
    url: server.url,
    fetch,
    clock: () => now,
    timeoutMs: 300,
    report: (message) => reports.push(message),
  });
});

const find = async (kid = 'first') => {
  const key = await keys.find(kid);
  return typeof key === 'object' ? 'found' : (key ?? 'none');
};

test('keys are fetched when they are first asked for, once for all who ask', async () => {
  expect(server.requests).toBe(0);
  expect(await Promise.all(Array.from({ length: 50 }, () => find()))).toEqual(Array(50).fill('found'));
  expect(server.requests).toBe(1);
});

test('a set is used for ten minutes, and then fetched anew', async () => {
  await find();
  now += 10 * MINUTE;
  await find();
  expect(server.requests).toBe(1);
  now += 1;
  await find();
  expect(server.requests).toBe(2);
});

test('an unknown key id is looked for at once, but not more often than every 30 seconds', async () => {
  await find();
  now += 30_000;
  server.answer = { keys: [first!.jwk, second!.jwk] };
  expect(await find('second')).toBe('found');
  expect(server.requests).toBe(2);
  for (let index = 0; index < 200; index++) {
    expect(await find(`unknown-${index}`)).toBe('none');
  }
  expect(server.requests).toBe(2);
  now += 30_000;
  expect(await find('unknown')).toBe('none');
  expect(server.requests).toBe(3);
});

test('a key that is withdrawn counts for ten minutes at most', async () => {
  await find();
  server.answer = { keys: [second!.jwk] };
  now += 10 * MINUTE + 1;
  expect(await find()).toBe('none');
  expect(await find('second')).toBe('found');
});

test('while the address is down, known keys serve for a day', async () => {
  await find();
  server.answer = 503;
  now += 23 * HOUR;
  expect(await find()).toBe('found');
  expect(reports).toEqual([expect.stringContaining('answers 503')]);
  now += HOUR + 1;
  expect(await find()).toBe('unavailable');
  server.answer = { keys: [first!.jwk] };
  now += 30_000;
  expect(await find()).toBe('found');
});

test('a set that cannot be had is asked for every 30 seconds, and told of as often', async () => {
  server.answer = 500;
  for (let index = 0; index < 20; index++) {
    expect(await find()).toBe('unavailable');
  }
  expect([server.requests, reports.length]).toEqual([1, 1]);
  now += 30_000;
  server.answer = { keys: [first!.jwk] };
  expect(await find()).toBe('found');
});

test.each<[string, KeyServer['answer'], RegExp]>([
  ['a redirection', 302, /redirects/],
  ['an error', 404, /answers 404/],
  ['no JSON', '<html>', /JSON Web Key Set/],
  ['another JSON', '[]', /JSON Web Key Set/],
  ['a set without keys, as Grafana Cloud answers', '{"keys":null}', /JSON Web Key Set/],
  ['an empty set', '{"keys":[]}', /no key for ES256/],
  ['a set of other keys', '{"keys":[{"kty":"RSA","kid":"first","n":"AQAB","e":"AQAB"}]}', /no key for ES256/],
  ['a shared secret', '{"keys":[{"kty":"oct","kid":"first","k":"c2VjcmV0"}]}', /no key for ES256/],
  [
    'a key that is on no curve',
    '{"keys":[{"kty":"EC","crv":"P-256","kid":"first","x":"AA","y":"AA"}]}',
    /cannot be used/,
  ],
  ['101 keys', JSON.stringify({ keys: Array(101).fill({ kty: 'EC' }) }), /at most 100 keys/],
  ['more than 256 KiB', ' '.repeat(257 * 1024), /more than 256 KiB/],
  ['nothing in time', () => undefined, /timeout/],
  ['half an answer', (_request, response) => void response.write('{"keys":'), /timeout/],
  ['a cut connection', (request) => void request.socket.destroy(), /fetch failed/],
])('%s gives no keys, and the report says so', async (_, answer, report) => {
  server.answer = answer;
  expect(await find()).toBe('unavailable');
  expect(reports).toEqual([expect.stringMatching(report)]);
  expect(reports[0]).toContain('identity.keys_url');
});

test('an address that nobody answers at gives no keys', async () => {
  const dead = new KeySet({
    url: 'http://127.0.0.1:2/keys',
    fetch,
    clock: () => now,
    report: (text) => reports.push(text),
  });
  expect(await dead.find('first')).toBe('unavailable');
  expect(reports[0]).toContain('ECONNREFUSED');
});

test('a private part that slipped into the set is not used, and the key counts all the same', async () => {
  server.answer = { keys: [{ ...first!.jwk, d: 'c2VjcmV0' }] };
  expect(await find()).toBe('found');
});
