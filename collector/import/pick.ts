import { type JsonObject } from './import-row';

/** The first of several names that has a value: exports of one tool differ by their age. */
export function pick(row: JsonObject, ...names: readonly string[]): unknown {
  return names.map((name) => row[name]).find((value) => value !== undefined && value !== null && value !== '');
}

/** A text, or undefined for anything else. */
export function pickText(row: JsonObject, ...names: readonly string[]): string | undefined {
  const value = pick(row, ...names);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A number, digit texts as well, or undefined for anything else. */
export function pickNumber(row: JsonObject, ...names: readonly string[]): number | undefined {
  return numberOf(pick(row, ...names));
}

export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A time that is written without an offset, as databases print theirs, is in UTC. */
export function pickTime(row: JsonObject, ...names: readonly string[]): string | number | undefined {
  const value = pick(row, ...names);
  if (typeof value !== 'string') {
    return typeof value === 'number' ? value : undefined;
  }
  const text = value.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return `${text}T00:00:00Z`;
  }
  return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}([.,]\d+)?$/.test(text) ? `${text}Z` : withoutZoneName(text);
}

/** `2026-01-31 12:00:00 UTC` and `… +0000`, as some databases write it. */
function withoutZoneName(text: string): string {
  return text
    .replace(/ ?(UTC|GMT)$/, 'Z')
    .replace(/ ?([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') =>
      /^\d{4}-\d{2}-\d{2}[T ]/.test(text) && text.length > 19 ? `${hours}:${minutes}` : _
    );
}

/** Milliseconds between two times; undefined if one is missing or they are the wrong way round. */
export function msBetween(from: unknown, to: unknown): number | undefined {
  const [start, end] = [from, to].map((time) =>
    typeof time === 'string' ? Date.parse(time.replace(' ', 'T')) : typeof time === 'number' ? time : NaN
  );
  const ms = end! - start!;
  return ms >= 0 ? ms : undefined;
}

/** Sum of what is known; undefined if nothing is. */
export function sum(...values: ReadonlyArray<number | undefined>): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : undefined;
}

/** An object without the keys that have no value. */
export function compact(row: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined && value !== null && value !== '')
  );
}

/** Nothing if nothing is in it. */
export function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
