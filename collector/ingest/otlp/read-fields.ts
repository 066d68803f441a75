import { isContentKey } from '../../content/content-keys';
import { exceedsDepth } from '../exceeds-depth';
import { type Alias, ALIASES, type AliasedField, RESPONSE_IDS, TAG_LISTS, TAG_PREFIXES } from './aliases';
import { type Convention, conventionOf } from './conventions';
import { type Origin, roundMicros } from './items';
import { type Attributes, isObject } from './plain-value';

/** A record as JSON has it. */
export type Row = Record<string, unknown>;

/** Attributes of one item with those of its resource. */
export interface Source {
  readonly origin: Origin;
  readonly attributes: Attributes;
  readonly convention: Convention;
}

/** What is needed to read an item. */
export function sourceOf(origin: Origin, attributes: Attributes): Source {
  const unnamed = { origin, attributes, convention: NO_CONVENTION };
  const named = [readField('provider', unnamed), readField('model', unnamed)];
  const provider = named.filter((value) => typeof value === 'string').join(' ');
  return { ...unnamed, convention: conventionOf(origin, attributes, provider) };
}

const NO_CONVENTION: Convention = { id: '', title: '', match: {} };

/** The value of a field; undefined if no attribute has one. */
export function readField(field: AliasedField, source: Source): unknown {
  return firstOf(ALIASES[field], source);
}

/** The provider's id of the answer; undefined if it is not told. */
export function readResponseId(source: Source): string | undefined {
  const id = firstOf(RESPONSE_IDS, source);
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** All fields that attributes tell of, counts as the ledger has them, and what no field is read from as metadata. */
export function readFields(source: Source): Row {
  const row: Row = {};
  for (const field of Object.keys(ALIASES) as AliasedField[]) {
    const value = readField(field, source);
    if (value !== undefined) {
      row[field] = value;
    }
  }
  includeParts(row, source.convention);
  const tags = readTags(source);
  if (Object.keys(tags).length > 0) {
    row.tags = tags;
  }
  return row;
}

function firstOf(aliases: readonly Alias[], { origin, attributes, convention }: Source): unknown {
  for (const { attribute, only, place, reading, resource } of aliases) {
    if (only !== undefined && only !== convention.id) {
      continue;
    }
    const found = attributes.get(attribute) ?? (resource ? origin.resource.get(attribute) : undefined);
    const value = readAs(reading, place === undefined ? found : valueAt(found, place));
    if (value !== undefined && value !== null && value !== '' && !isUnnamedService(attribute, value)) {
      return value;
    }
  }
  return undefined;
}

/** What an SDK calls a service that was given no name. */
function isUnnamedService(attribute: string, value: unknown): boolean {
  return attribute === 'service.name' && typeof value === 'string' && value.startsWith('unknown_service');
}

function readAs(reading: Alias['reading'], value: unknown): unknown {
  if (value === undefined || value === null) {
    return undefined;
  }
  switch (reading) {
    case 'seconds': {
      const seconds = numberOf(value);
      return seconds === undefined ? value : roundMicros(seconds * 1000);
    }
    case 'milliseconds':
      return roundMicros(numberOf(value) ?? NaN) || value;
    case 'flag':
      return typeof value === 'string' ? value.toLowerCase() : value;
    case 'estimate':
      return numberOf(value) === 0 ? undefined : value;
    case 'as is':
    case undefined:
      return Array.isArray(value) || isObject(value) ? undefined : value;
  }
}

/** Largest JSON text that is looked into for one value. */
const MAX_JSON = 1024 * 1024;

/** The value at a place of an object, or of JSON as text. */
function valueAt(value: unknown, place: string): unknown {
  const json = typeof value === 'string' ? parse(value) : value;
  return place.split('.').reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) {
      return inner[Number(key)];
    }
    return isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, json);
}

