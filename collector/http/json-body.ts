import express, { type RequestHandler } from 'express';
import { ledgerError } from '../errors';

/** Largest body that is read, in bytes; of compressed ones also after unpacking. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Reads a JSON body of bounded size, gzip allowed. Other content types are refused rather than taken for nothing. */
export function jsonBody(maxBytes = MAX_BODY_BYTES): RequestHandler {
  const parse = express.json({ limit: maxBytes, strict: false, type: () => true, verify: refuseEmpty });
  return function jsonBody(request, response, next) {
    if (!request.is(['application/json', 'application/*+json'])) {
      throw ledgerError('unsupported_media_type', 'Send JSON with the header Content-Type: application/json');
    }
    parse(request, response, next);
  };
}

/** The parser takes an empty body for an empty object; it is no JSON, and nothing was read. */
function refuseEmpty(_request: unknown, _response: unknown, body: Buffer): void {
  if (body.length === 0) {
    throw new Error('empty body');
  }
}
