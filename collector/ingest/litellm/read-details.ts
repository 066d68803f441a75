import { exceedsDepth } from '../exceeds-depth';
import { type Payload } from './payload';
import { attempts } from './read-identity';
import { keyHash } from './read-people';
import { firstNumber, firstText, isEmpty, isObject, type JsonObject, objectOf } from './value';

/** Fields of the row that are read into fields of the record, repeat others, or are nobody's business here. */
const ROW_DONE: ReadonlySet<string> = new Set([
  ...['id', 'request_id', 'litellm_call_id', 'trace_id', 'session_id', 'status', 'error_str', 'error_information'],
  ...['startTime', 'endTime', 'completionStartTime', 'response_time', 'request_duration_ms', 'stream'],
  ...['created_at', 'updated_at', 'custom_llm_provider', 'model', 'model_group', 'cache_hit', 'saved_cache_cost'],
  ...[
    'prompt_tokens',
    'completion_tokens',
    'total_tokens',
    'response_cost',
    'spend',
    'cost',
    'cost_breakdown',
    'usage',
  ],
  ...[
    'user',
    'end_user',
    'team_id',
    'organization_id',
    'api_key',
    'request_tags',
    'user_agent',
    'requester_ip_address',
  ],
  ...['metadata', 'hidden_params', 'model_map_information', 'response_cost_failure_debug_info', 'model_parameters'],
  ...['modelParameters', 'api_base', 'status_fields', 'proxy_server_request', 'cache_key', 'used_client_oauth_token'],
  ...['session_total_count', 'session_total_spend', 'originating_request_masked', 'classifier_input'],
]);

/** The same of its `metadata`; all of `user_api_key…` besides. */
const METADATA_DONE: ReadonlySet<string> = new Set([
  ...['litellm_call_id', 'status', 'error_information', 'cost_breakdown', 'usage_object', 'additional_usage_values'],
  ...['spend_logs_metadata', 'requester_metadata', 'requester_ip_address', 'requester_custom_headers', 'user_agent'],
  ...['tags', 'team_id', 'team_alias', 'headers', 'endpoint', 'model_group', 'model_info', 'deployment', 'api_base'],
  ...['vector_store_request_metadata', 'mcp_tool_call_metadata', 'cold_storage_object_key', 'model_map_information'],
  ...[
    'litellm_overhead_time_ms',
    'used_client_oauth_token',
    'caching_groups',
    'litellm_api_version',
    'router_metadata',
  ],
  ...[
    'standard_logging_guardrail_information',
    'proxy_server_request',
    'litellm_parent_otel_span',
    'global_max_parallel_requests',
  ],
  ...['litellm_roi_estimator', 'max_retries', 'attempted_retries', 'attempted_fallbacks', 'original_model_group'],
]);

/** What callers send along for LiteLLM itself. */
const REQUESTER_DONE: ReadonlySet<string> = new Set([
  ...['headers', 'tags', 'session_id', 'trace_id', 'spend_logs_metadata', 'used_client_oauth_token'],
]);

const MAX_BYTES = 49_152;
const MAX_DEPTH = 12;
/** What stands for texts under `turn_off_message_logging`. */
const REDACTED = 'redacted-by-litellm';

/**
 * What else there is to know of a call, for `metadata`. Prompts and answers stay under their own names, for the one
 * place that drops or keeps them. What is larger than a record takes is left out and named: no call is lost for it.
 */
export function readDetails(payload: Payload): JsonObject {
  const { row, metadata, costBreakdown, hiddenParams, error } = payload;
  const { messages, response, ...others } = row;
  const details = {
    litellm_call_id: firstText([row.litellm_call_id, metadata.litellm_call_id]),
    litellm_model: firstText([row.model]),
    api_base: placeOf(firstText([row.api_base])),
    api_key_hash: keyHash(payload),
    organization_alias: firstText([metadata.user_api_key_org_alias]),
    litellm_overhead_time_ms: firstNumber(hiddenParams.litellm_overhead_time_ms, metadata.litellm_overhead_time_ms),
    cost_breakdown: costBreakdown,
    usage_object: objectOf(metadata.usage_object ?? row.usage),
    model_parameters: objectOf(row.model_parameters ?? row.modelParameters),
    attempted_retries: above0(attempts(payload, 'retries')),
    attempted_fallbacks: above0(attempts(payload, 'fallbacks')),
    original_model_group: metadata.original_model_group === row.model_group ? undefined : metadata.original_model_group,
    error_category: firstText([error.normalized_error, error.error_rate_limit_category]),
    mcp_tool: firstText([objectOf(metadata.mcp_tool_call_metadata).namespaced_tool_name]),
    batch_models: hiddenParams.batch_models,
  };
  const unknown = {
    ...rest(objectOf(metadata.requester_metadata), (key) => !REQUESTER_DONE.has(key)),
    ...rest(metadata, (key) => !METADATA_DONE.has(key) && !key.startsWith('user_api_key')),
    ...rest(others, (key) => !ROW_DONE.has(key)),
  };
  const all = { ...details, ...rest(unknown, (key) => !(key in details)) };
  return { ...fitting(withoutNulls(all) as JsonObject), ...texts({ messages, response }) };
}

/** An address without what it may carry of secrets: Gemini's has the key in its query. */
function placeOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) {
    return undefined;
  }
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`.replace(/\/+$/, '');
}

/** Prompts and answers, unless LiteLLM has put a mark in their place. */
function texts(content: JsonObject): JsonObject {
  const entries = Object.entries(rest(content, () => true));
  return Object.fromEntries(entries.filter(([, value]) => !JSON.stringify(value).includes(REDACTED)));
}

/** LiteLLM writes every field that its types have. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (!isObject(value) || depth > MAX_DEPTH) {
    return value;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item, depth + 1)]));
}

function above0(count: number): number | undefined {
  return count > 0 ? count : undefined;
}

function rest(object: JsonObject, wanted: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => wanted(key) && !saysNothing(value)));
}

/** SpendLogs writes an empty object where texts are not kept; what was not used is an object of nulls. */
function saysNothing(value: unknown): boolean {
  return isEmpty(value) || value === '{}' || value === '[]' || (isObject(value) && Object.values(value).every(isEmpty));
}

function fitting(details: JsonObject): JsonObject {
  const left: string[] = [];
  let bytes = 0;
  const kept = Object.entries(details).filter(([key, value]) => {
    if (isEmpty(value)) {
      return false;
    }
    const json = Buffer.from(JSON.stringify(value));
    const fits = bytes + json.length <= MAX_BYTES && !exceedsDepth(json, MAX_DEPTH);
    bytes += fits ? json.length : 0;
    if (!fits) {
      left.push(key.slice(0, 64));
    }
    return fits;
  });
  return { ...Object.fromEntries(kept), ...(left.length > 0 ? { left_out: left.slice(0, 16) } : {}) };
}
