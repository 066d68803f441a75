import { CONTEXT_FIELDS } from './aliases/aliases';
import { type CallBook, type KnownCall } from './call-book';
import { spanIdentity } from './call-identity';
import { addition, mergeRows } from './call-row';
import { chooseCalls } from './choose-calls';
import { readSpans, type Span } from './items';
import { type CallRow, type OtlpRows, type Teller } from './otlp-rows';
import { pairAccounts } from './pair-accounts';
import { readField, readFields, type Row } from './read-fields';
import { readSpanCall, type SpanCall } from './span-call';

export interface ReadTracesOptions {
  /** Of the records: that of the token. */
  readonly source: string;
  readonly book: Pick<CallBook, 'ofTraces'>;
}

/** Metadata of a record that stands for all calls of an agent. */
export const FALLBACK_KEY = 'otel.counted';

/** The calls of a request of spans. */
export function readTraces(request: unknown, { source, book }: ReadTracesOptions): OtlpRows {
  const items = readSpans(request);
  const rejected = items.filter((item) => 'message' in item).map(({ message }) => message);
  const traces = new Map<string, Span[]>();
  for (const item of items) {
    if (!('message' in item)) {
      const spans = traces.get(item.trace);
      if (spans) {
        spans.push(item);
      } else {
        traces.set(item.trace, [item]);
      }
    }
  }
  const rows: CallRow[] = [];
  const known: OtlpRows['known'] = [];
  const before = book.ofTraces(source, traces.keys());
  for (const [trace, spans] of traces) {
    const read = readTrace(trace, spans, before.get(trace)!);
    rows.push(...read.rows);
    known.push(...read.known.map((call) => ({ ...call, trace })));
  }
  const told = new Set(rows.flatMap((row) => row.items)).size;
  return { ...pairAccounts(rows, known), rejected, ignored: items.length - rejected.length - told };
}

function readTrace(trace: string, spans: readonly Span[], before: readonly KnownCall[]) {
  const calls = new Map(spans.map((span) => [span.span, readSpanCall(span)]));
  const { calls: chosen, known } = chooseCalls([...calls.values()], before, (span) => spanIdentity(trace, span));
  const told = new Set(chosen.flatMap((call) => call.spans));
  const around = contextReader(calls, told);
  const lent = statusesInside(calls, told);
  const learned = new Map(known.map((call) => [call.span, call]));
  const rows: CallRow[] = chosen.map(({ record, spans: names, isFallback, isAddition }) => {
    const parts = names.map((name) => calls.get(name)!);
    const row = mergeRows([
      ...(parts.map((part) => withStatus(part.row(), lent.get(part.span))) as [Row, ...Row[]]),
      around(learned.get(names[0]!)?.above ?? []),
      ...(isFallback ? [{ metadata: { [FALLBACK_KEY]: 'agent' } }] : []),
    ]);
    return {
      row: { ...(isAddition ? addition(row) : row), id: record },
      items: names.map((name) => `${trace}:${name}`),
      label: `span ${names[0]}`,
      isAddition,
      firstHand: parts[0]!.firstHand,
      start: parts[0]!.start,
      end: parts[0]!.end,
      teller: isAddition ? null : tellerOf(parts[0]!, record !== spanIdentity(trace, names.at(-1)!)),
    };
  });
  for (const { span, record, kind, above } of before) {
    const context = kind === 'own' || kind === 'agent' ? around(learned.get(span)?.above ?? above) : {};
    if (Object.keys(context).length > 0) {
      rows.push({
        row: { ...context, id: record },
        items: [],
        label: record,
        isAddition: true,
        firstHand: false,
        start: 0,
        end: 0,
        teller: null,
      });
    }
  }
  return { rows, known };
}

/** A failed call of unknown status has that of the HTTP request inside it. */
function withStatus(row: Row, status: number | undefined): Row {
  return row.error !== undefined && row.status_code === undefined && status !== undefined && status >= 400
    ? { ...row, status_code: status }
    : row;
}

/** Of each call the HTTP status that the last span inside it tells of. */
function statusesInside(calls: ReadonlyMap<string, SpanCall>, told: ReadonlySet<string>): Map<string, number> {
  const statuses = new Map<string, number>();
  const inOrder = [...calls.values()].sort((a, b) => a.end - b.end || (a.span < b.span ? -1 : 1));
  for (const call of inOrder) {
    const status = told.has(call.span) ? NaN : Number(readField('status_code', call.source) ?? NaN);
    let parent = Number.isInteger(status) ? call.parent : null;
    for (let steps = 0; parent !== null && steps < MOST_STEPS; steps += 1) {
      if (told.has(parent)) {
        statuses.set(parent, status);
        break;
      }
      parent = calls.get(parent)?.parent ?? null;
    }
  }
  return statuses;
}

const MOST_STEPS = 20;

function tellerOf({ source }: SpanCall, isIdentified: boolean): Teller {
  const { scope, resource } = source.origin;
  const service = resource.get('service.instance.id') ?? resource.get('service.name') ?? '';
  return { scope: scope.name, service: typeof service === 'string' ? service : '', isIdentified };
}

/** What the spans around a call say of who it is for, the nearest first. */
function contextReader(calls: ReadonlyMap<string, SpanCall>, told: ReadonlySet<string>) {
  const remembered = new Map<string, Row>();
  const contextOf = (name: string): Row => {
    const call = calls.get(name);
    if (!call || told.has(name)) {
      return {};
    }
    let context = remembered.get(name);
    if (!context) {
      context = readContext(call);
      remembered.set(name, context);
    }
    return context;
  };
  return (above: readonly string[]): Row => mergeRows([{}, ...above.map(contextOf)]);
}

/** Only of the span's own attributes: the resource is said by the call itself. */
function readContext({ source }: SpanCall): Row {
  const own = { ...source, origin: { ...source.origin, resource: new Map() } };
  const { tags } = readFields(own);
  const fields = CONTEXT_FIELDS.map((field) => [field, readField(field, own)]);
  return {
    ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
    ...(tags === undefined ? {} : { tags }),
  } as Row;
}
