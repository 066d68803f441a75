import { type Request, type RequestHandler } from 'express';
import { type IntakeReply } from '../../contract/record';
import { ledgerError } from '../errors';
import { readPayloads } from '../ingest/litellm/read-payloads';
import { type SplitPayload, splitPayloads } from '../ingest/litellm/split-payloads';
import { bookBatch } from '../intake/book-batch';
import { Tally } from '../intake/tally';
import { bookableSources } from './authenticate';
import { type AppContext } from './context';
import { takeRecords } from './limit-rate';
import { NDJSON_TYPES } from './post-records';
import { unpackedBody } from './unpacked-body';

/** Largest body, in bytes after unpacking: a callback brings a hundred calls with their prompts and answers. */
export const MAX_CALLBACK_BYTES = 128 * 1024 * 1024;
const BATCH = 1_000;
const TYPES = ['application/json', 'application/*+json', ...NDJSON_TYPES];

/** Besides what became of records: how many payloads are no call to a model. */
export interface LitellmReply extends IntakeReply {
  ignored: number;
}

/**
 * `POST /integrations/litellm`: LiteLLM's generic API callback, or rows of its SpendLogs. LiteLLM forgets a batch
 * whatever the answer is, and what it logs while it waits for one: no row is a reason to refuse the others.
 */
export function postLitellm(context: AppContext): RequestHandler {
  return async function postLitellm(request, response) {
    const payloads = await readBody(request);
    takeRecords(payloads.length, response);
    const tally = new Tally();
    let ignored = 0;
    for (let start = 0; start < payloads.length; start += BATCH) {
      const defaults = { ...bookableSources(response), now: context.clock() };
      const batch = readPayloads(payloads.slice(start, start + BATCH), defaults);
      tally.add(await bookBatch(batch.read, context, defaults), batch.read.withoutId);
      ignored += batch.ignored;
    }
    response.json({ ...tally.reply, ignored } satisfies LitellmReply);
  };
}

async function readBody(request: Request): Promise<SplitPayload[]> {
  if (!request.is(TYPES)) {
    throw ledgerError('unsupported_media_type', 'Send JSON with the header Content-Type: application/json');
  }
  const pieces: Buffer[] = [];
  for await (const piece of unpackedBody(request, MAX_CALLBACK_BYTES)) {
    pieces.push(piece);
  }
  const payloads = splitPayloads(Buffer.concat(pieces));
  if (payloads === null) {
    throw ledgerError(
      'invalid_json',
      'The body is no list of payloads, no payload, and no lines of them. Nothing of it was read.'
    );
  }
  return payloads;
}
