import { type DemoWorkload } from '../demo-workload';
import { CHAT, RESPONSES, OTEL, both } from './words';

export const PLATFORM: DemoWorkload[] = [
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
