import { costOf, pricingFromYaml, usageRecord } from '../test/pricing';

const M = { input_tokens: 1_000_000 };
const at = (text: string) => ({ ...M, timestamp: Date.parse(text) });

describe('a price is valid', () => {
  const pricing = pricingFromYaml(
    `prices:
      - { model: m, from: 2026-01-01, to: 2026-03-29, input: 1 }
      - { model: m, from: 2026-03-29T18:00, input: 2 }`,
    'Europe/Berlin'
  );

  test.each([
    ['2025-12-31T22:59:59.999Z', null],
    ['2025-12-31T23:00:00Z', '1'],
    ['2026-03-28T22:59:59.999Z', '1'],
    ['2026-03-28T23:00:00Z', null],
    // DST began that morning: 18:00 in Berlin is 16:00 UTC.
    ['2026-03-29T15:59:59.999Z', null],
    ['2026-03-29T16:00:00Z', '2'],
    ['2030-01-01T00:00:00Z', '2'],
  ])('from (incl.) to (excl.) in the ledger’s zone: at %s it is %s', (time, provider) => {
    expect(costOf(pricing, at(time)).provider).toBe(provider);
  });
});

test('the youngest price in force wins, in whatever order they are written', () => {
  const old = '{ model: m, from: 2026-01-01, input: 1 }';
  const young = '{ model: m, from: 2026-02-01, input: 2 }';
  const always = '{ model: m, input: 9 }';
  for (const prices of [
    [old, young, always],
    [always, young, old],
    [young, always, old],
  ]) {
    const pricing = pricingFromYaml(`prices: [${prices.join()}]`);
    expect(costOf(pricing, at('2025-12-31T00:00:00Z')).provider).toBe('9');
    expect(costOf(pricing, at('2026-01-15T00:00:00Z')).provider).toBe('1');
    expect(costOf(pricing, at('2026-02-01T00:00:00Z')).provider).toBe('2');
  }
});

test('prices go by the model served, else by the model asked for', () => {
  const pricing = pricingFromYaml('prices: [{ model: alias, input: 1 }, { model: served, input: 2 }]');
  expect(costOf(pricing, { ...M, model: 'alias' }).provider).toBe('1');
  expect(costOf(pricing, { ...M, model: 'alias', response_model: 'served' }).provider).toBe('2');
  expect(costOf(pricing, { ...M, model: 'alias', response_model: 'served-2026' }).provider).toBe('1');
  expect(costOf(pricing, { ...M, model: 'unknown', response_model: 'served' }).provider).toBe('2');
  expect(costOf(pricing, { ...M, model: 'unknown', response_model: 'unknown' }).provider).toBeNull();
});

test('names of models are exact', () => {
  const pricing = pricingFromYaml('prices: [{ model: m, input: 1 }]');
  for (const model of ['M', 'm ', 'mm', 'constructor', '__proto__']) {
    expect(costOf(pricing, { ...M, model }).provider).toBeNull();
  }
});

test('prices go by the tier served', () => {
  const pricing = pricingFromYaml(
    'prices: [{ model: m, input: 2 }, { model: m, service_tier: batch, input: 1 }, { model: n, service_tier: default, input: 3 }]'
  );
  expect(costOf(pricing, M).provider).toBe('2');
  expect(costOf(pricing, { ...M, service_tier: 'default' }).provider).toBe('2');
  expect(costOf(pricing, { ...M, service_tier: 'batch' }).provider).toBe('1');
  expect(costOf(pricing, { ...M, service_tier: 'priority' }).provider).toBeNull();
  expect(costOf(pricing, { ...M, model: 'n' }).provider).toBe('3');
});

test('a price of a provider is that provider’s alone, by any of its names', () => {
  const pricing = pricingFromYaml('prices: [{ model: m, provider: vertex_ai, input: 1 }, { model: any, input: 2 }]');
  expect(costOf(pricing, { ...M, provider: 'gcp.vertex_ai' }).provider).toBe('1');
  expect(costOf(pricing, { ...M, provider: 'openai' }).provider).toBeNull();
  expect(costOf(pricing, { ...M, model: 'any', provider: 'openai' }).provider).toBe('2');
});

test('the book knows the provider of a model where it leaves no doubt', () => {
  const { prices } = pricingFromYaml(`
    prices:
      - { model: one, provider: openai, from: 2026-01-01, input: 1 }
      - { model: one, provider: openai.chat, from: 2026-02-01, input: 2 }
      - { model: two, provider: openai, input: 1 }
      - { model: two, provider: azure, input: 1 }
      - { model: none, input: 1 }`);
  expect(['one', 'two', 'none', 'unknown'].map((model) => prices.providerOf(model))).toEqual([
    'openai',
    undefined,
    undefined,
    undefined,
  ]);
});

test('the entry that was used is named in the record', () => {
  const { prices } = pricingFromYaml(
    'prices: [{ model: m, provider: openai, from: 2026-01-01, input: 1 }, { model: n, input: 1 }]'
  );
  expect(prices.find(usageRecord({ provider: 'openai' }))?.version).toBe('config:openai/m@2026-01-01');
  expect(prices.find(usageRecord({ model: 'n' }))?.version).toBe('config:n@always');
});
