import { type Payload } from './payload';
import { firstText, listOf, objectOf } from './value';

const MAX_TAGS = 64;
const MAX_KEY = 256;
const MAX_VALUE = 1_024;
const USER_AGENT = /^User-Agent: ([^/]+)/;

/**
 * LiteLLM's request tags, its metadata for spend logs, and the end user. `team:search` is the tag `team` with the value
 * `search`, a tag without a value is `true`. Of the client's name, which LiteLLM adds as two tags, one is kept, without
 * its version.
 */
export function readTags({ row, metadata, legacy }: Payload): Record<string, string> | undefined {
  const tags = new Map<string, string>();
  for (const tag of listOf(row.request_tags ?? metadata.tags)) {
    if (typeof tag !== 'string') {
      continue;
    }
    const [, client] = USER_AGENT.exec(tag) ?? [];
    const [, key = tag, value = 'true'] = /^([^:=]+)[:=]\s*(.+)$/s.exec(tag) ?? [];
    add(tags, client === undefined ? key : 'user_agent', client ?? value);
  }
  for (const [key, value] of Object.entries(objectOf(metadata.spend_logs_metadata))) {
    if (['string', 'number', 'boolean'].includes(typeof value)) {
      add(tags, key, String(value));
    }
  }
  add(tags, 'end_user', endUserOf({ row, metadata, legacy }) ?? '');
  return tags.size > 0 ? Object.fromEntries(tags) : undefined;
}

/** The customer of the one who calls. */
export function endUserOf({ row, metadata, legacy }: Pick<Payload, 'row' | 'metadata' | 'legacy'>): string | undefined {
  return firstText([row.end_user, metadata.user_api_key_end_user_id, legacy ? row.user : undefined]);
}

/** Several values of one key are kept as a list. */
function add(tags: Map<string, string>, key: string, value: string): void {
  const name = key.trim().slice(0, MAX_KEY);
  const before = tags.get(name);
  if (name === '' || value === '' || before === value || (before === undefined && tags.size >= MAX_TAGS)) {
    return;
  }
  tags.set(name, (before === undefined ? value : `${before},${value}`).slice(0, MAX_VALUE));
}
