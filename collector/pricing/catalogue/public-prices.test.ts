import { costOf, pricingFromYaml } from '../../test/pricing';

/** What the catalogue lacks: providers publish that a batch costs half of the usual price. */
const pricing = pricingFromYaml(`
  prices:
    - { provider: openai, model: gpt-4o, service_tier: batch, input: 1.25, output: 5 }
`);

interface Bill {
  readonly provider: string;
  readonly model: string;
  readonly at: string;
  readonly tier?: string;
  /** All input. */
  readonly in: number;
  /** All output. */
  readonly out?: number;
  /** Parts of the input: read from the cache, written to it (all), and of that for an hour. */
  readonly read?: number;
  readonly write?: number;
  readonly write1h?: number;
  readonly audio?: number;
  /** Part of the output. */
  readonly reasoning?: number;
  /** USD, worked out by hand. */
  readonly usd: string;
  /** Where the price is published. */
  readonly page: string;
}

const OPENAI = 'https://platform.openai.com/docs/pricing';
const ANTHROPIC = 'https://www.anthropic.com/pricing#api';
const BEDROCK = 'https://aws.amazon.com/bedrock/pricing/';
const GEMINI = 'https://ai.google.dev/gemini-api/docs/pricing';
const DEEPSEEK = 'https://api-docs.deepseek.com/quick_start/pricing';
const PERPLEXITY = 'https://docs.perplexity.ai/docs/getting-started/pricing';
const OPENROUTER = 'https://openrouter.ai/models';

