import { createHash } from 'node:crypto';
import { type CallBook } from './call-book';
import { isTellingId } from './call-identity';
import { addition } from './call-row';
import { namedOperation } from './classify-span';
import { conventionOf } from './conventions';
import { type LogItem, readLogItems } from './items';
import { type CallRow, type OtlpRows } from './otlp-rows';
import { placeLog, readKnown } from './place-log';
import { readFailure } from './read-failure';
import { readField, readFields, readResponseId, type Row, type Source, sourceOf } from './read-fields';
import { readMetadata } from './read-metadata';
import { numberOf } from './read-value';
import { claudeIdentity } from './span-call';

export interface ReadLogsOptions {
  readonly source: string;
  readonly book: Pick<CallBook, 'ofTraces'>;
}

/** The calls of a request of log records. */
export function readLogs(request: unknown, { source, book }: ReadLogsOptions): OtlpRows {
  const items = readLogItems(request);
  const rejected = items.filter((item) => 'message' in item).map(({ message }) => message);
  const told = items.flatMap((item, index) => {
    const read =
      'message' in item
        ? undefined
        : READERS.find(({ events }) => events.has(item.event))?.read(sourceOf(item, item.attributes), item);
    return read ? [{ item: item as LogItem, index, read }] : [];
  });
  const inSpans = told.filter(({ read }) => read.ofSpan).flatMap(({ item: { trace } }) => trace ?? []);
  const before = book.ofTraces(source, new Set(inSpans));
  const traces = new Map([...before].map(([trace, calls]) => [trace, readKnown(calls)]));
  const known: OtlpRows['known'] = [];
  const rows = told.map(({ item, index, read: { row, id, ofSpan } }): CallRow => {
    const { trace, span } = item;
    const time = item.time ?? item.observed;
    const placed =
      ofSpan && trace !== null && span !== null
        ? placeLog({ trace, span, time, callId: id }, traces.get(trace)!)
        : { record: id ?? printOf(item), isAddition: false, learned: null };
    known.push(...(placed.learned ? [placed.learned] : []));
    return {
      row: { ...(placed.isAddition ? addition(row) : row), id: placed.record },
      items: [`log ${index}`],
      label: `log record ${item.event}`,
      isAddition: placed.isAddition,
      firstHand: false,
      start: time ?? 0,
      end: time ?? 0,
      teller: null,
    };
  });
  return { rows, known, rejected, ignored: items.length - rejected.length - rows.length };
}

