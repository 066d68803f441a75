import { type UsageRecord } from '../../contract/record';
import { logNormal, pick, type Random } from './random';

type Failed = Required<Pick<UsageRecord, 'status_code' | 'error_type' | 'error' | 'latency_ms'>>;
type Failure = readonly [status: number, type: string, message: string, latency: number];

/** How models fail on an ordinary day, with how often. Latencies are medians in ms. */
const FAILURES: ReadonlyArray<readonly [Failure, number]> = [
  [
    [
      400,
      'context_length_exceeded',
      'This model’s maximum context length is 272000 tokens. However, your messages resulted in 281344 tokens.',
      420,
    ],
    10,
  ],
  [[400, 'invalid_request_error', 'Unsupported value: temperature does not support 0.2 with this model.', 180], 5],
  [[401, 'authentication_error', 'Incorrect API key provided. The key has expired.', 90], 2],
  [[403, 'permission_error', 'The project does not have access to this model.', 110], 2],
  [[404, 'model_not_found', 'The model does not exist or you do not have access to it.', 100], 3],
  [[408, 'request_timeout', 'The request was not answered within 120 seconds.', 120_000], 6],
  [[413, 'request_too_large', 'Request exceeds the maximum allowed number of bytes (32 MB).', 650], 2],
  [[422, 'content_policy_violation', 'The prompt was refused by the safety system.', 900], 3],
  [[429, 'rate_limit_exceeded', 'Rate limit reached for tokens per minute. Please try again in 1.2s.', 240], 34],
  [[500, 'server_error', 'The server had an error while processing your request. Sorry about that!', 3_800], 12],
  [[502, 'bad_gateway', 'Bad gateway: the upstream closed the connection.', 1_900], 6],
  [[503, 'service_unavailable', 'The service is temporarily unavailable.', 1_300], 8],
  [[504, 'gateway_timeout', 'The upstream did not answer in time.', 60_000], 4],
];

const OVERLOADED: Failure = [529, 'overloaded_error', 'Overloaded', 820];
const EXPIRED: Failure = [401, 'authentication_error', 'Incorrect API key provided. The key has expired.', 90];

/** A failure of an ordinary day. */
export function anyFailure(random: Random, provider: string): Failed {
  return told(random, provider === 'anthropic' && random() < 0.45 ? OVERLOADED : pick(random, FAILURES));
}

/** A failure with a status. */
export function failureOf(random: Random, status: number): Failed {
  return told(random, status === 529 ? OVERLOADED : FAILURES.find(([[code]]) => code === status)![0]);
}

/** What a key gets whose secret has expired. */
export function refusal(random: Random): Failed {
  return told(random, EXPIRED);
}

/** Whether a caller tries again: what is wrong with the request itself stays wrong. */
export function isWorthRetrying(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function told(random: Random, [status_code, error_type, error, latency]: Failure): Failed {
  return { status_code, error_type, error, latency_ms: Math.round(logNormal(random, latency, 0.35)) };
}
