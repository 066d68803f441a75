import { type KnownCall } from './call-book';

/** A span of a trace as far as it matters to which spans are calls. */
export interface TraceSpan {
  readonly span: string;
  readonly parent: string | null;
  /** `agent`: no call, but it tells of usage. */
  readonly role: 'call' | 'agent' | 'none';
  /** Names the same call wherever it is told of; undefined: nothing does. */
  readonly callId?: string;
  /** Epoch ms; absent: unknown. */
  readonly start?: number;
  readonly end?: number;
}

/** Where a span is. */
export interface Place {
  readonly span: string;
  /** The spans around it as far as they are known, from the inside. */
  readonly above: readonly string[];
  /** The last of them, or the span itself, is the root. */
  readonly whole: boolean;
  readonly start?: number;
  readonly end?: number;
}

/** The spans of a trace: those of a request and those that are known from earlier ones. */
export interface TraceTree {
  /** All that is known of earlier requests. */
  readonly before: ReadonlyMap<string, KnownCall>;
  /** What counted of it, with what is known now of the spans around. */
  readonly learned: readonly KnownCall[];
  /** Spans that may be calls; where there are no calls, agents. */
  readonly candidates: ReadonlyMap<string, TraceSpan>;
  readonly isFallback: boolean;
  /** Where each span of the request is. */
  readonly placeOf: (span: TraceSpan) => Place;
}

/** More spans in one another than these are a loop. */
const MAX_ABOVE = 200;

export function readTree(spans: readonly TraceSpan[], known: readonly KnownCall[]): TraceTree {
  const parents = new Map(spans.map(({ span, parent }) => [span, parent]));
  const before = new Map(known.map((call) => [call.span, call]));
  const learned = known
    .filter(({ kind }) => kind !== 'place')
    .map((call) => ({ ...call, ...(call.whole ? {} : extend(call, parents, before)) }));
  const hasCalls = spans.some(({ role }) => role === 'call') || known.some(({ kind }) => CALLS.has(kind));
  const role = hasCalls ? 'call' : 'agent';
  const candidates = new Map(spans.filter((span) => span.role === role).map((span) => [span.span, span]));
  const places = new Map<string, Place>();
  const placeOf = ({ span, start, end }: TraceSpan): Place => {
    let place = places.get(span);
    if (!place) {
      const around = extend({ span, above: [] }, parents, before);
      const time = start === undefined || end === undefined ? {} : { start, end };
      // Those that are in each other are a mistake of the sender's: none is around the others.
      place = { span, ...(around.above.includes(span) ? { above: [], whole: false } : around), ...time };
      places.set(span, place);
    }
    return place;
  };
  return { before, learned, candidates, isFallback: role === 'agent', placeOf };
}

const CALLS: ReadonlySet<KnownCall['kind']> = new Set(['own', 'part', 'presumed']);

/** What is around a span, from what is known of it already. */
function extend(
  { span, above }: Pick<Place, 'span' | 'above'>,
  parents: ReadonlyMap<string, string | null>,
  before: ReadonlyMap<string, KnownCall>
): Pick<Place, 'above' | 'whole'> {
  const result = [...above];
  const seen = new Set(result);
  let current = result.at(-1) ?? span;
  while (result.length < MAX_ABOVE) {
    const parent = parents.get(current);
    const known = before.get(current);
    if (parent === null || (parent === undefined && known?.whole && known.above.length === 0)) {
      return { above: result, whole: true };
    }
    const more = parent === undefined ? (known?.above ?? []) : [parent];
    const next = more.filter((name) => !seen.has(name));
    if (next.length === 0) {
      break;
    }
    next.forEach((name) => seen.add(name));
    result.push(...next);
    if (parent === undefined && known?.whole) {
      return { above: result, whole: true };
    }
    current = next.at(-1)!;
  }
  return { above: result, whole: false };
}

/**
 * Whether one span may be around another of which not all that is around it is known: nothing that is known says
 * otherwise, and there was a time when both ran. Two with a span around both are beside each other. A trace has one root:
 * where there are two, what is around one of them was lost.
 */
export function mayBeAround(outer: Place, inner: Place): boolean {
  const isPlaced = inner.whole && !(outer.whole && rootOf(outer) !== rootOf(inner));
  if (isPlaced || inner.span === outer.span || !overlap(outer, inner) || inner.above.includes(outer.span)) {
    return false;
  }
  return ![inner.span, ...inner.above].some((name) => outer.above.includes(name));
}

function rootOf({ span, above }: Place): string {
  return above.at(-1) ?? span;
}

/** Where the time of one is not known, they might have. */
function overlap(a: Place, b: Place): boolean {
  return !(a.end! < b.start!) && !(b.end! < a.start!);
}

/** The agent that a call counts in, as far as can be known: one around it, or one that may be. */
export function agentAround(place: Place, agents: readonly KnownCall[]): KnownCall | undefined {
  return agents.find(({ span }) => place.above.includes(span)) ?? agents.find((agent) => mayBeAround(agent, place));
}