/** Where nothing names a call, all that is said of it does: sent again it says the same. */
function printOf({ resource, scope, event, time, observed, attributes }: LogItem): string {
  const service = resource.get('service.instance.id') ?? resource.get('service.name') ?? null;
  const said = [...attributes].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([service, scope.name, event, time ?? observed, said]);
  return `log:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

interface ReadLog {
  readonly row: Row;
  readonly id: string | undefined;
  /** Trace and span of the log record are those of the call. */
  readonly ofSpan: boolean;
}

interface LogReader {
  readonly events: ReadonlySet<string>;
  /** Undefined: the event is no call. */
  readonly read: (source: Source, item: LogItem) => ReadLog | undefined;
}

const READERS: readonly LogReader[] = [
  { events: new Set(['gen_ai.client.inference.operation.details']), read: readInference },
  {
    events: new Set(['api_request', 'claude_code.api_request', 'api_error', 'claude_code.api_error']),
    read: readClaudeCode,
  },
  {
    events: new Set([
      'gemini_cli.api_response',
      'gemini_cli.api_error',
      'qwen-code.api_response',
      'qwen-code.api_error',
    ]),
    read: readGeminiCli,
  },
  { events: new Set(['codex.sse_event', 'codex.websocket_event', 'codex.api_request']), read: readCodex },
];

/** OpenTelemetry's event of a call: the attributes of its span once more. */
function readInference(source: Source, item: LogItem): ReadLog | undefined {
  // Gemini CLI sends it twice, when it asks and when it has the answer, besides events of its own that say more.
  if (source.convention.id === 'gemini-cli') {
    return undefined;
  }
  const { role, operation } = namedOperation(item.attributes, source.convention.id) ?? { role: 'call' };
  // Some tell of messages alone.
  if (role !== 'call' || readField('model', source) === undefined) {
    return undefined;
  }
  const response = readResponseId(source);
  const row = rowOf(source, item, { operation });
  return {
    row: item.body === undefined ? row : { ...row, metadata: { ...(row.metadata as Row), body: item.body } },
    id: response !== undefined && isTellingId(response) ? response : undefined,
    ofSpan: true,
  };
}

/** Trace and span, where there are any, are those of the whole interaction; the time is the end of the call. */
function readClaudeCode(source: Source, item: LogItem): ReadLog | undefined {
  if (source.convention.id !== 'claude-code' && !item.event.startsWith('claude_code.')) {
    return undefined;
  }
  const claude = source.convention.id === 'claude-code' ? source : { ...source, convention: CLAUDE_CODE };
  const row = rowOf(claude, item, { operation: 'chat', provider: 'anthropic' });
  return { row, id: claudeIdentity(claude, String(item.time ?? '')), ofSpan: false };
}

const CLAUDE_CODE = conventionOf(
  { scope: { name: 'com.anthropic.claude_code', version: '' }, resource: new Map() },
  new Map(),
  ''
);

/** Tokens of tools’ prompts are input that its count of the input leaves out. */
function readGeminiCli(source: Source, item: LogItem): ReadLog | undefined {
  if (source.convention.id !== 'gemini-cli') {
    return undefined;
  }
  const named = (name: string) => textOf(item.attributes.get(name));
  const provider = named('auth_type').includes('vertex') ? 'gcp.vertex_ai' : 'gcp.gemini';
  const row = rowOf(source, item, { operation: 'chat', ...(item.event.startsWith('gemini') ? { provider } : {}) });
  const [input, ofTools] = [numberOf(row.input_tokens), numberOf(item.attributes.get('tool_token_count'))];
  const parts = GEMINI_IDENTITY.map(named);
  return {
    row: input === undefined || ofTools === undefined ? row : { ...row, input_tokens: input + ofTools },
    id: parts[0] === '' || parts[1] === '' ? undefined : parts.join(':'),
    ofSpan: false,
  };
}

const GEMINI_IDENTITY = [
  ...['session.id', 'event.timestamp', 'prompt_id', 'model', 'input_token_count', 'output_token_count'],
  ...['duration_ms', 'status_code'],
];

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A call is told of where it has counts, or has failed; all else repeats it. */
function readCodex(source: Source, item: LogItem): ReadLog | undefined {
  const { attributes, event } = item;
  const status = Number(attributes.get('http.response.status_code') ?? 200);
  const failed = attributes.has('error.message') || status >= 400;
  const told = event === 'codex.api_request' ? failed : failed || attributes.has('input_token_count');
  if (!told) {
    return undefined;
  }
  const conversation = attributes.get('conversation.id');
  const at = attributes.get('event.timestamp') ?? item.observed ?? item.time;
  const attempt = attributes.get('attempt');
  const row = rowOf(source, item, { operation: 'chat', provider: 'openai', stream: true });
  return {
    row,
    id:
      conversation === undefined || at === null
        ? undefined
        : [conversation, at, item.observed ?? '', ...(attempt === undefined ? [] : [attempt])].map(String).join(':'),
    ofSpan: false,
  };
}

/** What a log record says. Its time is when the call ended; it began as much earlier as it took. */
function rowOf(source: Source, item: LogItem, defaults: Row): Row {
  const fields = readFields(source);
  const stamp = item.attributes.get('event.timestamp');
  const noted = typeof stamp === 'string' ? Date.parse(stamp) : NaN;
  const end = item.time ?? (Number.isNaN(noted) ? null : noted) ?? item.observed;
  const took = Number(readField('latency_ms', source) ?? 0);
  return {
    ...defaults,
    ...fields,
    ...readFailure(fields, {}),
    ...(end === null ? {} : { timestamp: Math.floor(end - (took > 0 ? took : 0)) }),
    ...(item.trace === null ? {} : { trace_id: item.trace }),
    ...(item.span === null ? {} : { span_id: item.span }),
    metadata: readMetadata(source),
  };
}
