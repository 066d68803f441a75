import { type Span } from './items';
import { type Attributes } from './plain-value';
import { type Row } from './read-fields';

/** Status by the name of the exception, where nothing else tells it: SDKs of OpenAI and Anthropic, and gRPC's. */
const EXCEPTIONS: ReadonlyMap<string, number> = new Map([
  ['BadRequestError', 400],
  ['ContextWindowExceededError', 400],
  ['InvalidArgument', 400],
  ['AuthenticationError', 401],
  ['Unauthenticated', 401],
  ['PermissionDeniedError', 403],
  ['PermissionDenied', 403],
  ['NotFoundError', 404],
  ['NotFound', 404],
  ['ConflictError', 409],
  ['UnprocessableEntityError', 422],
  ['RateLimitError', 429],
  ['ResourceExhausted', 429],
  ['InternalServerError', 500],
  ['ServiceUnavailableError', 503],
  ['ServiceUnavailable', 503],
  ['OverloadedError', 529],
  ['APITimeoutError', 504],
  ['DeadlineExceeded', 504],
]);

const MAX_ERROR = 8_000;
const MAX_TYPE = 128;

/** What a span or log says of a failure: `status_code`, `error` and `error_type`, as far as `row` lacks them. */
export function readFailure(
  row: Row,
  { failed, statusMessage = '', events = [] }: Partial<Pick<Span, 'failed' | 'statusMessage' | 'events'>>
): Row {
  const exception: Attributes | undefined = events.findLast(({ name }) => name === 'exception')?.attributes;
  const named = className(textOf(row.error_type));
  if (!failed && named === '' && row.error === undefined) {
    return {};
  }
  const raised = textOf(exception?.get('exception.type'));
  const type = lastPart(named !== '' && !isStatus(named) ? named : raised).slice(0, MAX_TYPE);
  const message = textOf(exception?.get('exception.message')) || statusMessage;
  const error = textOf(row.error) || message || named || raised || 'failed without a message';
  const status = row.status_code ?? (isStatus(named) ? Number(named) : statusOf(error, [named, raised]));
  return {
    error: error.slice(0, MAX_ERROR),
    ...(type === '' ? {} : { error_type: type }),
    ...(status === undefined ? {} : { status_code: status }),
  };
}

function isStatus(text: string): boolean {
  return /^[1-5]\d\d$/.test(text);
}

/** Python writes a class as `<class 'openai.RateLimitError'>`. */
function className(type: string): string {
  return /^<class '(.+)'>$/.exec(type)?.[1] ?? type;
}

/** `openai.RateLimitError` is a `RateLimitError`. */
function lastPart(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/** `Error code: 429 - …` of the SDKs for Python, `429 …` and `Error: 429 …` of others. */
const TOLD_STATUS = [/\b(?:error code|status(?: ?code)?|http)[:= ]+([45]\d\d)\b/i, /^(?:\w*Error: )?([45]\d\d)\b/];

function statusOf(message: string, types: readonly string[]): number | undefined {
  const told = TOLD_STATUS.map((pattern) => pattern.exec(message)?.[1]).find((status) => status !== undefined);
  if (told !== undefined) {
    return Number(told);
  }
  return types.map((type) => EXCEPTIONS.get(lastPart(type))).find((status) => status !== undefined);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
