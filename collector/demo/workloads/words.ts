import { ramp } from '../demo-calendar';
import { type DemoKey } from '../demo-workload';

export const CHAT = { operation: 'chat', endpoint: '/v1/chat/completions' } as const;
export const MESSAGES = { operation: 'chat', endpoint: '/v1/messages' } as const;
export const RESPONSES = { operation: 'chat', endpoint: '/v1/responses' } as const;
export const VISION = { operation: 'vision', kinds: { input: 'image' } } as const;
export const EMBEDDINGS = { operation: 'embeddings', endpoint: '/v1/embeddings', streamed: 0 } as const;
export const LITELLM = 'litellm-gateway';
export const OTEL = 'otel-collector';
export const BATCH = 'batch-jobs';

export const both = (project: string, production = 0.8): DemoKey[] => [
  { name: `${project}-prod`, environment: 'production', weight: production },
  { name: `${project}-staging`, environment: 'staging', weight: (1 - production) * 0.6 },
  { name: `${project}-dev`, environment: 'development', weight: (1 - production) * 0.4 },
];
export const only = (name: string, environment = 'production'): DemoKey[] => [{ name, environment, weight: 1 }];

/** The share of a model that comes out and is taken up, and of the one that it takes over from. */
export const rising =
  ({ from, until }: { from: number; until: number }, weight: number) =>
  (day: number) =>
    weight * ramp(day, from, until);
export const falling =
  ({ from, until }: { from: number; until: number }, weight: number, rest: number) =>
  (day: number) =>
    weight * (1 - (1 - rest) * ramp(day, from, until));
export const before = (end: number, weight: number) => (day: number) => (day < end ? weight : 0);
