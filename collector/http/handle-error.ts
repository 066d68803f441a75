import { type ErrorRequestHandler, type Response } from 'express';
import { type Logger } from 'pino';
import { LedgerError, ledgerError } from '../errors';
import { MAX_DEPTH } from '../ingest/exceeds-depth';
import { TOO_DEEP } from './json-body';

const RETRY_AFTER_SECONDS = '5';

/** Writes the body of a refusal. */
export type AnswerError = (error: LedgerError, response: Response) => void;

/** Answers everything thrown in one shape. Faults of ours are logged and told without details. */
export function handleError(logger: Logger, answer: AnswerError = answerJson): ErrorRequestHandler {
  return function handleError(thrown: unknown, request, response, next) {
    const error = normalize(thrown);
    if (error.status >= 500) {
      logger.error({ err: thrown, method: request.method, path: request.path }, error.message);
    } else {
      logger.debug({ code: error.code, method: request.method, path: request.path }, error.message);
    }
    if (response.headersSent) {
      next(thrown);
      return;
    }
    if (error.status === 401) {
      response.set('WWW-Authenticate', 'Bearer');
    }
    if (error.status === 503) {
      response.set('Retry-After', RETRY_AFTER_SECONDS);
    }
    answer(error, response.status(error.status));
  };
}

function answerJson(error: LedgerError, response: Response): void {
  response.json(error);
}

/** What the body parser throws. */
interface BodyError extends Error {
  type?: string;
  status?: number;
  code?: string;
  limit?: number;
}

const BYTES_PER_MIB = 1024 * 1024;

/** Errors of the body parser, by the type it gives them. */
const BODY_ERRORS: Readonly<Record<string, (error: BodyError) => LedgerError>> = {
  'entity.parse.failed': () => ledgerError('invalid_json', 'The body is not valid JSON. Nothing of it was read.'),
  'entity.verify.failed': () => ledgerError('invalid_json', 'The body is empty: send JSON.'),
  [TOO_DEEP]: () =>
    ledgerError('invalid_json', `The body nests deeper than ${MAX_DEPTH} levels. Nothing of it was read.`),
  'entity.too.large': ({ limit = 0 }) =>
    ledgerError('body_too_large', `The body is larger than ${limit / BYTES_PER_MIB} MiB. Send it in several requests.`),
  'encoding.unsupported': () =>
    ledgerError('unsupported_media_type', 'Content-Encoding must be gzip, deflate, br or none.'),
  'charset.unsupported': () => ledgerError('unsupported_media_type', 'The charset must be UTF-8.'),
  'request.aborted': () => ledgerError('invalid_request', 'The request ended before its body was complete.'),
  'request.size.invalid': () => ledgerError('invalid_request', 'The body has not the length that Content-Length says.'),
};

function normalize(thrown: unknown): LedgerError {
  if (thrown instanceof LedgerError) {
    return thrown;
  }
  if (thrown instanceof Error) {
    const { type, status = 500, code }: BodyError = thrown;
    const known = type === undefined ? undefined : BODY_ERRORS[type];
    if (known) {
      return known(thrown);
    }
    if (status >= 400 && status < 500) {
      // Of what reading a body throws without a type, only the decompression's errors have a code.
      const message =
        code === undefined
          ? 'The request cannot be read.'
          : 'The body is not whole, or not packed as its Content-Encoding (gzip) says.';
      return ledgerError('invalid_request', message, undefined, { cause: thrown });
    }
  }
  return ledgerError('internal', 'The collector failed at this request; its log has the details.', undefined, {
    cause: thrown,
  });
}
