import { type Request, type RequestHandler, type Response } from 'express';
import { LedgerError, ledgerError } from '../errors';
import { bookBatch } from '../intake/book-batch';
import { MAX_REJECTED, Tally } from '../intake/tally';
import { readNdjson } from '../ingest/read-ndjson';
import { readRecords } from '../ingest/read-records';
import { bookableSources } from './authenticate';
import { type AppContext } from './context';
import { jsonBody } from './json-body';
import { takeRecords } from './limit-rate';
import { unpackedBody } from './unpacked-body';

/** Content types of one JSON object per line. */
export const NDJSON_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
/** Largest body of lines, in bytes after unpacking: it is read as it is booked, never kept. */
export const MAX_NDJSON_BYTES = 256 * 1024 * 1024;

/** `POST /records`: JSON as a whole, NDJSON line by line. */
export function postRecords(context: AppContext): RequestHandler[] {
  return [takeLines(context), jsonBody({ other: NDJSON_TYPES }), takeJson(context)];
}

function takeJson(context: AppContext): RequestHandler {
  return async function takeJson(request, response) {
    const defaults = { ...bookableSources(response), now: context.clock() };
    const read = readRecords(request.body, defaults);
    takeRecords(read.records.length + read.rejected.length, response);
    const tally = new Tally();
    tally.add(await bookBatch(read, context, defaults), read.withoutId);
    response.json(tally.reply);
  };
}

function takeLines(context: AppContext): RequestHandler {
  return async function takeLines(request, response, next) {
    if (!request.is(NDJSON_TYPES)) {
      next();
      return;
    }
    const tally = new Tally();
    try {
      await bookLines(request, response, context, tally);
    } catch (error) {
      throw error instanceof LedgerError && tally.soFar
        ? ledgerError(error.code, error.message + tally.soFar, error.field, { cause: error })
        : error;
    }
    response.json(tally.reply);
  };
}

/** Books batch by batch; what is booked stays, should the request break off. */
async function bookLines(request: Request, response: Response, context: AppContext, tally: Tally): Promise<void> {
  const defaults = () => ({ ...bookableSources(response), now: context.clock() });
  for await (const batch of readNdjson(unpackedBody(request, MAX_NDJSON_BYTES), defaults)) {
    takeRecords(batch.records.length + batch.rejected.length, response);
    tally.add(await bookBatch(batch, context, defaults()), batch.withoutId);
    if (tally.full) {
      const [first] = tally.reply.rejected;
      throw ledgerError(
        'invalid_request',
        `More than ${MAX_REJECTED.toLocaleString('en')} lines were rejected and reading stopped; line ${first?.index}: ${first?.message}.`
      );
    }
  }
}
