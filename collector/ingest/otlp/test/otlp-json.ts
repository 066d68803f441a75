/** OTLP as JSON, for tests. */
export type Json = Record<string, unknown>;

/** When spans of tests begin: 1 September 2026, 10:00 UTC, epoch ms. */
export const START = Date.UTC(2026, 8, 1, 10);

type Value = string | number | boolean | readonly string[];

/** Attributes in OTLP's form. */
export function attributes(values: Readonly<Record<string, Value>>): Json[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: Value): Json {
  if (typeof value === 'string') {
    return { stringValue: value };
  }
  if (typeof value === 'boolean') {
    return { boolValue: value };
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  return { arrayValue: { values: value.map(anyValue) } };
}

export interface SpanOptions {
  readonly trace?: number;
  readonly span?: number;
  readonly parent?: number;
  /** Ms after `START`. */
  readonly at?: number;
  readonly ms?: number;
  readonly name?: string;
  readonly status?: Json;
}

export const traceId = (number: number) => number.toString(16).padStart(32, '0');
export const spanId = (number: number) => number.toString(16).padStart(16, '0');
export const nanos = (at: number) => `${START + Math.floor(at)}000000`;

/** A span; its attributes are those of `chat()` unless told otherwise. */
export function span(
  { trace = 1, span: id = 1, parent, at = 0, ms = 1_000, name = 'chat', status }: SpanOptions = {},
  values: Readonly<Record<string, Value>> = chat()
): Json {
  return {
    traceId: traceId(trace),
    spanId: spanId(id),
    ...(parent === undefined ? {} : { parentSpanId: spanId(parent) }),
    name,
    kind: 3,
    startTimeUnixNano: nanos(at),
    endTimeUnixNano: nanos(at + ms),
    attributes: attributes(values),
    ...(status ? { status } : {}),
  };
}

/** Attributes of a call. */
export function chat(more: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o-mini',
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
    ...more,
  };
}

/** A request of spans of one scope. */
export function tracesRequest(spans: readonly unknown[], scope = 'test', resource: Record<string, Value> = {}): Json {
  return {
    resourceSpans: [
      { resource: { attributes: attributes(resource) }, scopeSpans: [{ scope: { name: scope }, spans }] },
    ],
  };
}

/** A request of log records of one scope. */
export function logsRequest(logRecords: readonly unknown[], scope = 'test'): Json {
  return { resourceLogs: [{ resource: { attributes: [] }, scopeLogs: [{ scope: { name: scope }, logRecords }] }] };
}
