import { type UsageRecord } from '../../contract/record';
import { pricingFromYaml, usageRecord } from '../test/pricing';
import { explainPrice } from './explain-price';

const pricing = pricingFromYaml(`
  prices:
    - { provider: acme, model: acme-large, from: 2026-01-01, to: 2027-01-01, input: 1.25, output: 10, cache_read: 0.125, tiers: [{ above: 200000, input: 2.5, output: 15 }] }
  customer:
    - { match: { team: search }, from: 2026-01-01, markup: 0.25, fee: 0.01 }`);

const explain = (fields: Partial<UsageRecord>) => explainPrice(usageRecord(fields), pricing);

test('a catalogue price is told with its version, how it was found, each component, the total and the customer’s rule', () => {
  const usage = { input_tokens: 1_000, cache_read_tokens: 400, output_tokens: 200 };
  expect(explain({ provider: 'openai', model: 'gpt-4o-2024-08-06', team: 'search', ...usage }).split('\n')).toEqual([
    'call        openai/gpt-4o-2024-08-06 at 2026-03-04T12:00:00.000Z, tier default',
    expect.stringMatching(/^entry {7}genai-prices@\S+:openai\/gpt-4o@always \(alias: gpt-4o-2024-08-06 → gpt-4o\)$/),
    expect.stringMatching(/^source {6}catalogue genai-prices@\d+\.\d+\.\d+$/),
    'valid       always',
    '  input           600 tokens × 2.5 USD per million = 0.0015',
    '  cache_read      400 tokens × 1.25 USD per million = 0.0005',
    '  output          200 tokens × 10 USD per million = 0.002',
    'provider    0.004 USD (computed)',
    'rule        config:1@2026-01-01 (team = search): markup 0.25, fee 0.01',
    'customer    0.015 USD = provider + markup 0.001 USD + fee 0.01 USD',
    'credits     1 (standard)',
  ]);
});

test('an own price is told with its validity and the context tier that holds', () => {
  const text = explain({ provider: 'acme', model: 'acme-large', input_tokens: 300_000, cache_read_tokens: 100_000 });
  expect(text).toContain('entry       config:acme/acme-large@2026-01-01 (exact: acme-large → acme-large)');
  expect(text).toContain('source      configuration');
  expect(text).toContain('valid       from 2026-01-01 to 2027-01-01 (excluded)');
  expect(text).toContain('300000 tokens of input: the rates above 200000 hold for the whole request');
  expect(text).toContain('input           200000 tokens × 2.5 USD per million = 0.5');
  expect(text).toContain('provider    0.5125 USD (computed)');
  expect(text).toContain('customer    0.5125 USD (no rule: what the provider charges)');
});

test('a price of certain hours is told with them, one per unit with its unit', () => {
  const noon = { provider: 'deepseek', model: 'deepseek-chat', input_tokens: 1 };
  expect(explain(noon)).toContain('valid       always, 00:30–16:30 UTC');
  expect(explain({ provider: 'openai', model: 'whisper-1', units: 90, unit: 'second' })).toContain(
    'unit            90 × 0.0001 USD per second = 0.009'
  );
});

test('a known model without a price for the call is told with the prices there are', () => {
  const text = explain({ provider: 'openai', model: 'o3', service_tier: 'flex', input_tokens: 1 });
  expect(text).toContain('entry       none: o3 has no price of this tier, unit and time; there are');
  expect(text).toMatch(/openai\/o3@2025-06-10, tier default, valid from 2025-06-10\n/);
  expect(text).toContain('provider    unknown (unpriced)');
});

test('an unknown model is told as such', () => {
  expect(explain({ model: 'ours', provider: 'acme' })).toContain(
    'entry       none: neither the configuration nor the catalogue has ours of acme'
  );
});
