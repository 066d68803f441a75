import { readPythonLiteral } from './read-python-literal';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, also where it arrives as a text of JSON (SpendLogs) or of Python (the callback's first version). */
export function objectOf(value: unknown): JsonObject {
  const read = typeof value === 'string' ? parse(value) : value;
  return isObject(read) ? read : {};
}

/** A list, also as a text of JSON. */
export function listOf(value: unknown): readonly unknown[] {
  const read = typeof value === 'string' ? parse(value) : value;
  return Array.isArray(read) ? (read as unknown[]) : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return readPythonLiteral(text);
  }
}

/** The first of several that says something, as text of a bounded length. Python's `None` says nothing. */
export function firstText(values: readonly unknown[], most = 1_024): string | undefined {
  for (const value of values) {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text !== '' && text !== 'None') {
      return text.slice(0, most);
    }
  }
  return undefined;
}

/** The first of several that is a number, as a number or a text of one. */
export function firstNumber(...values: readonly unknown[]): number | undefined {
  for (const value of values) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) {
      return number;
    }
  }
  return undefined;
}

/** The first of several that is a truth value, in JSON or in Python's spelling. */
export function firstBoolean(...values: readonly unknown[]): boolean | undefined {
  for (const value of values) {
    if (typeof value === 'boolean') {
      return value;
    }
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) {
      return value.toLowerCase() === 'true';
    }
  }
  return undefined;
}

/** Whether a value says nothing: null, an empty text, list or object. */
export function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
