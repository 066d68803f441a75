import { ramp, type Schedule } from './demo-calendar';
import { OPUS_LAUNCH, SILENT_SINCE, SILENT_SOURCE, SOL_LAUNCH, SONNET_RETIRED } from './demo-story';

/** A key, what part of the calls goes through it, and when. Days count from the trial's own week. */
export interface DemoKey {
  readonly name: string;
  readonly environment: string;
  readonly weight: number;
  readonly from?: number;
  readonly to?: number;
  /** Share of its calls that are refused: its secret has expired. */
  readonly refused?: number;
}

/** One thing that a team does with models. */
export interface DemoWorkload {
  readonly team: string;
  readonly project: string;
  readonly task: string;
  readonly source: string;
  readonly operation: string;
  readonly endpoint: string;
  /** Calls of a working day in the trial's week. */
  readonly perDay: number;
  readonly schedule: Schedule;
  readonly keys: readonly DemoKey[];
  readonly models: ReadonlyArray<readonly [model: string, weight: number | ((day: number) => number)]>;
  /** Median tokens. */
  readonly input?: number;
  readonly output?: number;
  /** Share of the input that comes from the provider's cache, and that goes into it. */
  readonly cached?: readonly [read: number, written: number];
  /** Share of the output that is reasoning. */
  readonly reasoning?: number;
  /** What is billed instead of tokens, and its median. */
  readonly units?: readonly [unit: string, amount: number];
  /** Which kind of tokens the input or the output is, beside text. */
  readonly kinds?: { readonly input?: 'audio' | 'image'; readonly output?: 'image' };
  /** Share of calls that are streamed, signed for by a person, rated, and answered by the gateway's cache. */
  readonly streamed?: number;
  readonly signed?: number;
  readonly rated?: number;
  readonly gatewayCache?: number;
  readonly tiers?: ReadonlyArray<readonly [tier: string, weight: number]>;
  readonly configurations?: readonly string[];
  /** Tags: the feature, and whether calls are made for a customer. */
  readonly feature?: string;
  readonly forCustomers?: boolean;
  readonly sessions?: boolean;
  /** Since when it is done at all, and when everybody did; days of the trial. */
  readonly takenUp?: { readonly from: number; readonly until: number };
  readonly until?: number;
  /** How many times as busy the turn of the month is. */
  readonly monthEnd?: number;
}

const CHAT = { operation: 'chat', endpoint: '/v1/chat/completions' } as const;
const MESSAGES = { operation: 'chat', endpoint: '/v1/messages' } as const;
const RESPONSES = { operation: 'chat', endpoint: '/v1/responses' } as const;
const VISION = { operation: 'vision', kinds: { input: 'image' } } as const;
const EMBEDDINGS = { operation: 'embeddings', endpoint: '/v1/embeddings', streamed: 0 } as const;
const LITELLM = 'litellm-gateway';
const OTEL = 'otel-collector';
const BATCH = 'batch-jobs';

const both = (project: string, production = 0.8): DemoKey[] => [
  { name: `${project}-prod`, environment: 'production', weight: production },
  { name: `${project}-staging`, environment: 'staging', weight: (1 - production) * 0.6 },
  { name: `${project}-dev`, environment: 'development', weight: (1 - production) * 0.4 },
];
const only = (name: string, environment = 'production'): DemoKey[] => [{ name, environment, weight: 1 }];

/** The share of a model that comes out and is taken up, and of the one that it takes over from. */
const rising =
  ({ from, until }: { from: number; until: number }, weight: number) =>
  (day: number) =>
    weight * ramp(day, from, until);
const falling =
  ({ from, until }: { from: number; until: number }, weight: number, rest: number) =>
  (day: number) =>
    weight * (1 - (1 - rest) * ramp(day, from, until));
const before = (end: number, weight: number) => (day: number) => (day < end ? weight : 0);

