/** The 40 models that the demo calls, by their real names. What they cost is the catalogue's and `demo-prices.ts`'s to say. */
export interface DemoModel {
  readonly provider: string;
  readonly name: string;
  /** Names that the provider answers with where the name asked for is an alias. */
  readonly served?: string;
  /** Median ms to the first token, or to the whole answer where none is streamed. */
  readonly first: number;
  /** Output tokens a second. */
  readonly speed: number;
  /** Share of calls that fail. */
  readonly errors: number;
  /** USD per 1,000,000 tokens of input and output, where a gateway reports what it charged. */
  readonly reports?: readonly [input: number, output: number];
}

const REPORTED: Readonly<Record<string, readonly [number, number]>> = {
  'deepseek/deepseek-v4-pro': [0.435, 0.87],
  'moonshotai/kimi-k2.6': [0.68, 3.41],
  'qwen/qwen3-coder': [0.22, 1.8],
};

const OPENAI = of('openai', [
  ['gpt-5.6-sol', 900, 120, 0.009, 'gpt-5.6-sol-2026-06-11'],
  ['gpt-6-sol', 750, 165, 0.011, 'gpt-6-sol-2026-09-30'],
  ['gpt-5.6-luna', 350, 160, 0.006],
  ['gpt-4o', 520, 120, 0.012, 'gpt-4o-2024-11-20'],
  ['gpt-5-mini', 480, 180, 0.007, 'gpt-5-mini-2025-08-07'],
  ['gpt-5.3-codex', 1_100, 150, 0.012],
  ['text-embedding-3-large', 190, 1_000, 0.003],
  ['text-embedding-3-small', 120, 1_000, 0.002],
  ['gpt-image-1.5', 3_200, 420, 0.02, 'gpt-image-1.5-2025-12-16'],
  ['tts-1', 700, 1_000, 0.006],
  ['gpt-4o-transcribe', 900, 220, 0.009],
  ['whisper-1', 1_400, 200, 0.008],
  ['omni-moderation-latest', 140, 1_000, 0.001],
]);

const ANTHROPIC = of('anthropic', [
  ['claude-opus-5', 1_500, 105, 0.012],
  ['claude-opus-5-5', 1_150, 135, 0.009],
  ['claude-sonnet-5', 850, 150, 0.009],
  ['claude-sonnet-4-6', 1_050, 110, 0.011],
  ['claude-haiku-4-5', 420, 150, 0.006, 'claude-haiku-4-5-20251001'],
]);

const GEMINI = of('gcp.gemini', [
  ['gemini-3.1-pro-preview', 1_900, 150, 0.016],
  ['gemini-3.8-flash', 380, 190, 0.008],
  ['gemini-2.5-flash', 420, 170, 0.012],
  ['gemini-2.5-flash-lite', 260, 240, 0.008],
  ['gemini-embedding-001', 210, 1_000, 0.004],
  ['gemini-3.1-flash-image', 2_600, 500, 0.025],
]);

const BEDROCK = of('aws.bedrock', [
  ['eu.anthropic.claude-sonnet-5-v1:0', 1_150, 125, 0.014],
  ['amazon.nova-pro-v1:0', 620, 100, 0.009],
  ['amazon.nova-lite-v1:0', 340, 160, 0.008],
  ['amazon.nova-canvas-v1:0', 8_500, 1_000, 0.03],
]);

const MISTRAL = of('mistral_ai', [
  ['mistral-large-2512', 640, 120, 0.014],
  ['mistral-small-latest', 300, 150, 0.01],
  ['codestral-latest', 210, 180, 0.007],
  ['mistral-ocr-latest', 2_300, 1_000, 0.015],
  ['voxtral-mini-latest', 1_100, 220, 0.012],
]);

const COHERE = of('cohere', [
  ['rerank-v3.5', 160, 1_000, 0.004],
  ['embed-v4.0', 170, 1_000, 0.004],
]);

const OPENROUTER = of('openrouter', [
  ['deepseek/deepseek-v4-pro', 1_700, 115, 0.03],
  ['moonshotai/kimi-k2.6', 1_300, 120, 0.022],
  ['qwen/qwen3-coder', 900, 135, 0.02],
]);

const SELF_HOSTED = of('self-hosted', [
  ['llama-3.3-70b', 900, 34, 0.026, 'llama-3.3-70b-instruct-awq'],
  ['qwen3-next-80b', 700, 46, 0.02],
]);

export const DEMO_MODELS: readonly DemoModel[] = [
  ...OPENAI,
  ...ANTHROPIC,
  ...GEMINI,
  ...BEDROCK,
  ...MISTRAL,
  ...COHERE,
  ...OPENROUTER,
  ...SELF_HOSTED,
];

const BY_NAME = new Map(DEMO_MODELS.map((model) => [model.name, model]));

/** A model of the demo; asking for one that it does not have is a bug and throws. */
export function demoModel(name: string): DemoModel {
  const model = BY_NAME.get(name);
  if (!model) {
    throw new Error(`The demo has no model ${name}`);
  }
  return model;
}

type Row = readonly [name: string, first: number, speed: number, errors: number, served?: string];

function of(provider: string, rows: readonly Row[]): DemoModel[] {
  return rows.map(([name, first, speed, errors, served]) => ({
    provider,
    name,
    first,
    speed,
    errors,
    ...(served ? { served } : {}),
    ...(REPORTED[name] ? { reports: REPORTED[name] } : {}),
  }));
}
