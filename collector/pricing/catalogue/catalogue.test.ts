import { costOf, pricingFromYaml } from '../../test/pricing';

const M = 1_000_000;
const pricing = pricingFromYaml('{}');
const at = (time: string) => Date.parse(time);

/** Golden cases: list prices that providers have published, by what a million tokens of each kind cost. */
describe('a list price of the catalogue', () => {
  test.each([
    ['openai', 'gpt-4o', { input_tokens: M }, '2.5'],
    ['openai', 'gpt-4o', { output_tokens: M }, '10'],
    ['openai', 'gpt-4o', { input_tokens: M, cache_read_tokens: M }, '1.25'],
    ['openai', 'gpt-4o-mini', { input_tokens: M, output_tokens: M }, '0.75'],
    ['openai', 'text-embedding-3-small', { input_tokens: M }, '0.02'],
    ['openai', 'whisper-1', { units: 60, unit: 'second' }, '0.006'],
    ['anthropic', 'claude-haiku-4-5', { input_tokens: M, cache_write_tokens: M }, '1.25'],
    ['anthropic', 'claude-haiku-4-5', { input_tokens: M, cache_write_tokens: M, cache_write_1h_tokens: M }, '2'],
    ['gcp.gemini', 'gemini-2.5-flash', { input_tokens: M, input_audio_tokens: M }, '1'],
    ['gcp.gemini', 'gemini-2.5-flash-image', { output_tokens: M, output_image_tokens: M }, '30'],
    ['perplexity', 'sonar', { input_tokens: 1_000 }, '0.013'],
    ['perplexity', 'sonar-deep-research', { output_tokens: M, reasoning_tokens: M }, '3'],
  ])('%s/%s with %j costs %s', (provider, model, usage, cost) => {
    expect(costOf(pricing, { provider, model, ...usage })).toMatchObject({ provider: cost, source: 'computed' });
  });

  test('is that of the day of the call: o3 became cheaper on 2025-06-10 (UTC)', () => {
    const call = { provider: 'openai', model: 'o3', input_tokens: M };
    expect(costOf(pricing, { ...call, timestamp: at('2025-06-09T23:59:59.999Z') }).provider).toBe('10');
    expect(costOf(pricing, { ...call, timestamp: at('2025-06-10T00:00:00Z') }).provider).toBe('2');
  });

  test('without a start date holds always', () => {
    const call = { provider: 'openai', model: 'gpt-4o', input_tokens: M, timestamp: at('2001-01-01T00:00:00Z') };
    expect(costOf(pricing, call).provider).toBe('2.5');
  });

  test.each([
    ['00:29:59', '0.135'],
    ['00:30:00', '0.27'],
    ['16:29:59', '0.27'],
    ['16:30:00', '0.135'],
  ])('is that of the time of day: deepseek-chat at %s UTC costs %s', (time, cost) => {
    const call = { provider: 'deepseek', model: 'deepseek-chat', input_tokens: M };
    expect(costOf(pricing, { ...call, timestamp: at(`2025-03-01T${time}Z`) }).provider).toBe(cost);
  });

  test('of certain hours holds from the date of the price it is an exception to', () => {
    const call = { provider: 'deepseek', model: 'deepseek-v4-flash', input_tokens: M };
    expect(costOf(pricing, { ...call, timestamp: at('2026-08-16T02:00:00Z') }).provider).toBe('0.14');
    expect(costOf(pricing, { ...call, timestamp: at('2026-08-17T02:00:00Z') }).provider).toBe('0.44');
    expect(costOf(pricing, { ...call, timestamp: at('2026-08-17T05:00:00Z') }).provider).toBe('0.22');
  });
});

describe('a context tier of the catalogue reprices the whole request', () => {
  test.each([
    ['anthropic', 'claude-sonnet-4-5', { input_tokens: 200_000 }, '0.6'],
    ['anthropic', 'claude-sonnet-4-5', { input_tokens: 200_001 }, '1.200006'],
    ['anthropic', 'claude-sonnet-4-5', { input_tokens: 200_000, output_tokens: M }, '15.6'],
    ['anthropic', 'claude-sonnet-4-5', { input_tokens: 300_000, output_tokens: M }, '24.3'],
    ['anthropic', 'claude-sonnet-4-5', { input_tokens: 300_000, cache_read_tokens: 290_000 }, '0.234'],
    ['gcp.gemini', 'gemini-2.5-pro', { input_tokens: 200_000, output_tokens: 1_000 }, '0.26'],
    ['gcp.gemini', 'gemini-2.5-pro', { input_tokens: 300_000, output_tokens: 1_000 }, '0.765'],
    ['gcp.vertex_ai', 'gemini-1.5-flash', { input_tokens: 128_001 }, '0.01920015'],
  ])('%s/%s with %j costs %s', (provider, model, usage, cost) => {
    expect(costOf(pricing, { provider, model, ...usage }).provider).toBe(cost);
  });
});

describe('a free model', () => {
  test.each([
    ['openrouter', 'deepseek/deepseek-r1:free'],
    ['openai', 'omni-moderation-latest'],
    ['gcp.gemini', 'gemma-3'],
  ])('%s/%s costs a true 0', (provider, model) => {
    const usage = { input_tokens: M, output_tokens: M, reasoning_tokens: 5 };
    expect(costOf(pricing, { provider, model, ...usage })).toMatchObject({ provider: '0', source: 'computed' });
  });

  test.each([
    ['openrouter', 'google/lyria-3-pro-preview'],
    ['cerebras', 'qwen-3-coder-480b'],
  ])('is none that the source has no rates of and does not call free: %s/%s', (provider, model) => {
    expect(costOf(pricing, { provider, model, input_tokens: M })).toMatchObject({ provider: null, source: 'unpriced' });
  });
});

describe('tiers as served', () => {
  const call = { provider: 'openai', model: 'gpt-4o', input_tokens: M };

  test.each(['default', 'standard', 'auto', 'Standard'])('%s is the usual price', (service_tier) => {
    expect(costOf(pricing, { ...call, service_tier }).provider).toBe('2.5');
  });

  test.each(['flex', 'priority', 'batch', 'scale'])('%s is unpriced, never the usual price', (service_tier) => {
    expect(costOf(pricing, { ...call, service_tier })).toMatchObject({ provider: null, source: 'unpriced' });
  });

  test('an own price of a tier adds it to the catalogue', () => {
    const own = pricingFromYaml('prices: [{ provider: openai, model: gpt-4o, service_tier: batch, input: 1.25 }]');
    expect(costOf(own, { ...call, service_tier: 'batch' }).provider).toBe('1.25');
    expect(costOf(own, call).provider).toBe('2.5');
  });
});

test('without the catalogue its models are unpriced', () => {
  const call = { provider: 'openai', model: 'gpt-4o', input_tokens: M };
  expect(costOf(pricingFromYaml('catalogue: false'), call).source).toBe('unpriced');
});