const ENGINEERING: DemoWorkload[] = [
  {
    ...MESSAGES,
    team: 'engineering',
    project: 'code-assistant',
    task: 'coding',
    source: 'claude-code',
    perDay: 365,
    schedule: 'office',
    keys: only('claude-code-seats', 'development'),
    models: [
      ['claude-opus-5', falling(OPUS_LAUNCH, 4, 0.12)],
      ['claude-opus-5-5', rising(OPUS_LAUNCH, 4.6)],
      ['claude-sonnet-5', (day) => 3.2 + 1.3 * ramp(day, SONNET_RETIRED - 30, SONNET_RETIRED)],
      ['claude-sonnet-4-6', before(SONNET_RETIRED, 1.4)],
      ['claude-haiku-4-5', 1.6],
    ],
    input: 172_000,
    output: 2_100,
    cached: [0.78, 0.12],
    reasoning: 0.25,
    streamed: 1,
    signed: 1,
    sessions: true,
    configurations: ['default', 'plan-mode', 'accept-edits'],
    feature: 'claude-code',
  },
  {
    ...RESPONSES,
    team: 'engineering',
    project: 'pull-requests',
    task: 'code review',
    source: LITELLM,
    perDay: 112,
    schedule: 'office',
    keys: [
      ...both('pull-requests', 0.9),
      { name: 'pull-requests-2025', environment: 'production', weight: 0.5, to: -41 },
    ],
    models: [
      ['gpt-5.3-codex', 5],
      ['gpt-5.6-sol', falling(SOL_LAUNCH, 2, 0.1)],
      ['gpt-6-sol', rising(SOL_LAUNCH, 2.5)],
      ['qwen/qwen3-coder', 1],
    ],
    input: 118_000,
    output: 2_800,
    cached: [0.45, 0],
    reasoning: 0.5,
    signed: 0.85,
    rated: 0.08,
    configurations: ['review-v3', 'review-v4'],
    feature: 'review',
  },
  {
    ...CHAT,
    endpoint: '/v1/fim/completions',
    operation: 'text_completion',
    team: 'engineering',
    project: 'code-assistant',
    task: 'completion',
    source: LITELLM,
    perDay: 70,
    schedule: 'office',
    keys: only('editor-completion', 'development'),
    models: [['codestral-latest', 1]],
    input: 3_100,
    output: 60,
    streamed: 0,
    signed: 1,
    feature: 'editor',
  },
];

const PLATFORM: DemoWorkload[] = [
  {
    ...CHAT,
    team: 'platform',
    project: 'incident-desk',
    task: 'incident summary',
    source: OTEL,
    perDay: 60,
    schedule: 'shop',
    keys: both('incident-desk', 0.85),
    models: [
      ['eu.anthropic.claude-sonnet-5-v1:0', 5],
      ['amazon.nova-pro-v1:0', 3],
      ['llama-3.3-70b', 2],
    ],
    input: 78_000,
    output: 900,
    streamed: 0.3,
    signed: 0.55,
    feature: 'incidents',
  },
  {
    ...RESPONSES,
    team: 'platform',
    project: 'ci',
    task: 'test repair',
    source: OTEL,
    perDay: 92,
    schedule: 'office',
    keys: [...both('ci', 0.4), { name: 'ci-flaky-hunter', environment: 'development', weight: 0.35, from: -5 }],
    models: [
      ['gpt-5.3-codex', 4],
      ['claude-sonnet-5', 3],
      ['moonshotai/kimi-k2.6', 2],
    ],
    input: 165_000,
    output: 3_200,
    cached: [0.5, 0.08],
    reasoning: 0.4,
    signed: 0.3,
    tiers: [
      ['default', 8],
      ['flex', 0],
      ['batch', 2],
    ],
    feature: 'ci',
    takenUp: { from: -62, until: -25 },
  },
];

const DATA_SCIENCE: DemoWorkload[] = [
  {
    ...RESPONSES,
    team: 'data-science',
    project: 'research-desk',
    task: 'deep research',
    source: OTEL,
    perDay: 72,
    schedule: 'office',
    keys: both('research-desk', 0.6),
    models: [
      ['gpt-5.6-sol', falling(SOL_LAUNCH, 5, 0.15)],
      ['gpt-6-sol', rising(SOL_LAUNCH, 5)],
      ['gemini-3.1-pro-preview', 4],
      ['deepseek/deepseek-v4-pro', 2],
    ],
    input: 185_000,
    output: 8_000,
    cached: [0.2, 0],
    reasoning: 0.7,
    streamed: 0.5,
    signed: 1,
    rated: 0.1,
    tiers: [
      ['default', 9],
      ['priority', 1],
    ],
    sessions: true,
    feature: 'research',
  },
  {
    ...CHAT,
    team: 'data-science',
    project: 'product-labels',
    task: 'classification',
    source: BATCH,
    perDay: 92,
    schedule: 'nightly',
    keys: [...only('product-labels-batch'), { name: 'churn-study', environment: 'development', weight: 0.4, to: -25 }],
    models: [
      ['gpt-5.6-luna', 3],
      ['gemini-2.5-flash-lite', 3],
      ['llama-3.3-70b', 3],
      ['qwen3-next-80b', 2],
    ],
    input: 9_500,
    output: 450,
    streamed: 0,
    signed: 0.5,
    tiers: [
      ['batch', 6],
      ['default', 4],
    ],
    feature: 'catalogue',
  },
];