/** Above each row its arithmetic, tokens × USD per million tokens; the sum is in millionths of a USD. */
const BILLS: readonly Bill[] = [
  // 2,105 × 2.50 + 10,240 cached × 1.25 + 678 × 10 = 5,262.5 + 12,800 + 6,780 = 24,842.5
  {
    ...{ provider: 'openai', model: 'gpt-4o', at: '2026-01-15T12:00:00Z', page: OPENAI },
    ...{ in: 12_345, read: 10_240, out: 678, usd: '0.0248425' },
  },
  // The first gpt-4o, before its price was cut: 12,345 × 5 + 678 × 15 = 61,725 + 10,170 = 71,895
  {
    ...{ provider: 'openai', model: 'gpt-4o-2024-05-13', at: '2024-06-01T12:00:00Z', page: OPENAI },
    ...{ in: 12_345, out: 678, usd: '0.071895' },
  },
  // 1 × 0.15 + 1 × 0.60 = 0.75
  {
    ...{ provider: 'openai', model: 'gpt-4o-mini', at: '2026-01-15T12:00:00Z', page: OPENAI },
    ...{ in: 1, out: 1, usd: '0.00000075' },
  },
  // By the own entry: 40,000 × 1.25 + 9,999 × 5 = 50,000 + 49,995 = 99,995
  {
    ...{ provider: 'openai', model: 'gpt-4o', at: '2026-01-15T12:00:00Z', tier: 'batch', page: OPENAI },
    ...{ in: 40_000, out: 9_999, usd: '0.099995' },
  },
  // The day before its price was cut, reasoning is output: 5,000 × 10 + 20,000 × 40 = 50,000 + 800,000 = 850,000
  {
    ...{ provider: 'openai', model: 'o3', at: '2025-06-09T12:00:00Z', page: OPENAI },
    ...{ in: 5_000, out: 20_000, reasoning: 18_000, usd: '0.85' },
  },
  // The day after: 5,000 × 2 + 20,000 × 8 = 10,000 + 160,000 = 170,000
  {
    ...{ provider: 'openai', model: 'o3', at: '2025-06-11T12:00:00Z', page: OPENAI },
    ...{ in: 5_000, out: 20_000, reasoning: 18_000, usd: '0.17' },
  },
  // 144,000 × 1.25 + 128,000 cached × 0.125 + 64,000 × 10 = 180,000 + 16,000 + 640,000 = 836,000
  {
    ...{ provider: 'openai', model: 'gpt-5', at: '2025-10-01T12:00:00Z', page: OPENAI },
    ...{ in: 272_000, read: 128_000, out: 64_000, reasoning: 48_000, usd: '0.836' },
  },
  // 123,457 × 0.13 = 16,049.41
  {
    ...{ provider: 'openai', model: 'text-embedding-3-large', at: '2026-01-15T12:00:00Z', page: OPENAI },
    ...{ in: 123_457, usd: '0.01604941' },
  },
  // 10,000 × 3 + 12,000 read × 0.30 + 5,000 written × 3.75 + 3,000 for an hour × 6 + 1,500 × 15
  // = 30,000 + 3,600 + 18,750 + 18,000 + 22,500 = 92,850
  {
    ...{ provider: 'anthropic', model: 'claude-sonnet-4-5', at: '2026-01-15T12:00:00Z', page: ANTHROPIC },
    ...{ in: 30_000, read: 12_000, write: 8_000, write1h: 3_000, out: 1_500, usd: '0.09285' },
  },
  // Above 200,000, cached ones counted: 1 × 6 + 150,000 read × 0.60 + 50,000 written × 7.50 + 1,000 × 22.50
  // = 6 + 90,000 + 375,000 + 22,500 = 487,506
  {
    ...{ provider: 'anthropic', model: 'claude-sonnet-4-5', at: '2026-01-15T12:00:00Z', page: ANTHROPIC },
    ...{ in: 200_001, read: 150_000, write: 50_000, out: 1_000, usd: '0.487506' },
  },
  // The last day that long prompts cost more: 250,000 × 6 + 4,000 × 22.50 = 1,500,000 + 90,000 = 1,590,000
  {
    ...{ provider: 'anthropic', model: 'claude-sonnet-4-6', at: '2026-03-12T12:00:00Z', page: ANTHROPIC },
    ...{ in: 250_000, out: 4_000, usd: '1.59' },
  },
  // And the next: 250,000 × 3 + 4,000 × 15 = 750,000 + 60,000 = 810,000
  {
    ...{ provider: 'anthropic', model: 'claude-sonnet-4-6', at: '2026-03-13T12:00:00Z', page: ANTHROPIC },
    ...{ in: 250_000, out: 4_000, usd: '0.81' },
  },
  // 4 × 0.035 + 3 read × 0.00875 + 1 × 0.14 = 0.14 + 0.02625 + 0.14 = 0.30625
  {
    ...{ provider: 'aws.bedrock', model: 'amazon.nova-micro-v1:0', at: '2026-01-15T12:00:00Z', page: BEDROCK },
    ...{ in: 7, read: 3, out: 1, usd: '0.00000030625' },
  },
  // Up to 200,000: 180,000 × 1.25 + 20,000 cached × 0.125 + 1,000 × 10 = 225,000 + 2,500 + 10,000 = 237,500
  {
    ...{ provider: 'gcp.gemini', model: 'gemini-2.5-pro', at: '2026-01-15T12:00:00Z', page: GEMINI },
    ...{ in: 200_000, read: 20_000, out: 1_000, usd: '0.2375' },
  },
  // One more: 180,001 × 2.50 + 20,000 cached × 0.25 + 1,000 × 15 = 450,002.5 + 5,000 + 15,000 = 470,002.5
  {
    ...{ provider: 'gcp.gemini', model: 'gemini-2.5-pro', at: '2026-01-15T12:00:00Z', page: GEMINI },
    ...{ in: 200_001, read: 20_000, out: 1_000, usd: '0.4700025' },
  },
  // 10,000 × 0.30 + 30,000 audio × 1 + 2,000 × 2.50 = 3,000 + 30,000 + 5,000 = 38,000
  {
    ...{ provider: 'gcp.gemini', model: 'gemini-2.5-flash', at: '2026-01-15T12:00:00Z', page: GEMINI },
    ...{ in: 40_000, audio: 30_000, out: 2_000, usd: '0.038' },
  },
  // By day (00:30–16:30 UTC): 40,000 × 0.55 + 60,000 cached × 0.14 + 10,000 × 2.19 = 22,000 + 8,400 + 21,900 = 52,300
  {
    ...{ provider: 'deepseek', model: 'deepseek-reasoner', at: '2025-03-01T12:00:00Z', page: DEEPSEEK },
    ...{ in: 100_000, read: 60_000, out: 10_000, reasoning: 8_000, usd: '0.0523' },
  },
  // Off-peak: 40,000 × 0.135 + 60,000 cached × 0.035 + 10,000 × 0.55 = 5,400 + 2,100 + 5,500 = 13,000
  {
    ...{ provider: 'deepseek', model: 'deepseek-reasoner', at: '2025-03-01T17:00:00Z', page: DEEPSEEK },
    ...{ in: 100_000, read: 60_000, out: 10_000, reasoning: 8_000, usd: '0.013' },
  },
  // 14,000 for the request (high search context) + 2,000 × 3 + 500 × 15 = 14,000 + 6,000 + 7,500 = 27,500
  {
    ...{ provider: 'perplexity', model: 'sonar-pro', at: '2026-01-15T12:00:00Z', page: PERPLEXITY },
    ...{ in: 2_000, out: 500, usd: '0.0275' },
  },
  // Free, which is no unknown price: 9,999 × 0 + 9,999 × 0 = 0
  {
    ...{ provider: 'openrouter', model: 'deepseek-r1:free', at: '2026-01-15T12:00:00Z', page: OPENROUTER },
    ...{ in: 9_999, out: 9_999, usd: '0' },
  },
];

test.each(BILLS)('$model at $at for $in in and $out out costs $usd, as published on $page', (bill) => {
  const call = {
    provider: bill.provider,
    model: bill.model,
    timestamp: Date.parse(bill.at),
    service_tier: bill.tier,
    input_tokens: bill.in,
    output_tokens: bill.out,
    cache_read_tokens: bill.read,
    cache_write_tokens: bill.write,
    cache_write_1h_tokens: bill.write1h,
    input_audio_tokens: bill.audio,
    reasoning_tokens: bill.reasoning,
  };
  expect(costOf(pricing, call)).toMatchObject({ provider: bill.usd, cost: bill.usd, source: 'computed' });
});
