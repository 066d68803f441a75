import { basename } from 'node:path';
import { type Fields, isObject, type JsonObject } from './import-row';
import { compact, pickNumber, pickText, sum, unlessEmpty } from './pick';

/** A copy in a forked session says where it was asked first. */
export function callFields(value: JsonObject): Fields {
  const folder = pickText(value, 'cwd');
  return {
    session: pickText(value, 'requestSessionId', 'sessionId'),
    project: folder === undefined ? undefined : basename(folder.replaceAll('\\', '/')) || undefined,
    operation: 'chat',
  };
}

/** Anthropic's input is without what was read from the cache and written to it. */
export function usageFields(usage: JsonObject): Fields {
  const [read, written] = [
    pickNumber(usage, 'cache_read_input_tokens'),
    pickNumber(usage, 'cache_creation_input_tokens'),
  ];
  const lived = isObject(usage.cache_creation) ? usage.cache_creation : {};
  const details = isObject(usage.output_tokens_details) ? usage.output_tokens_details : {};
  return {
    input_tokens: sum(pickNumber(usage, 'input_tokens'), read, written),
    output_tokens: pickNumber(usage, 'output_tokens'),
    cache_read_tokens: read || undefined,
    cache_write_tokens: written || undefined,
    cache_write_1h_tokens: pickNumber(lived, 'ephemeral_1h_input_tokens') || undefined,
    reasoning_tokens: pickNumber(details, 'thinking_tokens') || undefined,
    service_tier: tierOf(usage),
  };
}

/** Fast answers have a price of their own. */
function tierOf(usage: JsonObject): string | undefined {
  return pickText(usage, 'speed') === 'fast' ? 'fast' : pickText(usage, 'service_tier');
}

/** What of a message's usage counts: the larger one. */
export function largerUsage(before: Fields | undefined, now: JsonObject): Fields {
  const rank = (usage: Fields | undefined) =>
    sum(...['input_tokens', 'output_tokens'].map((key) => Number(usage?.[key] ?? -1)))!;
  return rank(before) > rank(now) ? {} : now;
}

/** Platforms give ids of their own; undefined: the model's name tells. */
export function providerOf(messageId: string): string | undefined {
  return messageId.startsWith('msg_bdrk_')
    ? 'aws.bedrock'
    : messageId.startsWith('msg_vrtx_')
      ? 'gcp.vertex_ai'
      : undefined;
}

/** Where no line of a message says why it stopped, it was written at its start: the output is a lower bound. */
export function metadataOf(value: JsonObject, message?: JsonObject, before?: unknown): JsonObject | undefined {
  const incomplete = message?.stop_reason === null && (!isObject(before) || before.output_incomplete === true);
  return unlessEmpty(
    compact({
      claude_code_version: value.version,
      entrypoint: value.entrypoint,
      git_branch: value.gitBranch,
      agent_id: value.agentId,
      request_id: message && value.requestId,
      output_incomplete: incomplete || undefined,
    })
  );
}
