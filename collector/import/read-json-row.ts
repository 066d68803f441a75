import { exceedsDepth } from '../ingest/exceeds-depth';
import { isObject, type JsonObject, type ReadableRow } from './import-row';

/** The object that a row is, its CSV cells read as `readCell` does; undefined if it is none. */
export function objectOf(row: ReadableRow): JsonObject | undefined {
  if ('cells' in row) {
    return Object.fromEntries(Object.entries(row.cells).map(([name, cell]) => [name, readCell(cell)]));
  }
  const value = exceedsDepth(row.json) ? undefined : parseJson(row.json.toString('utf8'));
  return isObject(value) ? value : undefined;
}

/** JSON, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Value of a CSV cell that an exporter wrote as JSON if it was no text: an object, a list, or a date in quotes. One
 * exporter doubles the quotes in it once too often. Anything else is the text itself; an empty cell is undefined.
 */
function readCell(cell: string): unknown {
  const text = cell.trim();
  if (text === '') {
    return undefined;
  }
  return /^[[{"]/.test(text) ? (parseJson(text) ?? parseJson(text.replaceAll('""', '"')) ?? cell) : cell;
}
