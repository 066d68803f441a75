import { startCollector, type TestCollector } from '../../test/start-collector';
import { makeSigningKey, type SigningKey, startKeyServer } from '../id-token/test/key-server';
import { ISSUER, signIdToken } from '../id-token/test/sign-id-token';
import { type MatrixRequest, REQUESTS } from './requests';
import { type Disguise, type MatrixRow, pricingOf, recordOf, ROWS } from './rows';
import { type MatrixViewer, POLICY, VIEWERS } from './viewers';

/**
 * Nothing that somebody may not see has any influence on what they are told: each request is asked of the ledger, and of
 * one in which all that is kept from the viewer is missing or different. Both answers have to be the same to the byte.
 */
const PLAIN: Disguise = { provider: false, cost: false, names: false };

let key: SigningKey;
let keysUrl: string;
let whole: TestCollector;

beforeAll(async () => {
  key = await makeSigningKey('matrix');
  keysUrl = (await startKeyServer({ keys: [key.jwk] })).url;
  whole = await openLedger(ROWS, PLAIN);
});

const sizes: string[] = [];
afterAll(() => {
  process.stdout.write(`access matrix: ${sizes.join('; ')}; ${REQUESTS.length} requests each\n`);
});

test.each(VIEWERS.map((viewer) => [viewer.name, viewer] as const))(
  '%s learns nothing of what is kept from them',
  async (_, viewer) => {
    const disguise = {
      provider: viewer.money !== 'all',
      cost: viewer.money === 'none',
      names: viewer.nameless,
    };
    const visible = ROWS.filter(viewer.sees);
    const disguised = await openLedger(visible, disguise);
    const headers = await headersOf(viewer);
    const differing: unknown[] = [];
    let answered = 0;
    for (const request of REQUESTS) {
      const [given, wanted] = [await ask(whole, request, headers), await ask(disguised, request, headers)];
      answered += given.status === 200 ? 1 : 0;
      if (given.status !== wanted.status || given.body !== wanted.body) {
        differing.push({ request: request.name, given, wanted });
      }
    }
    expect(differing).toEqual([]);
    expect(answered).toBeGreaterThan(REQUESTS.length / 4);
    sizes.push(`${viewer.name}: ${visible.length} of ${ROWS.length} rows, ${answered} answered`);
  },
  120_000
);

test('an administrator’s answers do differ, so that the comparison can fail', async () => {
  const root = VIEWERS.find(({ name }) => name === 'an administrator')!;
  const fewer = await openLedger(
    ROWS.filter(({ user }) => user !== 'ada'),
    PLAIN
  );
  const dearer = await openLedger(ROWS, { ...PLAIN, provider: true });
  const headers = await headersOf(root);
  const differs = async (other: TestCollector) => {
    const results = [];
    for (const request of REQUESTS) {
      results.push((await ask(whole, request, headers)).body !== (await ask(other, request, headers)).body);
    }
    return results.filter(Boolean).length;
  };
  expect(await differs(fewer)).toBeGreaterThan(REQUESTS.length / 4);
  expect(await differs(dearer)).toBeGreaterThan(5);
}, 120_000);

async function openLedger(rows: readonly MatrixRow[], disguise: Disguise): Promise<TestCollector> {
  const collector = await startCollector({
    tokens: ['delegate:delegate-secret', 'ingest:gateway:ingest-secret'],
    yaml: `identity: { keys_url: '${keysUrl}', issuer: '${ISSUER}' }\n${pricingOf(disguise)}\n${POLICY}`,
  });
  const reply = await collector.post(
    rows.map((row) => recordOf(row, disguise)),
    { Authorization: 'Bearer ingest-secret' }
  );
  expect(await reply.json()).toMatchObject({ accepted: rows.length, rejected: [] });
  return collector;
}

async function headersOf({ claims, headers }: MatrixViewer): Promise<Record<string, string>> {
  return {
    Authorization: 'Bearer delegate-secret',
    ...headers,
    ...(claims ? { 'X-TokenLedger-Id-Token': await signIdToken(key, claims) } : {}),
  };
}

async function ask(
  { call }: TestCollector,
  { path, method, body, headers }: MatrixRequest,
  who: Record<string, string>
): Promise<{ status: number; body: string }> {
  const response = await call(path, {
    method,
    headers: { ...headers, ...who, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: withoutPlaces(await response.text()) };
}

/** A record's place in the log counts records that are no one's business, but says nothing of them. */
function withoutPlaces(text: string): string {
  return text.replace(/"(next_cursor|cursor)":"[\w-]+"/g, '"$1":"…"');
}
