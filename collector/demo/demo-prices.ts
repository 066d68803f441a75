import { PRICE_CHANGE_DAY, RULE_CHANGE_DAY } from './demo-story';
import { dateOf, type DemoTrial } from './demo-trial';

/** Tiers at other rates than the list's: half in batches, more where it has to be quick. */
const TIERED: ReadonlyArray<
  readonly [tier: string, factor: number, provider: string, model: string, input: number, output: number]
> = [
  ['batch', 0.5, 'openai', 'gpt-5.6-luna', 0.2, 1.2],
  ['batch', 0.5, 'openai', 'gpt-5.3-codex', 1.75, 14],
  ['batch', 0.5, 'anthropic', 'claude-sonnet-5', 2, 10],
  ['batch', 0.5, 'gcp.gemini', 'gemini-2.5-flash-lite', 0.1, 0.4],
  ['priority', 2, 'openai', 'gpt-5.6-sol', 4, 20],
  ['priority', 2, 'openai', 'gpt-6-sol', 2, 10],
  ['priority', 1.8, 'gcp.gemini', 'gemini-3.1-pro-preview', 2, 12],
  ['priority', 1.5, 'anthropic', 'claude-opus-5', 5, 25],
  ['priority', 1.5, 'anthropic', 'claude-opus-5-5', 4, 20],
];

/**
 * What the demo's models cost that the catalogue has no price of, or another one, as the key `pricing` has it.
 * `qwen3-next-80b` has no price on purpose: its calls are unpriced.
 */
export function demoPricing(trial: DemoTrial) {
  const change = dateOf(trial, PRICE_CHANGE_DAY);
  const pro = { provider: 'gcp.gemini', model: 'gemini-3.1-pro-preview' };
  return {
    catalogue: true,
    prices: [
      {
        ...pro,
        to: change,
        input: 2,
        cache_read: 0.2,
        output: 12,
        tiers: [{ above: 200_000, input: 4, cache_read: 0.4, output: 18 }],
      },
      // A contract from the middle of the 90 days on: 35 % below the list.
      {
        ...pro,
        from: change,
        input: 1.3,
        cache_read: 0.13,
        output: 7.8,
        tiers: [{ above: 200_000, input: 2.6, cache_read: 0.26, output: 11.7 }],
      },
      ...TIERED.map(([service_tier, factor, provider, model, input, output]) => ({
        provider,
        model,
        service_tier,
        input: round(input * factor),
        cache_read: round((input * factor) / 10),
        output: round(output * factor),
      })),
      { provider: 'self-hosted', model: 'llama-3.3-70b', input: 0, output: 0 },
      ...['batch', 'default'].slice(0, 1).map((service_tier) => ({
        provider: 'self-hosted',
        model: 'llama-3.3-70b',
        service_tier,
        input: 0,
        output: 0,
      })),
      { provider: 'aws.bedrock', model: 'amazon.nova-canvas-v1:0', unit: 0.04, unit_name: 'image' },
      { provider: 'openai', model: 'tts-1', unit: 0.000015, unit_name: 'character' },
      { provider: 'cohere', model: 'rerank-v3.5', unit: 0.002, unit_name: 'search' },
      // Agreed on, but nobody calls them.
      { provider: 'openai', model: 'dall-e-3', unit: 0.04, unit_name: 'image' },
      { provider: 'self-hosted', model: 'phi-4-mini', input: 0, output: 0 },
      { provider: 'self-hosted', model: 'gemma-3-27b', input: 0.05, output: 0.08 },
    ],
    customer: [
      { match: { team: 'support' }, to: dateOf(trial, RULE_CHANGE_DAY), markup: 0.25, fee: 0.001 },
      { match: { team: 'support' }, from: dateOf(trial, RULE_CHANGE_DAY), markup: 0.18, fee: 0.002 },
      { match: { organization: 'example-retail' }, markup: 0.15 },
      { match: { project: 'pricing-agent' }, markup: 0 },
      { markup: 0.08 },
    ],
  };
}

/** Credits of a call: from 2 on premium, below 1 economy, and 1 where nothing is said. */
export const DEMO_CREDITS = {
  multipliers: [
    { provider: 'anthropic', model: 'claude-opus-5', multiplier: 5 },
    { provider: 'anthropic', model: 'claude-opus-5-5', multiplier: 4 },
    { provider: 'openai', model: 'gpt-5.6-sol', multiplier: 3 },
    { provider: 'openai', model: 'gpt-6-sol', multiplier: 2 },
    { provider: 'gcp.gemini', model: 'gemini-3.1-pro-preview', multiplier: 2.5 },
    { provider: 'openai', model: 'gpt-5.3-codex', multiplier: 1.5 },
    { provider: 'anthropic', model: 'claude-haiku-4-5', multiplier: 0.33 },
    { provider: 'openai', model: 'gpt-5.6-luna', multiplier: 0.25 },
    { provider: 'openai', model: 'gpt-5-mini', multiplier: 0.33 },
    { provider: 'gcp.gemini', model: 'gemini-3.8-flash', multiplier: 0.5 },
    { provider: 'gcp.gemini', model: 'gemini-2.5-flash', multiplier: 0.33 },
    { provider: 'gcp.gemini', model: 'gemini-2.5-flash-lite', multiplier: 0.1 },
    { provider: 'mistral_ai', model: 'mistral-small-latest', multiplier: 0.25 },
    { provider: 'mistral_ai', model: 'codestral-latest', multiplier: 0.25 },
    { provider: 'aws.bedrock', model: 'amazon.nova-lite-v1:0', multiplier: 0.1 },
    { provider: 'self-hosted', model: 'llama-3.3-70b', multiplier: 0 },
    { provider: 'self-hosted', model: 'qwen3-next-80b', multiplier: 0 },
    ...[
      'text-embedding-3-small',
      'text-embedding-3-large',
      'embed-v4.0',
      'gemini-embedding-001',
      'rerank-v3.5',
      'omni-moderation-latest',
    ].map((model) => ({ model, multiplier: 0.05 })),
  ],
};

function round(rate: number): number {
  return Number(rate.toFixed(6));
}
