const LINE_FEED = 0x0a;

/** A line of a stream; the last one needs no end. */
export interface Line {
  /** Its number, from 0, empty ones counted. */
  readonly index: number;
  /** Null: it is longer than it may be, and was not kept. */
  readonly bytes: Buffer | null;
}

/**
 * Lines of a stream, those of each piece together. Never holds more than one piece and one line of at most `maxBytes`.
 */
export async function* readLines(pieces: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line[]> {
  let begun: Buffer[] = [];
  let length = 0;
  let index = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > maxBytes) {
      begun = [];
    } else if (part.length > 0) {
      begun.push(part);
    }
  };
  const finish = (): Line => {
    const line = { index, bytes: length > maxBytes ? null : begun.length === 1 ? begun[0]! : Buffer.concat(begun) };
    index += 1;
    begun = [];
    length = 0;
    return line;
  };
  for await (const piece of pieces) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, start)) {
      keep(piece.subarray(start, end));
      lines.push(finish());
      start = end + 1;
    }
    keep(piece.subarray(start));
    if (lines.length > 0) {
      yield lines;
    }
  }
  if (length > 0) {
    yield [finish()];
  }
}
