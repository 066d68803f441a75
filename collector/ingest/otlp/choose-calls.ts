import { type KnownCall } from './call-book';

/** A span of a trace as far as it matters to which spans are calls. */
export interface TraceSpan {
  readonly span: string;
  readonly parent: string | null;
  /** `agent`: no call, but it tells of usage. */
  readonly role: 'call' | 'agent' | 'none';
  /** Names the same call wherever it is told of; undefined: nothing does. */
  readonly callId?: string;
}

/** A record, and the spans that tell of it: the call itself first, then those around it, from the inside. */
export interface ChosenCall {
  readonly record: string;
  readonly spans: readonly string[];
  /** An agent's span stands for calls that nobody told of. */
  readonly isFallback: boolean;
  /** The record was booked with an earlier request, and these spans only add to it. */
  readonly isAddition: boolean;
}

export interface Choice {
  readonly calls: readonly ChosenCall[];
  /** What there is to remember of the trace. */
  readonly known: readonly KnownCall[];
}

/** More spans in one another than these are a loop. */
const MAX_ABOVE = 200;

/**
 * Which spans of one trace are calls, given those that are known from earlier requests. Of spans in one another that
 * tell of one call the innermost is the call; one around several is none. Agents count only where there are no calls.
 *
 * @param ownId - id of a record that nothing but a span identifies
 */
export function chooseCalls(
  spans: readonly TraceSpan[],
  known: readonly KnownCall[],
  ownId: (span: string) => string
): Choice {
  const trace = readTrace(spans, known);
  const innermost = findInnermost(trace);
  const { ofCalls, ofEarlier } = findOuter(trace, innermost);
  const { candidates, isFallback } = trace;
  const calls: ChosenCall[] = [];
  const kinds = new Map<string, [record: string, kind: KnownCall['kind']]>();
  for (const [span, { key, record: given, isAddition }] of innermost) {
    const outer = ofCalls.get(key) ?? [];
    const told = outer.map((name) => candidates.get(name)!.callId).find((id) => id !== undefined);
    const record = given ?? told ?? ownId(outer.at(-1) ?? span);
    calls.push({ record, spans: [span, ...outer], isFallback, isAddition });
    kinds.set(span, [record, isAddition ? 'part' : isFallback ? 'agent' : 'own']);
    outer.forEach((name) => kinds.set(name, [record, 'part']));
  }
  for (const [record, outer] of ofEarlier) {
    calls.push({ record, spans: outer, isFallback, isAddition: true });
    outer.forEach((name) => kinds.set(name, [record, 'part']));
  }
  return { calls, known: whatToRemember(trace, kinds) };
}

interface Trace {
  readonly before: ReadonlyMap<string, KnownCall>;
  /** The same, with what is known now of the spans around them. */
  readonly learned: readonly KnownCall[];
  /** Spans that may be calls; where there are no calls, agents. */
  readonly candidates: ReadonlyMap<string, TraceSpan>;
  readonly isFallback: boolean;
  /** The spans around each candidate, from the inside. */
  readonly above: ReadonlyMap<string, readonly string[]>;
}

function readTrace(spans: readonly TraceSpan[], known: readonly KnownCall[]): Trace {
  const parents = new Map(spans.map(({ span, parent }) => [span, parent]));
  const before = new Map(known.map((call) => [call.span, call]));
  const learned = known.map((call) => {
    const above = extend(call.above, call.above.at(-1) ?? call.span, parents, before);
    return { ...call, above };
  });
  const hasCalls = spans.some(({ role }) => role === 'call') || known.some(({ kind }) => kind !== 'agent');
  const role = hasCalls ? 'call' : 'agent';
  const candidates = new Map(spans.filter((span) => span.role === role).map((span) => [span.span, span]));
  const chains = new Map([...candidates.keys()].map((span) => [span, extend([], span, parents, before)]));
  // Two that are in each other are a mistake of the sender's: neither is around the other.
  const isAround = (name: string, span: string) => name !== span && !chains.get(name)?.includes(span);
  const above = new Map([...chains].map(([span, chain]) => [span, chain.filter((name) => isAround(name, span))]));
  return { before, learned, candidates, isFallback: role === 'agent', above };
}

