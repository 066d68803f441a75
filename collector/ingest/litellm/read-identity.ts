import { type Payload } from './payload';
import { firstNumber, firstText, objectOf } from './value';

export interface CallIdentity {
  readonly id?: string;
  readonly attempt_of?: string;
  readonly trace_id?: string;
  readonly session?: string;
}

/** Answers from LiteLLM's cache: the time behind it is that of writing the log, another one in each log. */
const CACHE_HIT = /_cache_hit[\d.]+$/;
/** Ids that local servers number from a small range, for instance Ollama's `chatcmpl-123`: they come again. */
const NUMBERED = /^[a-z]+-\d{1,6}$/;

/**
 * Who a record is: the id under which LiteLLM itself keeps the call, alike in the callback and in SpendLogs. It is the
 * provider's response id, and of failed calls LiteLLM's call id. Where neither tells one call from another, the time it
 * began does.
 */
export function readIdentity(
  payload: Payload,
  start: number | undefined,
  failedCalls: ReadonlySet<string>
): CallIdentity {
  const { row } = payload;
  const callId = callIdOf(payload);
  const given = firstText([row.id, row.request_id, callId], Infinity);
  const id = given === undefined ? undefined : distinctId(given, payload.cacheHit, start);
  const trace = firstText([row.trace_id, row.session_id]);
  return {
    id,
    // A first attempt that failed is kept under the call id itself.
    attempt_of: callId !== id && isRetry(payload, failedCalls.has(callId ?? '')) ? callId : undefined,
    trace_id: trace?.slice(0, 128),
    session: firstText([row.session_id, trace]),
  };
}

function distinctId(given: string, cacheHit: boolean, start: number | undefined): string {
  const id = given.replace(CACHE_HIT, '');
  if (cacheHit || id !== given) {
    return start === undefined ? given : `${id}_cache_hit_${start}`;
  }
  return NUMBERED.test(id) && start !== undefined ? `${id}_${start}` : id;
}

/** LiteLLM's id of a request, all its attempts together. */
export function callIdOf({ row, metadata }: Pick<Payload, 'row' | 'metadata'>): string | undefined {
  return firstText([row.litellm_call_id, metadata.litellm_call_id]);
}

/**
 * Whether an attempt follows a failed one: on the same model group (retry) or another (fallback). The callback does not
 * say so of streams; the failure is in the same batch then, as a rule.
 */
function isRetry(payload: Payload, failedBefore: boolean): boolean {
  return !payload.failed && (failedBefore || attempts(payload, 'retries') + attempts(payload, 'fallbacks') > 0);
}

/** How many attempts there were before this one. */
export function attempts({ metadata, hiddenParams }: Payload, kind: 'retries' | 'fallbacks'): number {
  const headers = objectOf(hiddenParams.additional_headers);
  return firstNumber(headers[`x-litellm-attempted-${kind}`], metadata[`attempted_${kind}`]) ?? 0;
}
