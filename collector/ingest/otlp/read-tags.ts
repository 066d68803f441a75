import { isContentKey } from '../../content/content-keys';
import { type Alias } from './aliases/alias';
import { ALIASES } from './aliases/aliases';
import { NO_TAGS, TAG_LISTS, TAG_PREFIXES } from './aliases/tag-names';
import { type Attributes } from './plain-value';
import { unquote } from './read-value';

const MAX_TAGS = 64;
const MAX_TAG_LENGTH = 256;

/** The tag that an attribute is, by its name; undefined if it is none. */
export function tagName(attribute: string): string | undefined {
  const found = TAG_PREFIXES.find(({ prefix }) => attribute.startsWith(prefix) && attribute.length > prefix.length);
  const name = found && !isKnown(attribute) ? attribute.slice(found.prefix.length) : undefined;
  return name === undefined || NO_TAGS.test(name) ? undefined : name;
}

/** Tags by name, as many as a record takes. */
export function readTags(attributes: Attributes): Record<string, string> {
  const tags = new Map<string, string>();
  const put = (name: string, value: string) => {
    if (tags.size < MAX_TAGS && name !== '' && name.length <= MAX_TAG_LENGTH && value.length <= MAX_TAG_LENGTH) {
      tags.set(name, value);
    }
  };
  for (const [attribute, value] of attributes) {
    const name = tagName(attribute);
    if (name !== undefined && !isContentKey(name) && ['string', 'number', 'boolean'].includes(typeof value)) {
      put(name, unquote(String(value)));
    }
  }
  for (const { attribute } of TAG_LISTS) {
    const list = attributes.get(attribute);
    for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
      if (typeof item === 'string') {
        put(item, 'true');
      }
    }
  }
  return Object.fromEntries(tags);
}

/** Attributes that are a field's, wholly, by the conventions that they are limited to. */
const FIELD_ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string | undefined>> = knownAttributes();
const TAG_LIST_NAMES: ReadonlySet<string> = new Set(TAG_LISTS.map(({ attribute }) => attribute));

function knownAttributes() {
  const known = new Map<string, Set<string | undefined>>();
  const aliases: readonly Alias[] = Object.values(ALIASES).flat();
  for (const { attribute, only, place } of aliases) {
    if (place === undefined) {
      known.set(attribute, (known.get(attribute) ?? new Set()).add(only));
    }
  }
  return known;
}

/** Whether an attribute is a field's, wholly. `convention`: of the source, by its id. */
export function isKnown(attribute: string, convention?: string): boolean {
  const only = FIELD_ATTRIBUTES.get(attribute);
  return TAG_LIST_NAMES.has(attribute) || (only !== undefined && (only.has(undefined) || only.has(convention)));
}
