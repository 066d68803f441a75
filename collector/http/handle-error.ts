import { type ErrorRequestHandler } from 'express';
import { type Logger } from 'pino';
import { LedgerError, ledgerError } from '../errors';

const RETRY_AFTER_SECONDS = '5';

/** Answers everything thrown in one shape. Faults of ours are logged and told without details. */
export function handleError(logger: Logger): ErrorRequestHandler {
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
    response.status(error.status).json(error);
  };
}

/** Errors of the body parser, by the type it gives them. */
const BODY_ERRORS: Readonly<Record<string, LedgerError>> = {
  'entity.parse.failed': ledgerError('invalid_json', 'The body is not valid JSON. Nothing of it was read.'),
  'entity.too.large': ledgerError('body_too_large', 'The body is larger than 32 MiB. Send it in several requests.'),
  'encoding.unsupported': ledgerError('unsupported_media_type', 'Content-Encoding must be gzip, deflate, br or none.'),
  'charset.unsupported': ledgerError('unsupported_media_type', 'The charset must be UTF-8.'),
  'request.aborted': ledgerError('invalid_request', 'The request ended before its body was complete.'),
  'request.size.invalid': ledgerError('invalid_request', 'The body has not the length that Content-Length says.'),
};

function normalize(thrown: unknown): LedgerError {
  if (thrown instanceof LedgerError) {
    return thrown;
  }
  if (thrown instanceof Error) {
    const { type, status } = thrown as Error & { type?: string; status?: number };
    const known = type === undefined ? undefined : BODY_ERRORS[type];
    if (known) {
      return known;
    }
    if (status !== undefined && status >= 400 && status < 500) {
      return ledgerError('invalid_request', 'The request cannot be read.', undefined, { cause: thrown });
    }
  }
  return ledgerError('internal', 'The collector failed at this request; its log has the details.', undefined, { cause: thrown });
}