interface Innermost {
  /** Names the call as long as its record is not. */
  readonly key: string;
  /** Undefined: it has its id from its span, or from one around it. */
  readonly record: string | undefined;
  readonly isAddition: boolean;
}

/** Candidates with no other inside, neither in this request nor in an earlier one. */
function findInnermost({ before, learned, candidates, isFallback, above }: Trace): Map<string, Innermost> {
  const earlier = learned.filter(({ kind }) => isFallback || kind !== 'agent');
  const outer = new Set([...above.values(), ...earlier.map((call) => call.above)].flat());
  const innermost = new Map<string, Innermost>();
  for (const [span, { callId }] of candidates) {
    if (!outer.has(span)) {
      const booked = before.get(span);
      const around = above
        .get(span)!
        .flatMap((name) => before.get(name) ?? [])
        .find(({ kind }) => kind !== 'part');
      const record = booked?.record ?? around?.record ?? callId;
      const isAddition = booked ? booked.kind === 'part' : around !== undefined && !candidates.has(around.span);
      innermost.set(span, { key: record ?? `span ${span}`, record, isAddition });
    }
  }
  return innermost;
}

/** Candidates around one call each, from the inside: by the call of this request, and by the record of an earlier one. */
function findOuter({ learned, candidates, above }: Trace, innermost: ReadonlyMap<string, Innermost>) {
  const inside = new Map<string, Set<string>>();
  const note = (chain: readonly string[], key: string) => {
    for (const span of chain.filter((name) => candidates.has(name))) {
      inside.set(span, (inside.get(span) ?? new Set()).add(key));
    }
  };
  innermost.forEach(({ key }, span) => note(above.get(span)!, key));
  learned.filter(({ span }) => !innermost.has(span)).forEach((call) => note(call.above, call.record));
  const keys = new Set([...innermost.values()].map(({ key }) => key));
  const [ofCalls, ofEarlier] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const outward = [...inside].sort(([a], [b]) => above.get(b)!.length - above.get(a)!.length || (a < b ? -1 : 1));
  for (const [span, found] of outward) {
    const [key] = found;
    if (found.size === 1 && key !== undefined) {
      const list = keys.has(key) ? ofCalls : ofEarlier;
      list.set(key, [...(list.get(key) ?? []), span]);
    }
  }
  return { ofCalls, ofEarlier };
}

function whatToRemember(
  { before, learned, above }: Trace,
  kinds: ReadonlyMap<string, readonly [record: string, kind: KnownCall['kind']]>
): KnownCall[] {
  const told = [...kinds].map(([span, [record, kind]]): KnownCall => {
    return { span, record, kind: before.get(span)?.kind ?? kind, above: above.get(span)! };
  });
  const placed = learned.filter(
    ({ span, above: chain }) => !kinds.has(span) && chain.length !== before.get(span)!.above.length
  );
  return [...told, ...placed];
}

/** The spans around the last one known, from the inside. */
function extend(
  above: readonly string[],
  last: string | undefined,
  parents: ReadonlyMap<string, string | null>,
  before: ReadonlyMap<string, KnownCall>
): string[] {
  const result = [...above];
  const seen = new Set(result);
  let current = last;
  while (current !== undefined && result.length < MAX_ABOVE) {
    const more: readonly string[] = parents.has(current)
      ? [parents.get(current) ?? ''].filter((name) => name !== '')
      : (before.get(current)?.above ?? []);
    const next = more.filter((name) => !seen.has(name));
    if (next.length === 0) {
      break;
    }
    next.forEach((name) => seen.add(name));
    result.push(...next);
    current = next.at(-1);
  }
  return result;
}
