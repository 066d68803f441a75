import { startCollector, type TestCollector } from '../../test/start-collector';
import { makeSigningKey, type SigningKey, startKeyServer } from '../id-token/test/key-server';
import { ISSUER, signIdToken } from '../id-token/test/sign-id-token';
import { type MatrixRequest, RANGE, REQUESTS } from './requests';
import { type Disguise, type MatrixRow, pricingOf, recordOf, ROWS } from './rows';
import { type MatrixViewer, POLICY, VIEWERS } from './viewers';

/**
 * Nothing that somebody may not see has any influence on what they are told: each request is asked of the ledger, and of
 * one in which all that is kept from the viewer is missing or different. Both answers have to be the same to the byte.
 */
const PLAIN: Disguise = { provider: false, cost: false, names: false, hidden: false };

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
      hidden: viewer.blinkered ?? false,
    };
    const visible = ROWS.filter(viewer.sees);
    const disguised = await openLedger(visible, disguise);
    const headers = await headersOf(viewer);
    const [given, wanted] = await Promise.all([askAll(whole, headers), askAll(disguised, headers)]);
    const answered = given.filter(({ status }) => status === 200).length;
    const differing = REQUESTS.flatMap(({ name }, index) =>
      given[index]!.status === wanted[index]!.status && given[index]!.body === wanted[index]!.body
        ? []
        : [{ request: name, given: given[index], wanted: wanted[index] }]
    );
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
  const [all, ...others] = await Promise.all([whole, fewer, dearer].map((ledger) => askAll(ledger, headers)));
  const differing = others.map((answers) => answers.filter(({ body }, index) => body !== all![index]!.body).length);
  expect(differing[0]).toBeGreaterThan(REQUESTS.length / 4);
  expect(differing[1]).toBeGreaterThan(5);
}, 120_000);

async function openLedger(rows: readonly MatrixRow[], disguise: Disguise): Promise<TestCollector> {
  const collector = await startCollector({
    tokens: ['delegate:delegate-secret', `ingest:${disguise.hidden ? 'x-gateway' : 'gateway'}:ingest-secret`],
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

/** Several at a time, so that neither ledger waits for the other. */
const AT_ONCE = 4;
/** A dashboard asks many questions in one request: it is the same to them, and quicker. */
const BATCH = 20;

interface Given {
  readonly status: number;
  readonly body: string;
}

async function askAll(ledger: TestCollector, who: Record<string, string>): Promise<Given[]> {
  const given: Given[] = [];
  const inBatch = (index: number) => REQUESTS[index]!.body !== undefined && REQUESTS[index]!.headers === undefined;
  const [batched, single] = [inBatch, (index: number) => !inBatch(index)].map((test) =>
    [...REQUESTS.keys()].filter(test)
  );
  const tasks = [
    ...Array.from({ length: Math.ceil(batched!.length / BATCH) }, (_, number) => async () => {
      const indexes = batched!.slice(number * BATCH, (number + 1) * BATCH);
      const answers = await askBatch(
        ledger,
        indexes.map((index) => REQUESTS[index]!),
        who
      );
      answers.forEach((answer, place) => (given[indexes[place]!] = answer));
    }),
    ...single!.map((index) => async () => {
      given[index] = await ask(ledger, REQUESTS[index]!, who);
    }),
  ];
  const askOn = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      await task();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return given;
}

/** The answer to each of several queries; to all of them the refusal of the whole, if it is refused. */
async function askBatch(
  ledger: TestCollector,
  requests: readonly MatrixRequest[],
  who: Record<string, string>
): Promise<Given[]> {
  const queries = requests.map(({ body }, place) => ({ ...body!.queries[0], refId: `Q${place}` }));
  const request = { ...requests[0]!, body: { ...RANGE, queries } };
  const { status, body } = await ask(ledger, request, who);
  const { results } = JSON.parse(body) as { results?: Record<string, { status: number }> };
  return queries.map(({ refId }) => {
    const result = results?.[refId];
    return result ? { status: result.status, body: JSON.stringify(result) } : { status, body };
  });
}

async function ask(
  { call }: TestCollector,
  { path, method, body, headers }: MatrixRequest,
  who: Record<string, string>
): Promise<Given> {
  const response = await call(path, {
    method,
    headers: { ...headers, ...who, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: withoutPlaces(await response.text()) };
}

/**
 * A record's place in the log counts records that are no one's business, but says nothing of them. All else in a cursor
 * is compared: it is JSON in base64url, in JSON and CSV alike.
 */
function withoutPlaces(text: string): string {
  return text.replace(/\beyJ[\w-]{20,}/g, (cursor) => {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>;
    return JSON.stringify({ ...place, sequence: '…' });
  });
}
