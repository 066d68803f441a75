import { wholeOf } from './whole';

/** Attributes by name, as plain values: texts, numbers, booleans, lists, objects. */
export type Attributes = ReadonlyMap<string, unknown>;

/** Deeper values are cut off: no attribute that says something is. */
const MAX_DEPTH = 24;

/** The value of an `AnyValue`, whether of JSON or of protobuf; undefined if it has none. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (!isObject(value) || depth > MAX_DEPTH) {
    return undefined;
  }
  for (const [kind, read] of READERS) {
    if (Object.hasOwn(value, kind) && value[kind] !== null && value[kind] !== undefined) {
      return read(value[kind], depth);
    }
  }
  return undefined;
}

/** Attributes of a list of key and value; what is none is left out. */
export function readAttributes(list: unknown, depth = 0): Map<string, unknown> {
  const attributes = new Map<string, unknown>();
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    if (isObject(item) && typeof item.key === 'string') {
      const value = plainValue(item.value, depth);
      if (value !== undefined) {
        attributes.set(item.key, value);
      }
    }
  }
  return attributes;
}

type Reader = (value: unknown, depth: number) => unknown;

const READERS: ReadonlyArray<[string, Reader]> = [
  ['stringValue', (value) => (typeof value === 'string' ? value : undefined)],
  ['intValue', wholeNumber],
  ['doubleValue', doubleNumber],
  ['boolValue', (value) => (typeof value === 'boolean' ? value : undefined)],
  ['arrayValue', (value, depth) => itemsOf(value).map((item) => plainValue(item, depth + 1) ?? null)],
  ['kvlistValue', (value, depth) => Object.fromEntries(readAttributes(itemsOf(value), depth + 1))],
  [
    'bytesValue',
    (value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value === '' ? '' : textOf(value),
  ],
];

/** What a double does not hold stays a text of digits. */
function wholeNumber(value: unknown): unknown {
  const whole = wholeOf(value);
  if (whole === null) {
    return typeof value === 'number' ? value : textOf(value);
  }
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole.toString();
}

/** JSON has what is no number (`NaN`) as text: it says nothing. */
function doubleNumber(value: unknown): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isFinite(number) ? number : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function itemsOf(value: unknown): unknown[] {
  return isObject(value) && Array.isArray(value.values) ? (value.values as unknown[]) : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
