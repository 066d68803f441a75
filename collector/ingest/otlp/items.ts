import { ledgerError } from '../../errors';
import { wholeOf } from './whole';
import { type Attributes, isObject, plainValue, readAttributes } from './plain-value';

/** Where an item comes from. */
export interface Origin {
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string };
}

export interface SpanEvent {
  readonly name: string;
  /** Epoch ns; null: unknown. */
  readonly time: bigint | null;
  readonly attributes: Attributes;
}

export interface Span extends Origin {
  /** 32 hex digits in lower case. */
  readonly trace: string;
  /** 16 hex digits in lower case. */
  readonly span: string;
  /** The span it is part of; null: none. */
  readonly parent: string | null;
  readonly name: string;
  /** Epoch ns. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
  readonly failed: boolean;
  readonly statusMessage: string;
  readonly events: readonly SpanEvent[];
}

export interface LogItem extends Origin {
  /** By the field, the attribute or, of older SDKs, the body. */
  readonly event: string;
  /** Epoch ms with fractions; null: the record says nothing. */
  readonly time: number | null;
  readonly observed: number | null;
  readonly trace: string | null;
  readonly span: string | null;
  readonly body: unknown;
  readonly attributes: Attributes;
}

/** An item that cannot be read. */
export interface BadItem {
  readonly message: string;
}

/** The spans of a request; those that cannot be read cost the others nothing. */
export function readSpans(request: unknown): Array<Span | BadItem> {
  return itemsOf(request, ['resourceSpans', 'scopeSpans', 'spans']).map(({ item, origin }) => readSpan(item, origin));
}

/** The log records of a request. */
export function readLogItems(request: unknown): Array<LogItem | BadItem> {
  return itemsOf(request, ['resourceLogs', 'scopeLogs', 'logRecords']).map(({ item, origin }) =>
    isObject(item) ? readLog(item, origin) : { message: 'logRecords[] must be an object' }
  );
}

interface Found {
  readonly item: unknown;
  readonly origin: Origin;
}

function itemsOf(request: unknown, [outer, middle, inner]: readonly [string, string, string]): Found[] {
  if (!isObject(request)) {
    throw ledgerError('invalid_request', `The body must be an object with ${outer}.`);
  }
  return listOf(request, outer).flatMap((group) => {
    const resource = readAttributes(objectOf(group.resource).attributes);
    return listOf(group, middle).flatMap((scoped) => {
      const { name, version } = objectOf(scoped.scope);
      const scope = { name: textOf(name), version: textOf(version) };
      return anyListOf(scoped, inner).map((item) => ({ item, origin: { resource, scope } }));
    });
  });
}

function listOf(holder: Record<string, unknown>, key: string): Array<Record<string, unknown>> {
  return anyListOf(holder, key).filter(isObject);
}

function anyListOf(holder: Record<string, unknown>, key: string): unknown[] {
  const list = holder[key] ?? [];
  if (!Array.isArray(list)) {
    throw ledgerError('invalid_request', `${key} must be a list.`, key);
  }
  return list as unknown[];
}

function readSpan(item: unknown, origin: Origin): Span | BadItem {
  if (!isObject(item)) {
    return { message: 'spans[] must be an object' };
  }
  const trace = hexId(item.traceId, 32);
  const span = hexId(item.spanId, 16);
  const name = textOf(item.name);
  if (trace === null || span === null) {
    const [key, digits] = trace === null ? ['traceId', 32] : ['spanId', 16];
    return { message: `${key} of span "${name.slice(0, 100)}" must be ${digits} hex digits, not all of them 0` };
  }
  const start = epochNs(item.startTimeUnixNano);
  const end = epochNs(item.endTimeUnixNano);
  if (start === null) {
    return { message: `startTimeUnixNano of span ${span} must be nanoseconds since 1970` };
  }
  const status = objectOf(item.status);
  return {
    ...origin,
    trace,
    span,
    parent: hexId(item.parentSpanId, 16),
    name,
    start,
    end: end === null || end < start ? start : end,
    attributes: readAttributes(item.attributes),
    failed: status.code === 2 || status.code === 'STATUS_CODE_ERROR',
    statusMessage: textOf(status.message),
    events: (Array.isArray(item.events) ? (item.events as unknown[]) : []).filter(isObject).map((event) => ({
      name: textOf(event.name),
      time: epochNs(event.timeUnixNano),
      attributes: readAttributes(event.attributes),
    })),
  };
}

function readLog(item: Record<string, unknown>, origin: Origin): LogItem {
  const attributes = readAttributes(item.attributes);
  const body = plainValue(item.body);
  const named = attributes.get('event.name');
  return {
    ...origin,
    // The attribute first: some SDKs put a place in their source into the field.
    event: textOf(named) || textOf(item.eventName) || textOf(body),
    time: epochMs(item.timeUnixNano),
    observed: epochMs(item.observedTimeUnixNano),
    trace: hexId(item.traceId, 32),
    span: hexId(item.spanId, 16),
    body,
    attributes,
  };
}

/** An id as lower-case hex digits; null if it is none. JSON has hex, protobuf has bytes. */
function hexId(value: unknown, digits: number): string | null {
  const text =
    value instanceof Uint8Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
      : textOf(value).toLowerCase();
  return text.length === digits && /^[0-9a-f]+$/.test(text) && !/^0+$/.test(text) ? text : null;
}

/** Nanoseconds since 1970; null for none and for 0. */
function epochNs(value: unknown): bigint | null {
  const ns = wholeOf(value);
  return ns !== null && ns > 0n ? ns : null;
}

function epochMs(value: unknown): number | null {
  const ns = epochNs(value);
  return ns === null ? null : msOf(ns);
}

/** Ms to the microsecond, of an epoch too: a double holds no more of it. */
export function msOf(ns: bigint): number {
  return Math.round(Number(ns) / 1000) / 1000;
}

/** To the microsecond. */
export function roundMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
