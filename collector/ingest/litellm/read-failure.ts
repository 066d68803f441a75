import { type Payload } from './payload';
import { firstNumber, firstText } from './value';

/** Status of LiteLLM's exceptions, where one comes without its code. */
const STATUS: Readonly<Record<string, number>> = {
  AuthenticationError: 401,
  BadRequestError: 400,
  BudgetExceededError: 400,
  ContentPolicyViolationError: 400,
  ContextWindowExceededError: 400,
  NotFoundError: 404,
  PermissionDeniedError: 403,
  RateLimitError: 429,
  ServiceUnavailableError: 503,
  Timeout: 408,
  UnprocessableEntityError: 422,
};
const MAX_ERROR = 8_192;
/** What LiteLLM adds in one of its logs: how to configure fallbacks. */
const ADVICE = '\n\nLiteLLM: ';
const MAX_ERROR_TYPE = 128;

export interface CallOutcome {
  readonly status_code: number;
  readonly error?: string;
  readonly error_type?: string;
}

/** How a call ended, as the caller saw it. */
export function readFailure({ row, error, failed }: Payload): CallOutcome {
  if (!failed) {
    return { status_code: 200 };
  }
  const type = firstText([error.error_class], MAX_ERROR_TYPE);
  const code = firstNumber(error.error_code);
  return {
    status_code: isStatus(code) ? code : (STATUS[type ?? ''] ?? 500),
    error: firstText([error.error_message, row.error_str], MAX_ERROR)?.split(ADVICE, 1)[0],
    error_type: type,
  };
}

/** A failure that says 2xx is one nevertheless. */
function isStatus(code: number | undefined): code is number {
  return code !== undefined && Number.isInteger(code) && code >= 300 && code <= 599;
}
