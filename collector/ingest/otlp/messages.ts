import protobuf from 'protobufjs/light';
import descriptor from './proto/descriptor.json';
import { Whole } from './whole';

export const SIGNALS = ['traces', 'logs', 'metrics'] as const;
export type Signal = (typeof SIGNALS)[number];

/** What of a request was not taken. Absent: all of it was. */
export interface PartialSuccess {
  readonly rejected: number;
  readonly message: string;
}

/** `google.rpc.Status`, the body of every refusal. */
export interface RpcStatus {
  readonly code: number;
  readonly message: string;
}

// What 64-bit integers arrive as must not depend on which other packages are installed.
(protobuf.util as { Long: unknown }).Long = Whole;
protobuf.configure();

const root = protobuf.Root.fromJSON(descriptor);
const COLLECTOR = 'opentelemetry.proto.collector';

interface Messages {
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
  /** Key of the count in the partial success. */
  readonly rejected: string;
}

const MESSAGES: Readonly<Record<Signal, Messages>> = {
  traces: messages('trace.v1.ExportTraceService', 'rejectedSpans'),
  logs: messages('logs.v1.ExportLogsService', 'rejectedLogRecords'),
  metrics: messages('metrics.v1.ExportMetricsService', 'rejectedDataPoints'),
};
const STATUS = root.lookupType('google.rpc.Status');

function messages(name: string, rejected: string): Messages {
  return {
    request: root.lookupType(`${COLLECTOR}.${name}Request`),
    response: root.lookupType(`${COLLECTOR}.${name}Response`),
    rejected,
  };
}

/** A request as the objects that its JSON has too, but for bytes and whole numbers. Throws on what is no such message. */
export function decodeRequest(signal: Signal, body: Uint8Array): unknown {
  return MESSAGES[signal].request.decode(body);
}

/** The answer to a request as JSON. */
export function responseJson(signal: Signal, partial: PartialSuccess | undefined): object {
  return partial
    ? { partialSuccess: { [MESSAGES[signal].rejected]: String(partial.rejected), errorMessage: partial.message } }
    : {};
}

/** The answer to a request as protobuf. */
export function responseBytes(signal: Signal, partial: PartialSuccess | undefined): Uint8Array {
  const { response, rejected } = MESSAGES[signal];
  const message = partial ? { partialSuccess: { [rejected]: partial.rejected, errorMessage: partial.message } } : {};
  return response.encode(message).finish();
}

/** A refusal as protobuf. */
export function statusBytes(status: RpcStatus): Uint8Array {
  return STATUS.encode({ ...status }).finish();
}
