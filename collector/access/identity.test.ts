import { intake, log, refusal, total } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';

const PEOPLE = ['ada', 'Zoë Ñ 🎉', 'ada@example.org', '100%', 'a+b', '@me', 'system', '*', "' OR 1=1 --", 'ada, bob'];

const as = (login: string, role = 'Viewer', kind = 'user') => ({
  Authorization: 'Bearer delegate-secret',
  'X-TokenLedger-Kind': kind,
  'X-TokenLedger-Login': login,
  'X-TokenLedger-Role': role,
});

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({
    tokens: ['ingest:gateway:ingest-secret', 'delegate:delegate-secret', 'read:read-secret'],
    yaml: 'pricing: { customer: [{ markup: 0.25, fee: 0.01 }] }',
  });
  const rows = PEOPLE.flatMap((user, index) =>
    Array.from({ length: index + 1 }, (_, call) => ({ id: `${index}-${call}`, model: 'm', user, provider_cost: '0.1' }))
  );
  const nobodys = { id: 'nobody', model: 'm', provider_cost: '0.1' };
  await intake(collector.post([...rows, nobodys], { Authorization: 'Bearer ingest-secret' }));
});

test.each(PEOPLE.map((login, index) => [login, index + 1]))(
  '%s sees %i own rows and no other',
  async (login, count) => {
    const headers = as(encodeURIComponent(login));
    const { records } = await log(collector, 'limit=1000', headers);
    expect(records.map(({ user }) => user)).toEqual(Array.from({ length: count }, () => login));
    expect(await total(collector, 'requests', headers)).toBe(count);
  }
);

test('one who has no rows sees none, and asking for others’ rows shows none', async () => {
  expect((await log(collector, '', as('eve'))).records).toEqual([]);
  expect(await total(collector, 'requests', as('eve'))).toBe(0);
  for (const parameters of ['user=bob', 'user=system', 'user=@me&user=bob', 'team=x&user=100%25']) {
    const { records } = await log(collector, parameters, as('ada'));
    expect(records.filter(({ user }) => user !== 'ada')).toEqual([]);
  }
});

test('members see what the customer pays and nothing of what the provider charges', async () => {
  const { records } = await log(collector, '', as('ada'));
  expect(records[0]).toMatchObject({ cost: '0.135' });
  for (const field of ['provider_cost', 'markup', 'markup_amount', 'fixed_fee', 'price_version', 'rule_version']) {
    expect(records[0]).not.toHaveProperty(field);
  }
  for (const metric of ['provider_cost', 'markup_amount', 'fixed_fees', 'margin']) {
    expect(await total(collector, metric, as('ada'))).toBeUndefined();
  }
  const schema = await (await collector.call('/api/v1/schema', { headers: as('ada') })).text();
  expect(schema).not.toContain('markup_amount');
});

test('a role that is claimed and not signed for counts for nothing', async () => {
  const { records } = await log(collector, 'limit=1000', as('ada', 'Admin'));
  expect(records.map(({ user }) => user)).toEqual(['ada']);
  expect(records[0]).not.toHaveProperty('provider_cost');
});

test('alert rules see sums and nobody by name', async () => {
  expect(await total(collector, 'requests', as('grafana_scheduler', 'Admin', 'alert'))).toBe(56);
  const reply = await collector.call('/api/v1/records', { headers: as('grafana_scheduler', 'Admin', 'alert') });
  expect(await refusal(reply)).toMatchObject({ status: 403, code: 'forbidden' });
});

test('a login that is not encoded is taken as it is', async () => {
  expect(await total(collector, 'requests', as('100%'))).toBe(4);
  expect(await total(collector, 'requests', as('ada@example.org'))).toBe(3);
});

test('identity headers are believed from delegate tokens only', async () => {
  const headers = { ...as('ada'), Authorization: 'Bearer read-secret' };
  expect(await total(collector, 'requests', headers)).toBe(56);
});
