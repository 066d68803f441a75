/** Every refusal the collector can give: code → HTTP status. */
const CATALOGUE = {
  invalid_json: 400,
  invalid_request: 400,
  invalid_query: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  too_many_records: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  store_unavailable: 503,
  store_busy: 503,
  overloaded: 503,
  identity_unavailable: 503,
  query_timeout: 504,
} as const;

export type ErrorCode = keyof typeof CATALOGUE;

/** Codes of all refusals. */
export const ERROR_CODES = Object.keys(CATALOGUE) as ErrorCode[];

/** A refusal with its place in the catalogue. The message says what to do and names the field or setting. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
    options?: ErrorOptions
  ) {
    super(message, options);
    this.status = CATALOGUE[code];
  }

  /** The one serialised shape of all errors. */
  toJSON(): { error: { code: ErrorCode; message: string; field?: string } } {
    return { error: { code: this.code, message: this.message, ...(this.field ? { field: this.field } : {}) } };
  }
}

/** Shorthand for `new LedgerError`. */
export function ledgerError(code: ErrorCode, message: string, field?: string, options?: ErrorOptions): LedgerError {
  return new LedgerError(code, message, field, options);
}
