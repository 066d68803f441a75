import { type Signal } from '../ingest/otlp/messages';

type Json = Record<string, unknown>;

export interface OtlpMessages {
  readonly request: Json;
  readonly response: Json;
  /** `google.rpc.Status`, the body of a refusal. */
  readonly status: Json;
}

/** OTLP's messages in JSON, as far as they matter here; its own definitions are the whole of them. */
export const OTLP_MESSAGES: Readonly<Record<Signal, OtlpMessages>> = {
  traces: messages('resourceSpans', 'rejectedSpans'),
  logs: messages('resourceLogs', 'rejectedLogRecords'),
  metrics: messages('resourceMetrics', 'rejectedDataPoints'),
};

function messages(list: string, rejected: string): OtlpMessages {
  return {
    request: { type: 'object', properties: { [list]: { type: 'array', items: { type: 'object' } } } },
    response: {
      type: 'object',
      properties: {
        partialSuccess: {
          type: 'object',
          properties: { [rejected]: { type: 'string', format: 'int64' }, errorMessage: { type: 'string' } },
        },
      },
    },
    status: {
      type: 'object',
      properties: { code: { type: 'integer' }, message: { type: 'string' } },
    },
  };
}
