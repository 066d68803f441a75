import { readLines } from '../ingest/read-lines';
import { type RawRow } from './import-row';
import { JsonElements } from './json-elements';

/** Longest row that is read: exports carry prompts and answers. */
export const MAX_ROW_BYTES = 64 * 1024 * 1024;
export const TOO_LONG = `it is longer than ${MAX_ROW_BYTES / 1024 / 1024} MiB`;

/** JSON rows: one object a line. Empty lines are nothing. */
export async function* readJsonLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<RawRow[]> {
  for await (const lines of readLines(pieces, MAX_ROW_BYTES)) {
    const rows = lines.flatMap(({ index, bytes }): RawRow[] => {
      const line = index + 1;
      if (bytes === null) {
        return [{ line, problem: TOO_LONG }];
      }
      const json = index === 0 ? withoutMark(bytes) : bytes;
      return isBlank(json) ? [] : [{ line, json }];
    });
    yield rows;
  }
}

/** JSON rows: the elements of one list, or objects one after the other, laid out over several lines. */
export async function* readJsonElements(
  pieces: AsyncIterable<Buffer>,
  kind: 'list' | 'objects'
): AsyncGenerator<RawRow[]> {
  const elements = new JsonElements(MAX_ROW_BYTES, kind);
  let count = 0;
  for await (const piece of pieces) {
    yield elements.take(piece).map((json): RawRow => {
      count += 1;
      return json === null ? { line: count, problem: TOO_LONG } : { line: count, json };
    });
  }
  if (!elements.whole) {
    yield [{ line: count + 1, problem: 'the JSON breaks off here: the file was cut' }];
  }
}

export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
