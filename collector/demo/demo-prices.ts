/** Public list prices of the demo's models, USD per 1,000,000 tokens. The self-hosted model has none on purpose. */
export const DEMO_PRICES = [
  { provider: 'openai', model: 'gpt-4o', input: 2.5, cache_read: 1.25, output: 10 },
  { provider: 'openai', model: 'gpt-4o-mini', input: 0.15, cache_read: 0.075, output: 0.6 },
  { provider: 'openai', model: 'text-embedding-3-small', input: 0.02 },
  {
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    input: 3,
    cache_read: 0.3,
    cache_write: 3.75,
    cache_write_1h: 6,
    output: 15,
  },
  {
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    input: 1,
    cache_read: 0.1,
    cache_write: 1.25,
    cache_write_1h: 2,
    output: 5,
  },
  { provider: 'gcp.gemini', model: 'gemini-2.5-flash', input: 0.3, cache_read: 0.03, output: 2.5 },
  { provider: 'mistral_ai', model: 'mistral-large-latest', input: 2, output: 6 },
];

export const DEMO_CUSTOMER_RULES = [{ match: { team: 'support' }, markup: 0.25, fee: 0.001 }, { markup: 0.1 }];
