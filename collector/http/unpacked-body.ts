import { type IncomingMessage } from 'node:http';
import { type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { LedgerError, ledgerError } from '../errors';

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body of a request, unpacked, piece by piece and no faster than it is taken. It ends with an error where the
 * request breaks off, where the packing is damaged, and after `maxBytes`; the connection stays, for the answer.
 */
export async function* unpackedBody(request: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  const unpacker = unpackerFor(request.headers['content-encoding']);
  const fail = () => unpacker?.destroy(new Error('the request broke off'));
  if (unpacker) {
    request.once('error', fail);
    request.pipe(unpacker);
  }
  const pieces = (unpacker ?? request).iterator({ destroyOnReturn: unpacker !== null });
  let bytes = 0;
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > maxBytes) {
        throw tooLarge(maxBytes);
      }
      yield piece;
    }
  } catch (error) {
    throw error instanceof LedgerError ? error : describe(request, error);
  } finally {
    request.off('error', fail);
    request.unpipe();
    request.resume();
  }
}

function unpackerFor(encoding = 'identity'): Transform | null {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') {
    return null;
  }
  const create = Object.hasOwn(UNPACKERS, name) ? UNPACKERS[name] : undefined;
  if (!create) {
    throw ledgerError('unsupported_media_type', 'Content-Encoding must be gzip, deflate, br or none.');
  }
  return create();
}

function tooLarge(maxBytes: number): Error {
  return ledgerError(
    'body_too_large',
    `The body is larger than ${maxBytes / (1024 * 1024)} MiB unpacked. Send the rest in further requests.`
  );
}

function describe(request: IncomingMessage, cause: unknown): Error {
  return ledgerError(
    'invalid_request',
    request.complete
      ? 'The body is not whole, or not packed as its Content-Encoding (gzip) says.'
      : 'The request ended before its body was complete, or is not packed as its Content-Encoding (gzip) says.',
    undefined,
    { cause }
  );
}
