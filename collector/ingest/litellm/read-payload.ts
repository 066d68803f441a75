import { type Payload, payloadOf } from './payload';
import { readCost } from './read-cost';
import { readDetails } from './read-details';
import { readFailure } from './read-failure';
import { readIdentity } from './read-identity';
import { readOperation } from './read-operation';
import { readPeople } from './read-people';
import { readTags } from './read-tags';
import { readTimes } from './read-times';
import { readUsage } from './read-usage';
import { firstText, type JsonObject, objectOf } from './value';

/** What a payload comes to: the fields of a usage record, nothing (it is no call to a model), or why it cannot be read. */
export type ReadPayload = { readonly row: JsonObject } | { readonly ignored: true } | { readonly message: string };

/**
 * A payload of LiteLLM's generic API callback, or a row of its SpendLogs, as the fields of a usage record. Both of one
 * call give the same record. `failedCalls` are the requests with a failed attempt in the same batch.
 */
export function readPayload(value: unknown, failedCalls: ReadonlySet<string> = new Set()): ReadPayload {
  if (value === null) {
    return { ignored: true };
  }
  const payload = payloadOf(value);
  if (!payload) {
    return { message: 'is no payload of LiteLLM: it has none of call_type, startTime and request_id' };
  }
  const models = readModels(payload);
  if (models.model === undefined) {
    return { ignored: true };
  }
  const times = readTimes(payload);
  const { row, metadata, usage } = payload;
  return {
    row: present({
      ...readIdentity(payload, times.timestamp, failedCalls),
      ...times,
      ...models,
      ...readPeople(payload),
      operation: readOperation(firstText([row.call_type])),
      endpoint: firstText([metadata.user_api_key_request_route, isPath(row.call_type) ? row.call_type : undefined]),
      service_tier: firstText([objectOf(row.response).service_tier, usage.service_tier]),
      ...readUsage(payload),
      ...readCost(payload),
      ...readFailure(payload),
      tags: readTags(payload),
      metadata: readDetails(payload),
    }),
  };
}

function present(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isPath(callType: unknown): boolean {
  return typeof callType === 'string' && callType.startsWith('/');
}

/** The model as asked for is LiteLLM's model group; the one behind it is named with its provider. */
function readModels({ row, metadata }: Payload): { model?: string; response_model?: string; provider?: string } {
  const deployment = firstText([metadata.deployment]);
  const provider = firstText([row.custom_llm_provider, deployment?.includes('/') ? deployment.split('/', 1)[0] : '']);
  const served = firstText([row.model]);
  const plain =
    provider !== undefined && served?.startsWith(`${provider}/`) ? served.slice(provider.length + 1) : served;
  const name = plain?.replace(/^(converse|invoke)\//, '');
  const group = firstText([row.model_group, metadata.model_group]);
  return { provider, model: group ?? name, response_model: group !== undefined && name !== group ? name : undefined };
}
