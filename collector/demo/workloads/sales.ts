import { SOL_LAUNCH } from '../demo-story';
import { type DemoWorkload } from '../demo-workload';
import { CHAT, LITELLM, both, only, rising, falling } from './words';

export const SALES: DemoWorkload[] = [
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