const SUPPORT: DemoWorkload[] = [
  {
    ...CHAT,
    team: 'support',
    project: 'help-desk',
    task: 'answering',
    source: LITELLM,
    perDay: 190,
    schedule: 'shop',
    keys: both('help-desk', 0.92),
    models: [
      ['claude-sonnet-5', 4],
      ['claude-haiku-4-5', 3],
      ['gpt-5.6-luna', 2],
      ['gpt-4o', falling({ from: -80, until: 0 }, 3, 0.15)],
    ],
    input: 34_000,
    output: 520,
    cached: [0.4, 0.06],
    streamed: 0.85,
    signed: 0.9,
    rated: 0.16,
    gatewayCache: 0.07,
    sessions: true,
    configurations: ['answers-v7', 'answers-v8'],
    feature: 'chat-widget',
    forCustomers: true,
  },
  {
    operation: 'transcription',
    endpoint: '/v1/audio/transcriptions',
    team: 'support',
    project: 'phone-line',
    task: 'call notes',
    source: LITELLM,
    perDay: 26,
    schedule: 'office',
    keys: only('phone-line-prod'),
    models: [['voxtral-mini-latest', 1]],
    units: ['second', 410],
    streamed: 0,
    signed: 0.9,
    feature: 'phone',
    forCustomers: true,
  },
  {
    operation: 'translation',
    endpoint: '/v1/audio/translations',
    team: 'support',
    project: 'phone-line',
    task: 'translation',
    source: LITELLM,
    perDay: 12,
    schedule: 'office',
    keys: only('phone-line-prod'),
    models: [['whisper-1', 1]],
    units: ['second', 260],
    streamed: 0,
    signed: 0.9,
    feature: 'phone',
  },
  {
    operation: 'speech',
    endpoint: '/v1/audio/speech',
    team: 'support',
    project: 'phone-line',
    task: 'voice reply',
    source: LITELLM,
    perDay: 22,
    schedule: 'shop',
    keys: only('phone-line-prod'),
    models: [['tts-1', 1]],
    units: ['character', 640],
    streamed: 0,
    signed: 0.2,
    feature: 'phone',
    forCustomers: true,
  },
  {
    operation: 'moderation',
    endpoint: '/v1/moderations',
    team: 'support',
    project: 'help-desk',
    task: 'moderation',
    source: LITELLM,
    perDay: 24,
    schedule: 'shop',
    keys: both('help-desk', 0.92),
    models: [['omni-moderation-latest', 1]],
    input: 210,
    output: 0,
    streamed: 0,
    signed: 0,
    feature: 'chat-widget',
  },
  {
    ...CHAT,
    team: 'support',
    project: 'kiosks',
    task: 'product advice',
    source: SILENT_SOURCE,
    perDay: 38,
    schedule: 'shop',
    keys: only('kiosks-prod'),
    models: [
      ['amazon.nova-lite-v1:0', 3],
      ['mistral-small-latest', 1],
    ],
    input: 2_600,
    output: 240,
    streamed: 1,
    signed: 0,
    feature: 'kiosk',
    forCustomers: true,
    until: SILENT_SINCE,
  },
];

