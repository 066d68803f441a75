import protobuf from 'protobufjs/light';
import { type Signal } from '../messages';
import descriptor from '../proto/descriptor.json';
import { type Json } from './otlp-json';

const root = protobuf.Root.fromJSON(descriptor);
const SERVICES: Readonly<Record<Signal, string>> = {
  traces: 'opentelemetry.proto.collector.trace.v1.ExportTraceService',
  logs: 'opentelemetry.proto.collector.logs.v1.ExportLogsService',
  metrics: 'opentelemetry.proto.collector.metrics.v1.ExportMetricsService',
};

/** A request in protobuf, from its JSON. */
export function encodeRequest(signal: Signal, json: unknown): Uint8Array {
  return root
    .lookupType(`${SERVICES[signal]}Request`)
    .encode(messageOf(json) as Json)
    .finish();
}

/** An answer in protobuf as JSON. */
export function decodeResponse(signal: Signal, bytes: Uint8Array): unknown {
  return asJson(root.lookupType(`${SERVICES[signal]}Response`), bytes);
}

/** A refusal in protobuf as JSON. */
export function decodeStatus(bytes: Uint8Array): unknown {
  return asJson(root.lookupType('google.rpc.Status'), bytes);
}

function asJson(type: protobuf.Type, bytes: Uint8Array): unknown {
  return type.toObject(type.decode(bytes), { longs: Number });
}

const IDS = new Set(['traceId', 'spanId', 'parentSpanId']);
const WHOLES = new Set([
  ...['startTimeUnixNano', 'endTimeUnixNano', 'timeUnixNano', 'observedTimeUnixNano'],
  ...['intValue', 'asInt', 'count', 'zeroCount'],
]);

/** What JSON has as text is bytes and 64-bit numbers in protobuf. */
function messageOf(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    return key === 'bucketCounts' ? value.map((item) => wide(item)) : value.map((item) => messageOf(item));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, messageOf(item, name)]));
  }
  if (IDS.has(key)) {
    return Buffer.from(value as string, 'hex');
  }
  if (key === 'bytesValue') {
    return Buffer.from(value as string, 'base64');
  }
  return WHOLES.has(key) ? wide(value) : value;
}

function wide(value: unknown): { low: number; high: number } {
  const bits = BigInt.asUintN(64, BigInt(value as string | number));
  return { low: Number(bits & 0xffffffffn), high: Number(bits >> 32n) };
}
