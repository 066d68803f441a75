import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ConfigError } from '../config/config-error';

export const STDIN = '-';

const PIECE_BYTES = 256 * 1024;
const GZIP_MARK = Buffer.from([0x1f, 0x8b]);

export interface Input {
  /** Its bytes, unpacked. */
  readonly pieces: AsyncIterable<Buffer>;
  /** Bytes read so far, before unpacking. */
  readonly bytesRead: () => number;
}

/** Opens a file, or standard input for `-`. What begins as gzip does is unpacked on the way, whatever its name. */
export function openInput(path: string, stdin: Readable = process.stdin): Input {
  const file = path === STDIN ? stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  let bytes = 0;
  async function* counted() {
    for await (const piece of file as AsyncIterable<Buffer>) {
      bytes += piece.length;
      yield piece;
    }
  }
  return { pieces: explained(unpacked(counted()), path), bytesRead: () => bytes };
}

async function* unpacked(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const begun: Buffer[] = [];
  while (Buffer.concat(begun).length < GZIP_MARK.length) {
    const next = await pieces.next();
    if (next.done) {
      break;
    }
    begun.push(next.value);
  }
  const head = Buffer.concat(begun);
  const all = continued(head, pieces);
  if (!head.subarray(0, GZIP_MARK.length).equals(GZIP_MARK)) {
    yield* all;
    return;
  }
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  // Whoever reads the last stream gets the error that pipeline reports.
  pipeline(Readable.from(all), gunzip, () => undefined);
  yield* gunzip as AsyncIterable<Buffer>;
}

async function* continued(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) {
    yield head;
  }
  yield* rest;
}

async function* explained(pieces: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
  } catch (error) {
    // Told by its code: errors of streams may be of another realm, where `instanceof Error` does not hold.
    const code = String((error as { code?: string }).code ?? error);
    throw new ConfigError(
      code.startsWith('Z_')
        ? `${path}: cannot be unpacked (${code}): the file is damaged or was cut off. What came before it is booked.`
        : `${path}: cannot be read (${code})`
    );
  }
}