const SEARCH: DemoWorkload[] = [
  {
    ...EMBEDDINGS,
    team: 'search',
    project: 'site-search',
    task: 'indexing',
    source: BATCH,
    perDay: 58,
    schedule: 'nightly',
    keys: only('site-search-index'),
    models: [
      ['text-embedding-3-large', falling({ from: -70, until: -5 }, 4, 0.2)],
      ['text-embedding-3-small', 1],
      ['embed-v4.0', rising({ from: -70, until: -5 }, 4)],
      ['gemini-embedding-001', 1],
    ],
    input: 190_000,
    output: 0,
    signed: 0.6,
    feature: 'search',
  },
  {
    ...EMBEDDINGS,
    team: 'search',
    project: 'site-search',
    task: 'retrieval',
    source: OTEL,
    perDay: 44,
    schedule: 'shop',
    keys: both('site-search', 0.95),
    models: [
      ['text-embedding-3-small', 2],
      ['embed-v4.0', 2],
    ],
    input: 90,
    output: 0,
    signed: 0.3,
    gatewayCache: 0.1,
    feature: 'search',
  },
  {
    operation: 'rerank',
    endpoint: '/v2/rerank',
    team: 'search',
    project: 'site-search',
    task: 'ranking',
    source: OTEL,
    perDay: 44,
    schedule: 'shop',
    keys: both('site-search', 0.95),
    models: [['rerank-v3.5', 1]],
    units: ['search', 1],
    streamed: 0,
    signed: 0.3,
    feature: 'search',
  },
  {
    ...CHAT,
    endpoint: '/v1beta/models:generateContent',
    team: 'search',
    project: 'site-search',
    task: 'query rewriting',
    source: OTEL,
    perDay: 52,
    schedule: 'shop',
    keys: both('site-search', 0.95),
    models: [
      ['gemini-2.5-flash', falling({ from: -55, until: -8 }, 4, 0.1)],
      ['gemini-3.8-flash', rising({ from: -55, until: -8 }, 4)],
      ['gemini-2.5-flash-lite', 2],
    ],
    input: 1_400,
    output: 90,
    streamed: 0,
    signed: 0.3,
    gatewayCache: 0.06,
    feature: 'search',
  },
];

const MARKETING: DemoWorkload[] = [
  {
    ...CHAT,
    team: 'marketing',
    project: 'copy-desk',
    task: 'writing',
    source: LITELLM,
    perDay: 66,
    schedule: 'office',
    keys: both('copy-desk', 0.9),
    models: [
      ['mistral-large-2512', 3],
      ['gpt-4o', falling({ from: -80, until: 0 }, 3, 0.2)],
      ['claude-opus-5-5', rising(OPUS_LAUNCH, 2.5)],
      ['gemini-3.8-flash', 2],
    ],
    input: 26_000,
    output: 1_500,
    streamed: 0.9,
    signed: 1,
    rated: 0.12,
    sessions: true,
    configurations: ['brand-voice-2', 'brand-voice-3'],
    feature: 'copy',
  },
  {
    operation: 'image',
    endpoint: '/v1/images/generations',
    kinds: { output: 'image' },
    team: 'marketing',
    project: 'campaigns',
    task: 'image making',
    source: LITELLM,
    perDay: 46,
    schedule: 'office',
    keys: both('campaigns', 0.85),
    models: [
      ['gpt-image-1.5', 5],
      ['gemini-3.1-flash-image', 3],
    ],
    input: 420,
    output: 5_600,
    streamed: 0,
    signed: 1,
    rated: 0.2,
    feature: 'campaign',
  },
  {
    operation: 'image',
    endpoint: '/model/amazon.nova-canvas-v1:0/invoke',
    team: 'marketing',
    project: 'shop-banners',
    task: 'image making',
    source: BATCH,
    perDay: 22,
    schedule: 'nightly',
    keys: only('shop-banners'),
    models: [['amazon.nova-canvas-v1:0', 1]],
    units: ['image', 3],
    streamed: 0,
    signed: 0.1,
    feature: 'banner',
  },
  {
    operation: 'translation',
    endpoint: '/v1/chat/completions',
    team: 'marketing',
    project: 'copy-desk',
    task: 'translation',
    source: LITELLM,
    perDay: 48,
    schedule: 'office',
    keys: both('copy-desk', 0.9),
    models: [
      ['mistral-large-2512', 3],
      ['mistral-small-latest', 2],
    ],
    input: 4_200,
    output: 3_900,
    streamed: 0.2,
    signed: 0.8,
    feature: 'copy',
  },
];

