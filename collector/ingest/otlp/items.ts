import { ledgerError } from '../../errors';
import { type Attributes, isObject, plainValue, readAttributes } from './plain-value';

/** Where an item comes from. */
export interface Origin {
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string };
}

export interface SpanEvent {
  readonly name: string;
  /** Epoch ms; null: unknown. */
  readonly time: number | null;
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
  /** Epoch ms with fractions. */
  readonly start: number;
  readonly end: number;
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
    const resource = readAttributes(isObject(group.resource) ? group.resource.attributes : undefined);
    return listOf(group, middle).flatMap((scoped) => {
      const { name, version } = isObject(scoped.scope) ? scoped.scope : {};
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
  const start = epochMs(item.startTimeUnixNano);
  const end = epochMs(item.endTimeUnixNano);
  if (start === null) {
    return { message: `startTimeUnixNano of span ${span} must be nanoseconds since 1970` };
  }
  const status = isObject(item.status) ? item.status : {};
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
      time: epochMs(event.timeUnixNano),
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

/** Nanoseconds, as a number or a text, in ms to the microsecond; null for none and for 0. */
function epochMs(value: unknown): number | null {
  const ns = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : value;
  return typeof ns === 'number' && Number.isFinite(ns) && ns > 0 ? roundMicros(ns / 1e6) : null;
}

/** To the microsecond: a double holds no more of the nanoseconds of today. */
export function roundMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
