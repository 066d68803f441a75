import { SOL_LAUNCH } from '../demo-story';
import { type DemoWorkload } from '../demo-workload';
import { CHAT, RESPONSES, OTEL, BATCH, both, only, rising, falling } from './words';

export const DATA_SCIENCE: DemoWorkload[] = [
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