function parse(text: string): unknown {
  if (text.length > MAX_JSON || !/^\s*[{[]/.test(text) || exceedsDepth(Buffer.from(text))) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return parsePython(text);
  }
}

/** LiteLLM writes objects as Python does: `{'cached_tokens': 1536, 'audio_tokens': None}`. */
function parsePython(text: string): unknown {
  const words: Readonly<Record<string, string>> = { None: 'null', True: 'true', False: 'false' };
  const json = text.replaceAll(/'([^'"\\]*)'|\b(None|True|False)\b/g, (_, quoted: string | undefined, word: string) =>
    quoted === undefined ? words[word]! : `"${quoted}"`
  );
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Counts as the ledger has them: the whole contains its parts. What is no number is left for the record's own check. */
function includeParts(row: Row, { inputWithoutCache, outputWithoutReasoning }: Convention): void {
  const add = (whole: string, parts: readonly string[]) => {
    const counts = [whole, ...parts].map((field) => (row[field] === undefined ? 0 : numberOf(row[field])));
    if (parts.some((field) => row[field] !== undefined) && counts.every((count) => count !== undefined)) {
      row[whole] = counts.reduce((sum, count) => sum + count, 0);
    }
  };
  if (inputWithoutCache) {
    add('input_tokens', ['cache_read_tokens', 'cache_write_tokens']);
  }
  if (outputWithoutReasoning) {
    add('output_tokens', ['reasoning_tokens']);
  }
}

const MAX_TAGS = 64;
const MAX_TAG_LENGTH = 256;

/** The tag that an attribute is, by its name; undefined if it is none. */
function tagName(attribute: string): string | undefined {
  const found = TAG_PREFIXES.find(({ prefix }) => attribute.startsWith(prefix) && attribute.length > prefix.length);
  return found && !isKnown(attribute) ? attribute.slice(found.prefix.length) : undefined;
}

function readTags({ attributes }: Source): Record<string, string> {
  const tags = new Map<string, string>();
  const put = (name: string, value: string) => {
    if (tags.size < MAX_TAGS && name !== '' && name.length <= MAX_TAG_LENGTH && value.length <= MAX_TAG_LENGTH) {
      tags.set(name, value);
    }
  };
  for (const [attribute, value] of attributes) {
    const name = tagName(attribute);
    if (name !== undefined && !isContentKey(name) && ['string', 'number', 'boolean'].includes(typeof value)) {
      put(name, String(value));
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

/** Attributes that are a field's, wholly: metadata need not repeat them. */
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

function isKnown(attribute: string, convention?: string): boolean {
  const only = FIELD_ATTRIBUTES.get(attribute);
  return TAG_LIST_NAMES.has(attribute) || (only !== undefined && (only.has(undefined) || only.has(convention)));
}

/** Sums that follow from other fields, and what instrumentations note for their own use. */
const LEFT_OUT =
  /^(.*embedding\.vector|gen_ai\.operation\.name|openinference\.span\.kind|gen_ai\.usage\.total_tokens|llm\.usage\.total_tokens|llm\.token_count\.total|ai\.usage\.totalTokens|gen_ai\.client\.token\.usage|logfire\..*|code\..*|thread\..*|telemetry\.sdk\..*|event\.timestamp)$/;
const MAX_METADATA = 49_152;
const MAX_METADATA_ITEM = 16_384;
/** Attributes that did not fit. */
export const OMITTED = 'otel.omitted';

/** What no field is read from. Prompts and answers stay among it: the record's own check takes them out. */
export function readMetadata({ attributes, origin, convention }: Source): Row {
  const metadata: Row = {};
  const omitted: string[] = [];
  let left = MAX_METADATA;
  for (const [name, value] of attributes) {
    if (value === '' || isKnown(name, convention.id) || LEFT_OUT.test(name) || tagName(name) !== undefined) {
      continue;
    }
    if (!isContentKey(name)) {
      const size = Buffer.byteLength(name) + Buffer.byteLength(JSON.stringify(value) ?? '');
      if (size > Math.min(left, MAX_METADATA_ITEM) || isDeep(value)) {
        omitted.push(name.slice(0, 200));
        continue;
      }
      left -= size;
    }
    metadata[name] = value;
  }
  const version = origin.resource.get('service.version');
  return {
    ...metadata,
    ...(origin.scope.name ? { 'otel.scope.name': origin.scope.name.slice(0, 256) } : {}),
    ...(origin.scope.version ? { 'otel.scope.version': origin.scope.version.slice(0, 256) } : {}),
    ...(typeof version === 'string' ? { 'service.version': version.slice(0, 256) } : {}),
    ...(omitted.length > 0 ? { [OMITTED]: omitted.slice(0, 50) } : {}),
  };
}

/** Metadata of a record nests 16 levels at most. */
function isDeep(value: unknown): boolean {
  return typeof value === 'object' && value !== null && exceedsDepth(Buffer.from(JSON.stringify(value)), 12);
}
