import { createHmac } from 'node:crypto';
import { CompactSign, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { NOW } from '../../test/start-collector';
import { createIdTokenVerifier, type IdTokenVerifier, type VerifierOptions } from './create-id-token-verifier';
import { type KeyServer, makeSigningKey, type SigningKey, startKeyServer } from './test/key-server';
import { GRAFANA_CLAIMS, ISSUER, signIdToken } from './test/sign-id-token';

const SECONDS = NOW / 1000;

let server: KeyServer;
let [key, foreign]: SigningKey[] = [];
let now = NOW;
let verifier: IdTokenVerifier;

function makeVerifier(options: Partial<VerifierOptions> = {}): IdTokenVerifier {
  return createIdTokenVerifier({
    keysUrl: server.url,
    issuer: ISSUER,
    audience: null,
    leewaySeconds: 30,
    userFrom: { default: 'login' },
    authenticatedBy: null,
    fetch,
    clock: () => now,
    ...options,
  });
}

beforeAll(async () => {
  [key, foreign] = await Promise.all([makeSigningKey('id-2026-03-es256'), makeSigningKey('foreign')]);
});
beforeEach(async () => {
  now = NOW;
  server = await startKeyServer({ keys: [key!.jwk] });
  verifier = makeVerifier();
});

const sign = (claims?: Record<string, unknown>, header?: Record<string, unknown>) => signIdToken(key!, claims, header);
const refusalOf = async (token: string, org: number | undefined = 1, by = verifier) => {
  const result = await by.verify(token, org);
  return 'refused' in result ? result.refused : 'believed';
};
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = () => ({ alg: 'ES256', kid: key!.kid, typ: 'jwt' });

test('a token that Grafana signed tells who asks', async () => {
  expect(await verifier.verify(await sign(), 1)).toEqual({
    type: 'user',
    id: '7',
    user: 'ada',
    login: 'ada',
    email: 'ada@example.org',
    name: 'Ada',
    role: 'Admin',
    org: 1,
    authenticatedBy: 'password',
  });
});

test('an audience may be a list of one', async () => {
  expect(await refusalOf(await sign({ aud: ['org:1'] }))).toBe('believed');
});

test('service accounts and visitors are told from users, and carry no login', async () => {
  const none = { authenticatedBy: undefined, email: undefined, name: undefined, username: undefined };
  const account = await sign({ ...none, sub: 'service-account:2', type: 'service-account' });
  expect(await verifier.verify(account, 1)).toEqual({
    type: 'service-account',
    id: '2',
    user: 'service-account:2',
    role: 'Admin',
    org: 1,
    authenticatedBy: '',
  });
  const visitor = await sign({ ...none, sub: 'anonymous:0', type: 'anonymous', role: 'Viewer' });
  expect(await verifier.verify(visitor, 1)).toMatchObject({ type: 'anonymous', user: '', role: 'Viewer' });
});

test('nobody becomes a service account by a login, or an email, that is called like one', async () => {
  expect(await refusalOf(await sign({ username: 'service-account:2' }))).toBe('user');
  const byEmail = makeVerifier({ userFrom: { default: 'email' } });
  expect(await refusalOf(await sign({ email: 'service-account:2' }), 1, byEmail)).toBe('user');
  expect(await refusalOf(await sign({ username: 'service-account' }))).toBe('believed');
});

test('a token of Grafana before 12 has no role, and gives none', async () => {
  expect(await verifier.verify(await sign({ role: undefined }), 1)).not.toHaveProperty('role');
});

type Forgery = [what: string, reason: string, token: () => string | Promise<string>, org?: number];

const FORGERIES: Forgery[] = [
  // No signed token at all.
  ['an empty text', 'malformed', () => ''],
  ['a word', 'malformed', () => 'Admin'],
  ['three dots', 'malformed', () => '...'],
  ['a token without its signature', 'malformed', async () => (await sign()).replace(/[^.]*$/, '')],
  ['a token of two parts', 'malformed', async () => (await sign()).split('.').slice(0, 2).join('.')],
  ['a token with something behind it', 'malformed', async () => `${await sign()}, ${await sign()}`],
  ['a token longer than 8 KiB', 'malformed', () => sign({ name: 'x'.repeat(8_192) })],
  ['a header that is no JSON', 'malformed', async () => (await sign()).replace(/^[^.]*/, 'eyJh')],
  ['a payload that is a text', 'malformed', () => signBytes('"Admin"')],
  ['a payload that is no JSON', 'malformed', () => signBytes('{"sub"')],

  // Other algorithms.
  ['alg none without a signature', 'malformed', () => `${part({ ...HEADER(), alg: 'none' })}.${part(GRAFANA_CLAIMS)}.`],
  ['alg none with a signature', 'algorithm', () => `${part({ ...HEADER(), alg: 'none' })}.${part(GRAFANA_CLAIMS)}.AA`],
  ['alg NONE in capitals', 'algorithm', () => `${part({ ...HEADER(), alg: 'NONE' })}.${part(GRAFANA_CLAIMS)}.AA`],
  ['no alg', 'algorithm', () => `${part({ kid: key!.kid, typ: 'jwt' })}.${part(GRAFANA_CLAIMS)}.AA`],
  ['HS256 with the public key as secret', 'algorithm', signByPublicKey],
  ['RS256', 'algorithm', () => signByOther('RS256')],
  ['ES384', 'algorithm', () => signByOther('ES384')],
  ['EdDSA', 'algorithm', () => signByOther('EdDSA')],

  // Keys of the sender's own.
  ['a key in the header', 'header', () => signIdToken(foreign!, {}, { jwk: foreign!.jwk, kid: key!.kid })],
  ['the address of a key set', 'header', () => signIdToken(foreign!, {}, { jku: 'https://evil.example/keys' })],
  ['a certificate', 'header', () => signIdToken(foreign!, {}, { x5c: ['MIIB'] })],
  ['the address of a certificate', 'header', () => signIdToken(foreign!, {}, { x5u: 'https://evil.example/c' })],
  ['a foreign key under Grafana’s id', 'signature', () => signIdToken({ ...foreign!, kid: key!.kid })],
  ['a foreign key under its own id', 'key', () => signIdToken(foreign!)],
  ['no key id', 'key', () => sign({}, { kid: undefined })],
  ['an empty key id', 'key', () => sign({}, { kid: '' })],
  ['a key id that is a number', 'key', () => rawHeader({ kid: 7 })],
  ['a key id that is a path', 'key', () => sign({}, { kid: '../../../../dev/null' })],
  ['a key id that is an injection', 'key', () => sign({}, { kid: "x' UNION SELECT 'secret" })],
  ['a key id of objects', 'key', () => sign({}, { kid: '__proto__' })],
  ['a key id in other letters', 'key', () => sign({}, { kid: key!.kid.toUpperCase() })],
  ['a very long key id', 'key', () => sign({}, { kid: 'k'.repeat(257) })],

  // Headers.
  ['an access token', 'header', () => sign({}, { typ: 'at+jwt' })],
  ['a token without type', 'header', () => sign({}, { typ: undefined })],
  ['critical extensions', 'header', () => rawHeader({ crit: ['exp'], exp: 0 })],

  // Signatures.
  ['another payload under the signature', 'signature', () => withPayload({ ...GRAFANA_CLAIMS, role: 'Admin', x: 1 })],
  ['a signature of zeros', 'signature', async () => resigned(await sign(), Buffer.alloc(64))],
  ['an empty-looking signature', 'signature', async () => resigned(await sign(), Buffer.alloc(1))],
  ['a signature in DER', 'signature', async () => resigned(await sign(), Buffer.alloc(71, 0x30))],
  [
    'the signature of another token',
    'signature',
    async () => swapSignature(await sign(), await sign({ sub: 'user:8' })),
  ],

  // Issuer and organisation.
  ['another Grafana', 'issuer', () => sign({ iss: 'https://other.example/' })],
  ['the issuer without its slash', 'issuer', () => sign({ iss: ISSUER.slice(0, -1) })],
  ['no issuer', 'issuer', () => sign({ iss: undefined })],
  ['two issuers', 'issuer', () => sign({ iss: [ISSUER] })],
  ['another organisation', 'organization', () => sign({ aud: 'org:2' })],
  ['an organisation that begins alike', 'organization', () => sign({ aud: 'org:11' })],
  ['an organisation with zeros', 'organization', () => sign({ aud: 'org:01' })],
  ['no audience', 'claims', () => sign({ aud: undefined })],
  ['two organisations', 'claims', () => sign({ aud: ['org:1', 'org:2'] })],
  ['an audience that is a number', 'claims', () => sign({ aud: 1 })],
  ['a request without organisation', 'organization', () => sign(), Number.NaN],

  // Times.
  ['one that has just expired', 'expired', () => sign({ iat: SECONDS - 630, exp: SECONDS - 30 })],
  ['one of last year', 'expired', () => sign({ iat: SECONDS - 31_536_000, exp: SECONDS - 31_535_400 })],
  ['one that never expires', 'claims', () => sign({ exp: undefined })],
  ['an expiry that is a text', 'claims', () => sign({ exp: '9999999999' })],
  ['one that is not valid yet', 'not_yet_valid', () => sign({ nbf: SECONDS + 31 })],
  ['one from the future', 'not_yet_valid', () => sign({ iat: SECONDS + 31, exp: SECONDS + 631 })],
  ['one without a time of issue', 'claims', () => sign({ iat: undefined })],
  ['one that expires before it is issued', 'claims', () => sign({ iat: SECONDS + 10, exp: SECONDS + 5 })],

  // Subjects.
  ['no subject', 'claims', () => sign({ sub: undefined })],
  ['a subject without type', 'subject', () => sign({ sub: '7' })],
  ['a subject without id', 'subject', () => sign({ sub: 'user:' })],
  ['the renderer', 'subject', () => sign({ sub: 'render:1', type: 'render' })],
  ['an access policy', 'subject', () => sign({ sub: 'access-policy:1', type: 'access-policy' })],
  ['an API key', 'subject', () => sign({ sub: 'api-key:1', type: 'api-key' })],
  ['a visitor whose type says user', 'subject', () => sign({ sub: 'anonymous:0', type: 'user' })],
  ['a type of objects', 'subject', () => sign({ sub: 'constructor:1', type: 'constructor' })],
  ['a login that is a list', 'claims', () => sign({ username: ['ada'] })],
  ['a user without login', 'user', () => sign({ username: undefined })],
  ['a user with an empty login', 'user', () => sign({ username: '' })],
];

test.each(FORGERIES)('%s is refused: %s', async (_, reason, token, org = 1) => {
  const text = await token();
  const result = await verifier.verify(text, Number.isNaN(org) ? undefined : org);
  expect(result).toEqual({ refused: reason, message: expect.stringMatching(/^[A-Z].{10,}\.$/) });
  // Twice, since what was verified once is remembered.
  expect(await verifier.verify(text, Number.isNaN(org) ? undefined : org)).toEqual(result);
  for (const piece of text.split('.').filter(({ length }) => length > 8)) {
    expect(JSON.stringify(result)).not.toContain(piece);
  }
});

test('clocks may differ by the leeway and no more', async () => {
  const cases: Array<[claims: Record<string, unknown>, expected: string]> = [
    [{ exp: SECONDS - 29, iat: SECONDS - 629 }, 'believed'],
    [{ exp: SECONDS - 30, iat: SECONDS - 630 }, 'expired'],
    [{ nbf: SECONDS + 30 }, 'believed'],
    [{ nbf: SECONDS + 31 }, 'not_yet_valid'],
    [{ iat: SECONDS + 30 }, 'believed'],
    [{ iat: SECONDS + 31 }, 'not_yet_valid'],
  ];
  for (const [claims, expected] of cases) {
    expect([claims, await refusalOf(await sign(claims))]).toEqual([claims, expected]);
  }
  const strict = makeVerifier({ leewaySeconds: 0 });
  expect(await refusalOf(await sign({ exp: SECONDS + 1 }), 1, strict)).toBe('believed');
  expect(await refusalOf(await sign({ exp: SECONDS, iat: SECONDS - 9 }), 1, strict)).toBe('expired');
});

test('a token that was believed is no longer believed once it has expired', async () => {
  const token = await sign();
  expect(await refusalOf(token)).toBe('believed');
  now += 629_000;
  expect(await refusalOf(token)).toBe('believed');
  now += 1_000;
  expect(await refusalOf(token)).toBe('expired');
});

test('a token that was believed for one organisation is refused for another', async () => {
  const token = await sign();
  expect([await refusalOf(token, 1), await refusalOf(token, 2), await refusalOf(token, 1)]).toEqual([
    'believed',
    'organization',
    'believed',
  ]);
});

test('organisations can be limited', async () => {
  const limited = makeVerifier({ audience: ['org:2'] });
  expect(await refusalOf(await sign(), 1, limited)).toBe('audience');
  expect(await refusalOf(await sign({ aud: 'org:2' }), 2, limited)).toBe('believed');
});

test('ways of signing in can be limited; visitors and service accounts are for the policy', async () => {
  const limited = makeVerifier({ authenticatedBy: ['oauth_generic_oauth'] });
  expect(await refusalOf(await sign(), 1, limited)).toBe('authenticated_by');
  expect(await refusalOf(await sign({ authenticatedBy: undefined }), 1, limited)).toBe('authenticated_by');
  expect(await refusalOf(await sign({ authenticatedBy: 'oauth_generic_oauth' }), 1, limited)).toBe('believed');
  expect(await refusalOf(await sign({ sub: 'anonymous:0', type: 'anonymous' }), 1, limited)).toBe('believed');
});

test.each([
  ['login', {}, 'ada'],
  ['email', {}, 'ada@example.org'],
  ['verified_email', { email_verified: true }, 'ada@example.org'],
  ['verified_email', {}, undefined],
  ['verified_email', { email_verified: false }, undefined],
  ['id', {}, '7'],
] as const)('the ledger’s user can be the %s (%j)', async (claim, claims, user) => {
  const result = await makeVerifier({ userFrom: { default: claim } }).verify(await sign(claims), 1);
  expect(result).toMatchObject(user ? { user } : { refused: 'user' });
});

test('which claim is the ledger’s user can go by the way of signing in', async () => {
  const mapped = makeVerifier({ userFrom: { default: 'login', oauth_generic_oauth: 'email' } });
  const userBy = async (authenticatedBy: string) => (await mapped.verify(await sign({ authenticatedBy }), 1)) as object;
  expect(await userBy('password')).toMatchObject({ user: 'ada' });
  expect(await userBy('oauth_generic_oauth')).toMatchObject({ user: 'ada@example.org' });
  expect(await userBy('constructor')).toMatchObject({ user: 'ada' });
});

function signBytes(payload: string): Promise<string> {
  return new CompactSign(Buffer.from(payload)).setProtectedHeader(HEADER()).sign(key!.privateKey);
}

async function signByPublicKey(): Promise<string> {
  const secret = await exportSPKI((await importJWK(key!.jwk, 'ES256', { extractable: true })) as CryptoKey);
  const signed = `${part({ ...HEADER(), alg: 'HS256' })}.${part(GRAFANA_CLAIMS)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

async function signByOther(alg: 'RS256' | 'ES384' | 'EdDSA'): Promise<string> {
  const { privateKey } = await generateKeyPair(alg);
  return new SignJWT(GRAFANA_CLAIMS).setProtectedHeader({ ...HEADER(), alg }).sign(privateKey);
}

/** With headers that the library would not write. */
async function rawHeader(header: object): Promise<string> {
  return (await sign()).replace(/^[^.]*/, part({ ...HEADER(), ...header }));
}

async function withPayload(payload: object): Promise<string> {
  return (await sign()).replace(/\.[^.]*\./, `.${part(payload)}.`);
}

function resigned(token: string, signature: Buffer): string {
  return token.replace(/[^.]*$/, signature.toString('base64url'));
}

function swapSignature(token: string, other: string): string {
  return token.replace(/[^.]*$/, other.split('.')[2]!);
}
