import { costOf, pricingFromYaml, usageRecord } from '../test/pricing';
import { priceRecord } from './price-record';

const CALL = { provider_cost: '1' };

test('the first rule that matches counts', () => {
  const pricing = pricingFromYaml(`
    customer:
      - { match: { team: search, project: web }, markup: 0.1 }
      - { match: { team: search }, markup: 0.2 }
      - { markup: 0.3 }
      - { match: { user: ada }, markup: 0.4 }`);
  expect(costOf(pricing, { ...CALL, team: 'search', project: 'web' }).cost).toBe('1.1');
  expect(costOf(pricing, { ...CALL, team: 'search' }).cost).toBe('1.2');
  expect(costOf(pricing, { ...CALL, project: 'web' }).cost).toBe('1.3');
  expect(costOf(pricing, { ...CALL, user: 'ada' }).cost).toBe('1.3');
});

test('without a rule the customer pays what the provider charges', () => {
  const pricing = pricingFromYaml('customer: [{ match: { team: search }, markup: 0.2, fee: 1 }]');
  for (const team of [undefined, 'Search', 'search ', 'other']) {
    expect(costOf(pricing, { ...CALL, team })).toMatchObject({ cost: '1', markup: '0', fee: '0' });
  }
});

test.each([
  ['team', { team: 'x' }],
  ['organization', { organization: 'x' }],
  ['project', { project: 'x' }],
  ['api_key', { api_key: 'x' }],
  ['user', { user: 'x' }],
  ['model', { model: 'x' }],
])('rules match by %s', (field, fields) => {
  const pricing = pricingFromYaml(`customer: [{ match: { ${field}: x }, fee: 1 }]`);
  expect(costOf(pricing, { ...CALL, ...fields }).fee).toBe('1');
  expect(costOf(pricing, CALL).fee).toBe('0');
});

test('rules match a provider by any of its names', () => {
  const pricing = pricingFromYaml('customer: [{ match: { provider: vertex_ai }, fee: 1 }]');
  expect(costOf(pricing, { ...CALL, provider: 'gcp.vertex_ai' }).fee).toBe('1');
  expect(costOf(pricing, { ...CALL, provider: 'gcp.gemini' }).fee).toBe('0');
});

describe('a rule is valid', () => {
  const pricing = pricingFromYaml(
    'customer: [{ from: 2026-01-01, to: 2026-02-01, markup: 0.5 }, { markup: 0.1 }]',
    'America/New_York'
  );

  test.each([
    ['2026-01-01T04:59:59.999Z', '1.1'],
    ['2026-01-01T05:00:00Z', '1.5'],
    ['2026-02-01T04:59:59.999Z', '1.5'],
    ['2026-02-01T05:00:00Z', '1.1'],
  ])('at the call’s own time in the ledger’s zone: at %s cost is %s', (time, cost) => {
    expect(costOf(pricing, { ...CALL, timestamp: Date.parse(time) }).cost).toBe(cost);
  });
});

test('the rule that was used and its rate are named in the record', () => {
  const pricing = pricingFromYaml(
    'customer: [{ match: { team: a }, markup: 0.5 }, { from: 2026-01-01, markup: 0.25 }]'
  );
  expect(priceRecord(usageRecord(CALL), pricing)).toMatchObject({
    rule_version: 'config:2@2026-01-01',
    markup: 250_000_000_000n,
    price_version: null,
  });
});
