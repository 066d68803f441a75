import { costOf, pricingFromYaml, usageRecord } from '../test/pricing';
import { checkCost } from './cost-check';
import { priceRecord } from './price-record';

const pricing = pricingFromYaml('prices: [{ model: m, input: 1 }]');
const M = { input_tokens: 1_000_000 };

test.each([
  ['1', 'agrees'],
  ['1.01', 'agrees'],
  ['0.991', 'agrees'],
  ['1.02', 'differs'],
  ['0.99', 'differs'],
  ['0', 'differs'],
])('a reported cost of %s where the book says 1: it %s', (provider_cost, check) => {
  const rating = priceRecord(usageRecord({ ...M, provider_cost }), pricing);
  expect(checkCost(rating)).toBe(check);
  expect(rating).toMatchObject({
    cost_source: 'reported',
    computed_cost: 10n ** 12n,
    price_version: 'config:m@always',
  });
});

test('the provider’s own report wins all the same', () => {
  expect(costOf(pricing, { ...M, provider_cost: '5' })).toMatchObject({ provider: '5', cost: '5', source: 'reported' });
});

test.each([
  [{ ...M }, 'computed'],
  [{ ...M, model: 'unknown' }, 'unpriced'],
  [{ ...M, model: 'unknown', provider_cost: '1' }, 'reported'],
])('there is nothing to check in %j', (fields, source) => {
  const rating = priceRecord(usageRecord(fields), pricing);
  expect([rating.cost_source, checkCost(rating)]).toEqual([source, null]);
});

test('an answer of the gateway’s own cache costs 0 by the book', () => {
  const cached = priceRecord(usageRecord({ ...M, cache_hit: true, provider_cost: '0' }), pricing);
  expect([cached.computed_cost, checkCost(cached)]).toEqual([0n, 'agrees']);
});