const SALES: DemoWorkload[] = [
  {
    ...CHAT,
    team: 'sales',
    project: 'crm',
    task: 'account research',
    source: LITELLM,
    perDay: 92,
    schedule: 'office',
    keys: [
      ...both('crm', 0.95),
      { name: 'crm-legacy-sync', environment: 'production', weight: 0.16, refused: 0.42 },
      { name: 'crm-trial', environment: 'staging', weight: 0.1, to: -19 },
    ],
    models: [
      ['gpt-5.6-sol', falling(SOL_LAUNCH, 3, 0.2)],
      ['gpt-6-sol', rising(SOL_LAUNCH, 3)],
      ['gpt-5-mini', 3],
      ['moonshotai/kimi-k2.6', 1],
    ],
    input: 88_000,
    output: 1_900,
    cached: [0.25, 0],
    reasoning: 0.3,
    streamed: 0.6,
    signed: 0.95,
    rated: 0.06,
    feature: 'crm',
    forCustomers: true,
  },
  {
    operation: 'transcription',
    endpoint: '/v1/audio/transcriptions',
    kinds: { input: 'audio' },
    team: 'sales',
    project: 'meetings',
    task: 'call notes',
    source: LITELLM,
    perDay: 20,
    schedule: 'office',
    keys: only('meetings-prod'),
    models: [['gpt-4o-transcribe', 1]],
    input: 21_000,
    output: 5_200,
    streamed: 0.5,
    signed: 1,
    feature: 'meetings',
    takenUp: { from: -34, until: -8 },
  },
];

const LEGAL: DemoWorkload[] = [
  {
    ...CHAT,
    endpoint: '/v1beta/models:generateContent',
    team: 'legal',
    project: 'contracts',
    task: 'contract review',
    source: LITELLM,
    perDay: 58,
    schedule: 'office',
    keys: both('contracts', 0.97),
    models: [
      ['gemini-3.1-pro-preview', 5],
      ['claude-opus-5', falling(OPUS_LAUNCH, 2, 0.2)],
      ['claude-opus-5-5', rising(OPUS_LAUNCH, 1.6)],
    ],
    input: 190_000,
    output: 4_200,
    cached: [0.15, 0],
    reasoning: 0.45,
    streamed: 0.4,
    signed: 1,
    rated: 0.1,
    tiers: [
      ['default', 17],
      ['priority', 1],
    ],
    sessions: true,
    feature: 'contracts',
    takenUp: { from: -78, until: -38 },
  },
];

const FINANCE: DemoWorkload[] = [
  {
    ...VISION,
    endpoint: '/v1/ocr',
    team: 'finance',
    project: 'invoices',
    task: 'invoice reading',
    source: BATCH,
    perDay: 44,
    schedule: 'nightly',
    keys: only('invoices-prod'),
    models: [['mistral-ocr-latest', 1]],
    kinds: undefined,
    units: ['page', 6],
    streamed: 0,
    signed: 0.4,
    feature: 'invoices',
    monthEnd: 2,
  },
  {
    ...VISION,
    endpoint: '/v1/chat/completions',
    team: 'finance',
    project: 'expenses',
    task: 'receipt check',
    source: OTEL,
    perDay: 36,
    schedule: 'office',
    keys: both('expenses', 0.9),
    models: [
      ['gemini-3.8-flash', 2],
      ['gpt-5-mini', 2],
      ['amazon.nova-pro-v1:0', 1],
    ],
    input: 9_800,
    output: 380,
    streamed: 0,
    signed: 0.8,
    feature: 'expenses',
    takenUp: { from: -50, until: -30 },
  },
  {
    ...CHAT,
    team: 'finance',
    project: 'reporting',
    task: 'monthly report',
    source: OTEL,
    perDay: 18,
    schedule: 'office',
    keys: [...only('reporting-prod'), { name: 'audit-2025', environment: 'production', weight: 0.6, to: -52 }],
    models: [
      ['gpt-5.6-sol', falling(SOL_LAUNCH, 2, 0.3)],
      ['gpt-6-sol', rising(SOL_LAUNCH, 2)],
      ['mistral-large-2512', 1],
    ],
    input: 110_000,
    output: 3_600,
    cached: [0.1, 0],
    reasoning: 0.4,
    streamed: 0.4,
    signed: 1,
    feature: 'reporting',
    monthEnd: 3,
  },
];

export const DEMO_WORKLOADS: readonly DemoWorkload[] = [
  ...ENGINEERING,
  ...PLATFORM,
  ...DATA_SCIENCE,
  ...SUPPORT,
  ...SEARCH,
  ...MARKETING,
  ...SALES,
  ...LEGAL,
  ...FINANCE,
];

/** Where the demo's calls come from. */
export const DEMO_SOURCES: readonly string[] = [...new Set(DEMO_WORKLOADS.map(({ source }) => source))];
