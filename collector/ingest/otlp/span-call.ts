import { isTellingId } from './call-identity';
import { classifySpan } from './classify-span';
import { type Convention } from './conventions';
import { msOf, type Span } from './items';
import { readFailure } from './read-failure';
import { readField, readFields, readResponseId, type Row, type Source, sourceOf } from './read-fields';
import { readMetadata } from './read-metadata';
import { type TraceSpan } from './trace-tree';

/** A span with what it means to the ledger. */
export interface SpanCall extends TraceSpan {
  readonly source: Source;
  /** Sees the provider's own answer. */
  readonly firstHand: boolean;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
  /** The record that the span alone would be. */
  readonly row: () => Row;
}

/** Reads what a span is; its row is only made if it is asked for. */
export function readSpanCall(span: Span): SpanCall {
  const source = sourceOf(span, span.attributes);
  const hasUsage = readField('input_tokens', source) !== undefined || readField('output_tokens', source) !== undefined;
  const hasModel = readField('model', source) !== undefined;
  const { role, operation } = classifySpan(span, source.convention, { hasModel, hasUsage });
  return {
    span: span.span,
    parent: span.parent,
    role:
      role === 'aggregate'
        ? standsForCalls(span, source.convention, { hasModel, hasUsage })
          ? 'agent'
          : 'none'
        : role,
    callId: role === 'call' ? callId(source) : undefined,
    source,
    firstHand: source.convention.firstHand ?? false,
    start: msOf(span.start),
    end: msOf(span.end),
    row: () => rowOfSpan(span, source, operation),
  };
}

/**
 * Whether a span around calls is to count where none of them is told of. The AI SDK tells of all that have ended: its
 * outer spans stand only for a stream that broke off.
 */
function standsForCalls(
  { attributes }: Span,
  { id }: Convention,
  { hasModel, hasUsage }: { hasModel: boolean; hasUsage: boolean }
): boolean {
  if (/^ai\.(generate|stream|embed)/.test(textOf(attributes.get('ai.operationId')))) {
    return hasModel && !hasUsage;
  }
  return hasModel && hasUsage && id !== 'ai-sdk-7';
}

/** What names a call whoever tells of it: Claude Code's own number of the request, or the provider's of the answer. */
function callId(source: Source): string | undefined {
  if (source.convention.id === 'claude-code') {
    return claudeIdentity(source);
  }
  const response = readResponseId(source);
  return response !== undefined && isTellingId(response) ? response : undefined;
}

/**
 * Logs and spans of Claude Code name session and request alike. Versions that name no request number their events, and
 * before that the counts tell those apart that ended in the same ms.
 *
 * @param time - of the log record, where it has no time among its attributes
 */
export function claudeIdentity({ attributes }: Pick<Source, 'attributes'>, time = ''): string | undefined {
  const named = (name: string) => {
    const value = attributes.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const session = named('session.id');
  if (named('request_id') !== '') {
    return `${session}:${named('request_id')}`;
  }
  const at = named('event.timestamp') || time;
  if (session === '' || at === '') {
    return undefined;
  }
  const rest = named('event.sequence') === '' ? CLAUDE_COUNTS.map(named) : [named('event.sequence')];
  return [session, at, ...rest].join(':');
}

const CLAUDE_COUNTS = [
  ...['model', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens'],
  ...['duration_ms', 'attempt'],
];

/** Only what comes in pieces has a first one. */
const CHUNKS = [
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.client.operation.time_to_first_chunk',
  'ai.response.msToFirstChunk',
];
const FIRST_TOKEN_EVENTS = new Set(['First Token Stream Event', 'gen_ai.first_token']);

function rowOfSpan(span: Span, source: Source, operation: string | undefined): Row {
  const fields = readFields(source);
  const firstToken = firstTokenOf(span);
  const aiSdk = textOf(span.attributes.get('ai.operationId'));
  const isStreamed =
    /^ai\.stream/.test(aiSdk) ||
    /^stream/i.test(textOf(span.attributes.get('gen_ai.operation.name'))) ||
    CHUNKS.some((name) => span.attributes.has(name));
  // What Logfire sends when a stream has ended takes no time itself.
  const took = span.end === span.start ? Number(fields.latency_ms ?? 0) : 0;
  const row: Row = {
    latency_ms: msOf(span.end - span.start),
    ...(firstToken === null ? {} : { time_to_first_token_ms: Math.max(0, msOf(firstToken - span.start)) }),
    ...(isStreamed || took > 0 ? { stream: true } : {}),
    ...fields,
    ...readFailure(fields, failureOf(span, fields)),
    ...(operation === undefined ? {} : { operation }),
    timestamp: Math.floor(Number(span.start / 1_000_000n) - took),
    trace_id: span.trace,
    span_id: span.span,
    metadata: readMetadata(source),
  };
  if (row.stream === false) {
    // Some call the whole latency so.
    delete row.time_to_first_token_ms;
  }
  return row;
}

/** Langfuse has its own word for a failure; LangSmith notes an exception on a span that it calls fine. */
function failureOf(span: Span, fields: Row): Pick<Span, 'failed' | 'statusMessage' | 'events'> {
  const level = textOf(span.attributes.get('langfuse.observation.level'));
  const raised = fields.output_tokens === undefined && span.events.some(({ name }) => name === 'exception');
  return {
    failed: span.failed || level === 'ERROR' || raised,
    statusMessage: span.statusMessage || (level === 'ERROR' ? textOf(span.attributes.get(STATUS_MESSAGE)) : ''),
    events: span.events,
  };
}

const STATUS_MESSAGE = 'langfuse.observation.status_message';

/** When the first token came, epoch ns; null: not told. */
function firstTokenOf({ attributes, events }: Span): bigint | null {
  const told = Date.parse(textOf(attributes.get('langfuse.observation.completion_start_time')).replaceAll('"', ''));
  return Number.isNaN(told)
    ? (events.find(({ name }) => FIRST_TOKEN_EVENTS.has(name))?.time ?? null)
    : BigInt(told) * 1_000_000n;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
