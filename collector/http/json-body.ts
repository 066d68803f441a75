import express, { type RequestHandler } from 'express';
import { ledgerError } from '../errors';
import { exceedsDepth } from '../ingest/exceeds-depth';

/** Largest JSON body that is read, in bytes; of compressed ones also after unpacking. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

export interface JsonBodyOptions {
  readonly maxBytes?: number;
  /** Content types that the path takes besides JSON. */
  readonly other?: readonly string[];
}

/** Reads a JSON body of bounded size, gzip allowed. Other content types are refused rather than taken for nothing. */
export function jsonBody({ maxBytes = MAX_BODY_BYTES, other = [] }: JsonBodyOptions = {}): RequestHandler {
  const parse = express.json({ limit: maxBytes, strict: false, type: () => true, verify });
  const alternatives = other.map((type) => `, or ${type}`).join('');
  return function jsonBody(request, response, next) {
    if (!request.is(['application/json', 'application/*+json'])) {
      throw ledgerError(
        'unsupported_media_type',
        `Send JSON with the header Content-Type: application/json${alternatives}`
      );
    }
    parse(request, response, next);
  };
}

/** What body errors that we throw ourselves are told by. */
export const TOO_DEEP = 'json.too.deep';

/**
 * The parser takes an empty body for an empty object; it is no JSON, and nothing was read. Nesting is counted before
 * anything recurses into it.
 */
function verify(_request: unknown, _response: unknown, body: Buffer): void {
  if (body.length === 0) {
    throw new Error('empty body');
  }
  if (exceedsDepth(body)) {
    throw Object.assign(new Error('nested too deeply'), { type: TOO_DEEP });
  }
}
