import { OPUS_LAUNCH } from '../demo-story';
import { type DemoWorkload } from '../demo-workload';
import { CHAT, LITELLM, both, rising, falling } from './words';

export const LEGAL: DemoWorkload[] = [
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
