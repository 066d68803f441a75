import { exceedsDepth } from '../exceeds-depth';
import { type Alias } from './aliases/alias';
import { isFramework } from './frameworks';
import { roundMicros } from './items';
import { type Attributes, isObject } from './plain-value';

/** What an attribute says, by the way it is read; undefined if it says nothing of the kind. */
export function readAs(reading: Alias['reading'], value: unknown): unknown {
  if (value === undefined || value === null) {
    return undefined;
  }
  switch (reading) {
    case 'seconds':
      return atLeastZero((numberOf(value) ?? NaN) * 1000);
    case 'milliseconds':
      return atLeastZero(numberOf(value));
    case 'status': {
      const status = numberOf(value) ?? NaN;
      return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
    }
    case 'flag':
      return typeof value === 'string'
        ? FLAGS.get(value.toLowerCase())
        : typeof value === 'boolean'
          ? value
          : undefined;
    case 'quoted':
      return typeof value === 'string' ? unquote(value) : undefined;
    case 'provider':
      return typeof value === 'string' && !isFramework(value) ? value : undefined;
    case 'estimate':
      return (numberOf(value) ?? 0) > 0 ? value : undefined;
    case 'as is':
    case undefined:
      return typeof value === 'string' ? value.slice(0, MAX_TEXT) : typeof value === 'object' ? undefined : value;
  }
}

const FLAGS = new Map([
  ['true', true],
  ['false', false],
]);

/** What a text of a record has at most: a call is not lost for a long name. */
const MAX_TEXT = 1_024;

function atLeastZero(ms: number | undefined): number | undefined {
  return ms !== undefined && ms >= 0 ? roundMicros(ms) : undefined;
}

/** A text without the quotes around it, as Langfuse has them. */
export function unquote(text: string): string {
  return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text;
}

/** Largest JSON text that is looked into for one value. */
const MAX_JSON = 1024 * 1024;

/** What texts of JSON hold: several fields are read from one. */
const parsed = new WeakMap<Attributes, Map<string, unknown>>();

function parseOnce(attributes: Attributes, attribute: string, text: string): unknown {
  const known = parsed.get(attributes) ?? new Map<string, unknown>();
  parsed.set(attributes, known);
  if (!known.has(attribute)) {
    known.set(attribute, parse(text));
  }
  return known.get(attribute);
}

/** The value at a place of an attribute that is an object, or JSON as text. */
export function valueAt(attributes: Attributes, attribute: string, value: unknown, place: string): unknown {
  const json = typeof value === 'string' ? parseOnce(attributes, attribute, value) : value;
  if (place.endsWith('*')) {
    return sumOf(json, place.slice(0, -1));
  }
  return place.split('.').reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) {
      return inner[Number(key)];
    }
    return isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, json);
}

/** Langfuse splits a whole into parts that do not overlap: `input`, `input_cached_tokens` and so on. */
function sumOf(parts: unknown, whole: string): number | undefined {
  if (!isObject(parts) || parts[whole] === undefined) {
    return undefined;
  }
  const counts = Object.entries(parts).flatMap(([name, count]) =>
    name.startsWith(whole) ? [numberOf(count) ?? 0] : []
  );
  return counts.reduce((sum, count) => sum + count, 0);
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

/** A number, or a text that is one. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
