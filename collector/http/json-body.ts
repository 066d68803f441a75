import express, { type RequestHandler } from 'express';
import { ledgerError } from '../errors';

/** Largest body that is read, in bytes; of compressed ones also after unpacking. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Reads a JSON body of bounded size, gzip allowed. Other content types are refused rather than taken for nothing. */
export function jsonBody(maxBytes = MAX_BODY_BYTES): RequestHandler {
  const parse = express.json({ limit: maxBytes, strict: false, type: () => true });
  return function jsonBody(request, response, next) {
    if (!request.is(['application/json', 'application/*+json'])) {
      throw ledgerError('unsupported_media_type', 'Send JSON with the header Content-Type: application/json');
    }
    parse(request, response, next);
  };
}
