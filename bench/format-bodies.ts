import { type CorpusCase, type CorpusRequest } from '../collector/ingest/corpus/corpus-case';
import protobuf from 'protobufjs';
import descriptor from '../collector/ingest/otlp/proto/descriptor.json';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Stands for the number of a call wherever a body names it: as many digits take its place. */
export const MARK = '@@@@@@@@';

/** Bodies of so many calls as one client sends them, each with calls of its own. */
export class Bodies {
  readonly #template: Buffer;
  readonly #marks: number[] = [];
  readonly #perCall: number;

  constructor(
    readonly format: string,
    readonly path: string,
    readonly contentType: string,
    readonly calls: number,
    template: Buffer
  ) {
    this.#template = template;
    for (let at = template.indexOf(MARK); at >= 0; at = template.indexOf(MARK, at + MARK.length)) {
      this.#marks.push(at);
    }
    this.#perCall = this.#marks.length / calls;
    if (!Number.isInteger(this.#perCall) || this.#perCall === 0) {
      throw new Error(`${format}: ${this.#marks.length} places for the numbers of ${calls} calls`);
    }
  }

  /** Bytes of a call, on average. */
  get size(): number {
    return Math.round(this.#template.length / this.calls);
  }

  /** The next body; `first` is the number of its first call. */
  body(first: number): Buffer {
    const bytes = Buffer.from(this.#template);
    this.#marks.forEach((at, index) => {
      bytes.write(String(first + Math.floor(index / this.#perCall)).padStart(MARK.length, '0'), at, 'latin1');
    });
    return bytes;
  }
}

const RECORD = {
  ...{ id: `call-${MARK}`, timestamp: '2026-10-01T12:00:00.123Z', model: 'gpt-4o-mini', provider: 'openai' },
  ...{ team: 'search', environment: 'staging', session: 's-1', operation: 'chat', status_code: 200 },
  ...{ response_model: 'gpt-4o-mini-2024-07-18', service_tier: 'default', latency_ms: 850.5 },
  ...{ input_tokens: 1_200, output_tokens: 300, cache_read_tokens: 800 },
};

const root = protobuf.Root.fromJSON(descriptor);
const MESSAGES: Readonly<Record<string, string>> = {
  '/v1/traces': 'trace.v1.ExportTraceServiceRequest',
  '/v1/logs': 'logs.v1.ExportLogsServiceRequest',
  '/v1/metrics': 'metrics.v1.ExportMetricsServiceRequest',
};

function messageOf(path: string): protobuf.Type {
  return root.lookupType(`opentelemetry.proto.collector.${MESSAGES[path]}`);
}

/** An export in protobuf as plain values; 64 bit numbers and bytes are texts. */
export function readOtlp(path: string, bytes: Buffer): unknown {
  const type = messageOf(path);
  return type.toObject(type.decode(bytes), { longs: String, bytes: String });
}

/** The same in protobuf. Throws where a value has no place in it. */
export function writeOtlp(path: string, message: unknown): Buffer {
  const type = messageOf(path);
  return Buffer.from(type.encode(type.fromObject(message as JsonObject)).finish());
}

/** Cases whose only call is multiplied. */
const SPANS = 'otlp/opentelemetry-instrumentation-genai-openai-1.3b0-baggage';
const EVENTS = 'otlp/claude-code-2.1.330-hello';
const PAYLOADS = 'litellm/litellm-1.106.2-chat';

/**
 * Bodies of all formats, so many calls each. What is not the record itself is taken from what was captured of the
 * packages.
 *
 * @param user - of every call; may hold MARK
 */
export function formatBodies(corpus: readonly CorpusCase[], calls: number, user = 'ada'): Bodies[] {
  const times = <T>(value: T): T[] => Array.from({ length: calls }, () => value);
  const json = (value: Json) => Buffer.from(JSON.stringify(value));
  const lines = (value: Json) => Buffer.from(times(JSON.stringify(value)).join('\n'));
  const record = { ...RECORD, user };
  const traces = withItems(...spansOf(caseNamed(corpus, SPANS), user), calls);
  const events = withItems(...eventsOf(caseNamed(corpus, EVENTS), user), calls);
  const payload = payloadOf(caseNamed(corpus, PAYLOADS), user);
  return [
    new Bodies('records, JSON', '/api/v1/records', 'application/json', calls, json(times(record))),
    new Bodies('records, NDJSON', '/api/v1/records', 'application/x-ndjson', calls, lines(record)),
    new Bodies('OTLP traces, protobuf', '/v1/traces', 'application/x-protobuf', calls, encoded(traces)),
    new Bodies('OTLP traces, JSON', '/v1/traces', 'application/json', calls, json(traces)),
    new Bodies('OTLP logs, JSON', '/v1/logs', 'application/json', calls, json(events)),
    new Bodies('LiteLLM, array', '/integrations/litellm', 'application/json', calls, json(times(payload))),
    new Bodies('LiteLLM, NDJSON', '/integrations/litellm', 'application/x-ndjson', calls, lines(payload)),
  ];
}

function caseNamed(corpus: readonly CorpusCase[], name: string): CorpusCase {
  const found = corpus.find((entry) => entry.name === name);
  if (!found) {
    throw new Error(`The corpus has no ${name}`);
  }
  return found;
}

function requestTo({ requests }: CorpusCase, path: string): CorpusRequest {
  return requests.find((request) => request.path === path)!;
}

type Multiplied = [message: JsonObject, list: 'spans' | 'logRecords', item: JsonObject];

/** An export of traces in OTLP's JSON, and the span of its call, numbered. */
function spansOf(entry: CorpusCase, user: string): Multiplied {
  const { body_base64 } = requestTo(entry, '/v1/traces');
  const message = readOtlp('/v1/traces', Buffer.from(body_base64!, 'base64')) as JsonObject;
  const span = itemsOf(message, 'spans').find((item) => attributesOf(item).has('gen_ai.usage.input_tokens'))!;
  const ids = { traceId: `feedfeedfeedfeed${MARK.repeat(2)}`, spanId: `feedfeed${MARK}`, parentSpanId: '' };
  return [
    message,
    'spans',
    { ...withTexts(span, { 'gen_ai.response.id': `chatcmpl-${MARK}`, 'user.id': user }), ...ids },
  ];
}

/** An export of logs, and the event of its call, numbered. */
function eventsOf(entry: CorpusCase, user: string): Multiplied {
  const message = requestTo(entry, '/v1/logs').body as JsonObject;
  const event = itemsOf(message, 'logRecords').find((item) => attributesOf(item).get('event.name') === 'api_request')!;
  return [message, 'logRecords', withTexts(event, { request_id: `req_${MARK}`, 'user.id': user })];
}

/** A payload of LiteLLM's callback, numbered. */
function payloadOf(entry: CorpusCase, user: string): JsonObject {
  const [payload] = requestTo(entry, '/integrations/litellm').body as JsonObject[];
  const people = { user_api_key_user_id: user, user_api_key_end_user_id: user };
  return {
    ...payload,
    ...{ id: `chatcmpl-${MARK}`, litellm_call_id: `call-${MARK}`, trace_id: `trace-${MARK}`, end_user: user },
    metadata: { ...(payload!.metadata as JsonObject), ...people },
  };
}

/** Ids are numbered in hexadecimal text in JSON, and as bytes of their own in protobuf. */
function encoded(traces: JsonObject): Buffer {
  const withBytes = JSON.parse(JSON.stringify(traces), (key, value: unknown) => {
    switch (key) {
      case 'traceId':
        return Buffer.from(MARK.repeat(2)).toString('base64');
      case 'spanId':
        return Buffer.from(MARK).toString('base64');
      default:
        return value;
    }
  }) as JsonObject;
  return writeOtlp('/v1/traces', withBytes);
}

/** The lists of spans or log records of an export, as one. */
function itemsOf(message: Json, name: string): JsonObject[] {
  if (Array.isArray(message)) {
    return message.flatMap((item) => itemsOf(item, name));
  }
  return typeof message === 'object' && message !== null
    ? Object.entries(message).flatMap(([key, value]) => (key === name ? (value as JsonObject[]) : itemsOf(value, name)))
    : [];
}

/** An export with so many of an item, in its first scope alone. */
function withItems(message: JsonObject, list: string, item: JsonObject, count: number): JsonObject {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => {
      if (key === list) {
        return [key, Array.from({ length: count }, () => item)];
      }
      const isNested = /^(resource|scope)(Spans|Logs)$/.test(key) && Array.isArray(value);
      return [
        key,
        isNested ? value.slice(0, 1).map((first) => withItems(first as JsonObject, list, item, count)) : value,
      ];
    })
  );
}

function attributesOf({ attributes }: JsonObject): Map<string, Json> {
  const pairs = attributes as Array<{ key: string; value: { stringValue?: string; intValue?: Json } }>;
  return new Map(pairs.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? null]));
}

function withTexts(item: JsonObject, texts: Readonly<Record<string, string>>): JsonObject {
  const others = (item.attributes as JsonObject[]).filter(({ key }) => !Object.hasOwn(texts, key as string));
  const own = Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  return { ...item, attributes: [...others, ...own] };
}
