import { firstBoolean, isObject, type JsonObject, objectOf } from './value';

/**
 * What LiteLLM says of a call, in any of its three shapes: the callback's StandardLoggingPayload, a row of SpendLogs,
 * or the callback's first version, whose values are all texts.
 */
export interface Payload {
  readonly row: JsonObject;
  readonly metadata: JsonObject;
  readonly usage: JsonObject;
  readonly costBreakdown: JsonObject;
  readonly hiddenParams: JsonObject;
  readonly error: JsonObject;
  readonly cacheHit: boolean;
  readonly failed: boolean;
  /** The callback's first version (`generic_api_use_v1`). */
  readonly legacy: boolean;
}

/** A JSON value as a payload; null: it is none. */
export function payloadOf(value: unknown): Payload | null {
  if (!isObject(value) || !['call_type', 'startTime', 'request_id'].some((key) => key in value)) {
    return null;
  }
  const metadata = objectOf(value.metadata);
  const hiddenParams = objectOf(value.hidden_params);
  const error = objectOf(value.error_information ?? metadata.error_information);
  return {
    row: value,
    metadata,
    usage: {
      ...objectOf(metadata.additional_usage_values),
      ...objectOf(hiddenParams.usage_object),
      ...objectOf(value.usage),
      ...objectOf(metadata.usage_object),
    },
    costBreakdown: objectOf(value.cost_breakdown ?? metadata.cost_breakdown),
    hiddenParams,
    error,
    cacheHit: firstBoolean(value.cache_hit) ?? false,
    failed: (value.status ?? metadata.status) === 'failure',
    legacy: 'modelParameters' in value || ('cost' in value && !('response_cost' in value)),
  };
}
