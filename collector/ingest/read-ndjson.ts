import { isUtf8 } from 'node:buffer';
import { exceedsDepth, MAX_DEPTH } from './exceeds-depth';
import { readLines, type Line } from './read-lines';
import { type RecordDefaults } from './read-record';
import { Reading, type ReadRecords } from './read-records';

/** Longest line that is read. */
export const MAX_LINE_BYTES = 1024 * 1024;
/** Lines of one batch, which is booked before the next is read. */
export const BATCH_LINES = 1_000;
const BATCH_BYTES = 8 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Records of a stream of lines with one JSON object each, batch by batch; `index` is the line's number from 0. A line
 * that is no record costs only itself, empty ones are nothing. `defaults` are asked for with each batch.
 */
export async function* readNdjson(
  pieces: AsyncIterable<Buffer>,
  defaults: () => RecordDefaults
): AsyncGenerator<ReadRecords> {
  let reading = new Reading(defaults());
  let [count, bytes] = [0, 0];
  for await (const lines of readLines(pieces, MAX_LINE_BYTES)) {
    for (const line of lines) {
      if (!takeLine(line, reading)) {
        continue;
      }
      count += 1;
      bytes += line.bytes?.length ?? 0;
      if (count >= BATCH_LINES || bytes >= BATCH_BYTES) {
        yield reading.result;
        reading = new Reading(defaults());
        [count, bytes] = [0, 0];
      }
    }
  }
  if (count > 0) {
    yield reading.result;
  }
}

/** False: the line is empty. */
function takeLine({ index, bytes }: Line, reading: Reading): boolean {
  if (bytes === null) {
    reading.reject({ index, message: `the line is longer than ${MAX_LINE_BYTES / 1024} KiB` });
    return true;
  }
  const line =
    index === 0 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
      ? bytes.subarray(BYTE_ORDER_MARK.length)
      : bytes;
  const text = line.toString('utf8').trim();
  if (text === '') {
    return false;
  }
  if (!isUtf8(line)) {
    reading.reject({ index, message: 'the line is not UTF-8' });
  } else if (exceedsDepth(line)) {
    reading.reject({ index, message: `the line nests deeper than ${MAX_DEPTH} levels` });
  } else {
    const row = parse(text);
    if (row === undefined) {
      reading.reject({ index, message: 'the line is not valid JSON' });
    } else {
      reading.take(row, index);
    }
  }
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
