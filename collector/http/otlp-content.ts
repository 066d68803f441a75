import { type Response } from 'express';
import { isUtf8 } from 'node:buffer';
import { type ErrorCode, type LedgerError, ledgerError } from '../errors';
import { exceedsDepth } from '../ingest/exceeds-depth';
import {
  decodeRequest,
  type PartialSuccess,
  responseBytes,
  responseJson,
  type RpcStatus,
  type Signal,
  statusBytes,
} from '../ingest/otlp/messages';

export const JSON_TYPE = 'application/json';
export const PROTOBUF_TYPE = 'application/x-protobuf';
/** Each level of a nested attribute is five of its JSON. */
const MAX_DEPTH = 200;

/** The content type that a request has, and its answer gets; null: one that OTLP does not know. */
export type OtlpType = typeof JSON_TYPE | typeof PROTOBUF_TYPE;

/** The content type that a header names. */
export function otlpType(header: string | undefined): OtlpType | null {
  const type = header?.split(';', 1)[0]!.trim().toLowerCase();
  if (type === PROTOBUF_TYPE || type === 'application/protobuf') {
    return PROTOBUF_TYPE;
  }
  return type === JSON_TYPE ? JSON_TYPE : null;
}

/** The request in a body. Throws what tells the sender that it need not send it again. */
export function readBody(signal: Signal, type: OtlpType, body: Buffer): unknown {
  return type === PROTOBUF_TYPE ? readProtobuf(signal, body) : readJson(body);
}

function readProtobuf(signal: Signal, body: Buffer): unknown {
  try {
    return decodeRequest(signal, body);
  } catch (error) {
    throw ledgerError(
      'invalid_request',
      `The body is no OTLP message of ${signal} in protobuf. Nothing of it was read.`,
      undefined,
      { cause: error }
    );
  }
}

function readJson(body: Buffer): unknown {
  if (exceedsDepth(body, MAX_DEPTH)) {
    throw ledgerError('invalid_json', `The body nests deeper than ${MAX_DEPTH} levels. Nothing of it was read.`);
  }
  try {
    if (!isUtf8(body)) {
      throw new Error('not UTF-8');
    }
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw ledgerError('invalid_json', 'The body is not valid JSON. Nothing of it was read.', undefined, {
      cause: error,
    });
  }
}

/** Answers a request in its own content type. */
export function answerOtlp(
  response: Response,
  { signal, type, partial }: { signal: Signal; type: OtlpType; partial: PartialSuccess | undefined }
): void {
  if (type === PROTOBUF_TYPE) {
    send(response, responseBytes(signal, partial));
  } else {
    response.json(responseJson(signal, partial));
  }
}

/** Refuses a request in its own content type, or in JSON if that is unknown. */
export function answerOtlpError({ code, message }: LedgerError, response: Response): void {
  const status: RpcStatus = { code: RPC_CODES[code], message };
  if (otlpType(response.req.headers['content-type']) === PROTOBUF_TYPE) {
    send(response, statusBytes(status));
  } else {
    response.json(status);
  }
}

function send(response: Response, bytes: Uint8Array): void {
  response.type(PROTOBUF_TYPE).send(Buffer.from(bytes));
}

const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;
const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** Codes of `google.rpc.Code`. */
const RPC_CODES: Readonly<Record<ErrorCode, number>> = {
  invalid_json: INVALID_ARGUMENT,
  invalid_request: INVALID_ARGUMENT,
  invalid_query: INVALID_ARGUMENT,
  unauthorized: UNAUTHENTICATED,
  forbidden: PERMISSION_DENIED,
  not_found: NOT_FOUND,
  method_not_allowed: UNIMPLEMENTED,
  body_too_large: RESOURCE_EXHAUSTED,
  too_many_records: RESOURCE_EXHAUSTED,
  unsupported_media_type: INVALID_ARGUMENT,
  rate_limited: RESOURCE_EXHAUSTED,
  internal: INTERNAL,
  store_unavailable: UNAVAILABLE,
  store_busy: UNAVAILABLE,
  overloaded: UNAVAILABLE,
  identity_unavailable: UNAVAILABLE,
  query_timeout: DEADLINE_EXCEEDED,
};
