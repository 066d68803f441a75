import { type ConnectionFacts, type SchemaDocument } from '../../contract/schema';
import { makeSigningKey, type SigningKey, startKeyServer } from '../access/id-token/test/key-server';
import { ISSUER, signIdToken } from '../access/id-token/test/sign-id-token';
import { intake, refusal } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';

const TOKENS = ['ingest:gateway:ingest-secret', 'delegate:delegate-secret', 'read:read-secret', 'admin:admin-secret'];
const BOOK = { Authorization: 'Bearer ingest-secret' };

let key: SigningKey;
let collector: TestCollector;

beforeAll(async () => {
  key = await makeSigningKey('grafana');
  const { url } = await startKeyServer({ keys: [key.jwk] });
  collector = await startCollector({ tokens: TOKENS, yaml: `identity: { keys_url: "${url}", issuer: "${ISSUER}" }` });
  await intake(collector.post([{ model: 'm', user: 'ada' }, { model: 'm' }], BOOK));
});

const asPerson = { 'X-TokenLedger-Kind': 'user', 'X-TokenLedger-Org': '1', 'X-TokenLedger-Login': 'ada' };

async function factsOf(of: TestCollector, headers: Record<string, string>): Promise<ConnectionFacts | undefined> {
  const response = await of.call('/api/v1/schema?facts=true', { headers });
  return ((await response.json()) as SchemaDocument).facts;
}

test('a test of the connection learns whether the person is verified, and what that person sees', async () => {
  const signed = async (role: string) => encodeURIComponent(await signIdToken(key, { role }));
  const ask = async (role: string) =>
    factsOf(collector, {
      Authorization: 'Bearer delegate-secret',
      ...asPerson,
      'X-TokenLedger-Id-Token': await signed(role),
    });
  const seen = { store: 'sqlite', token: 'delegate', identity: 'verified', now: NOW, first: NOW, newest: NOW };
  expect(await ask('Admin')).toEqual({ ...seen, records: 2 });
  expect(await ask('Viewer')).toEqual({ ...seen, records: 1 });
});

test.each(['read', 'admin'])('it learns that a token of the role %s asks for nobody', async (role) => {
  const facts = await factsOf(collector, { Authorization: `Bearer ${role}-secret`, ...asPerson });
  expect(facts).toMatchObject({ token: role, identity: 'nobody', records: 2 });
});

test('it learns that a person is claimed where no signature is verified, and that the collector is open', async () => {
  const trusting = await startCollector({ tokens: TOKENS });
  const facts = await factsOf(trusting, { Authorization: 'Bearer delegate-secret', ...asPerson });
  expect(facts).toMatchObject({ token: 'delegate', identity: 'claimed', records: 0, first: null, newest: null });
  const open = await startCollector();
  expect(await factsOf(open, asPerson)).toMatchObject({ token: 'open', identity: 'claimed' });
});

test('nothing is counted for those who do not ask, and asking is true or false', async () => {
  const headers = { Authorization: 'Bearer read-secret' };
  const plain = await collector.call('/api/v1/schema', { headers });
  expect(await plain.json()).not.toHaveProperty('facts');
  expect(await refusal(collector.call('/api/v1/schema?facts=yes', { headers }))).toMatchObject({ status: 400 });
});
