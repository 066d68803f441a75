import { type KnownCall } from './call-book';
import { mayBeAround, type Place, readTree, type TraceSpan, type TraceTree } from './trace-tree';

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

/**
 * Which spans of one trace are calls, given those that are known from earlier requests. Of spans in one another that
 * tell of one call the innermost is the call; one around several is none. Agents count only where there are no calls;
 * calls that come later and are in one, or may be for all that is known, count in it.
 *
 * @param ownId - id of a record that nothing but a span identifies
 */
export function chooseCalls(
  spans: readonly TraceSpan[],
  known: readonly KnownCall[],
  ownId: (span: string) => string
): Choice {
  const tree = readTree(spans, known);
  const innermost = findInnermost(tree);
  const { ofCalls, ofEarlier } = findOuter(tree, innermost);
  const { candidates, isFallback } = tree;
  const aside = isFallback ? 'aside' : 'part';
  const calls: ChosenCall[] = [];
  const kinds = new Map<string, Remembered>();
  for (const [span, { key, record: given, isAddition }] of innermost) {
    const outer = ofCalls.get(key) ?? [];
    const told = outer.map((name) => candidates.get(name)!.callId).find((id) => id !== undefined);
    const record = given ?? told ?? ownId(outer.at(-1) ?? span);
    calls.push({ record, spans: [span, ...outer], isFallback, isAddition });
    kinds.set(span, [record, isAddition ? aside : isFallback ? 'agent' : 'own']);
    outer.forEach((name) => kinds.set(name, [record, aside]));
  }
  for (const [record, outer] of ofEarlier) {
    calls.push({ record, spans: outer, isFallback, isAddition: true });
    outer.forEach((name) => kinds.set(name, [record, aside]));
  }
  return { calls, known: whatToRemember(tree, spans, kinds) };
}

type Remembered = readonly [record: string, kind: KnownCall['kind']];

interface Innermost {
  /** Names the call as long as its record is not. */
  readonly key: string;
  /** Undefined: it has its id from its span, or from one around it. */
  readonly record: string | undefined;
  readonly isAddition: boolean;
}

/** Candidates with no other inside, neither in this request nor in an earlier one. */
function findInnermost(tree: TraceTree): Map<string, Innermost> {
  const { before, learned, candidates, isFallback, placeOf } = tree;
  const earlier = learned.filter(({ kind }) => isFallback || (kind !== 'agent' && kind !== 'aside'));
  const outer = new Set([...[...candidates.values()].map(placeOf), ...earlier].flatMap(({ above }) => above));
  const agents = learned.filter(({ kind }) => kind === 'agent');
  const innermost = new Map<string, Innermost>();
  const inside = [...candidates.values()].filter(({ span }) => !outer.has(span));
  for (const candidate of isFallback ? withoutPresumed(inside, tree, agents) : inside) {
    const { span, callId } = candidate;
    const place = placeOf(candidate);
    const booked = before.get(span);
    const isBooked = booked !== undefined && booked.record !== '' && booked.kind !== 'presumed';
    const around = place.above.flatMap((name) => before.get(name) ?? []).find(isRecord);
    const presumed = isBooked || around || isFallback ? undefined : agents.find((agent) => mayBeAround(agent, place));
    const record = (isBooked ? booked : (around ?? presumed))?.record ?? callId;
    const isAddition = isBooked
      ? !isRecord(booked)
      : presumed !== undefined || (around !== undefined && !candidates.has(around.span));
    innermost.set(span, { key: record ?? `span ${span}`, record, isAddition });
  }
  return innermost;
}

function isRecord({ kind }: KnownCall): boolean {
  return kind === 'own' || kind === 'agent';
}

/** Agents that are not in or around one that counts, nor may be. Of those that may be in one another the longest counts. */
function withoutPresumed(
  inside: readonly TraceSpan[],
  { before, placeOf }: TraceTree,
  agents: readonly KnownCall[]
): TraceSpan[] {
  const counted: Place[] = [...agents];
  const tookOf = ({ start = 0, end = Infinity }: TraceSpan) => end - start;
  return inside
    .toSorted((a, b) => tookOf(b) - tookOf(a) || (a.span < b.span ? -1 : 1))
    .filter((agent) => {
      const place = placeOf(agent);
      const known = before.get(agent.span);
      const isKnown = known !== undefined && known.kind !== 'place';
      if (isKnown) {
        return known.record !== '';
      }
      const isFree = counted.every((other) => !mayBeAround(other, place) && !mayBeAround(place, other));
      if (isFree) {
        counted.push(place);
      }
      return isFree;
    });
}

/** Candidates around one call each, from the inside: by the call of this request, and by the record of an earlier one. */
function findOuter({ learned, candidates, placeOf }: TraceTree, innermost: ReadonlyMap<string, Innermost>) {
  const aboveOf = (span: string) => placeOf(candidates.get(span)!).above;
  const inside = new Map<string, Set<string>>();
  const note = (chain: readonly string[], key: string) => {
    for (const span of chain.filter((name) => candidates.has(name))) {
      inside.set(span, (inside.get(span) ?? new Set()).add(key));
    }
  };
  innermost.forEach(({ key }, span) => note(aboveOf(span), key));
  const booked = learned.filter(({ span, record }) => !innermost.has(span) && record !== '');
  booked.forEach((call) => note(call.above, call.record));
  const keys = new Set([...innermost.values()].map(({ key }) => key));
  const [ofCalls, ofEarlier] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const outward = [...inside].sort(([a], [b]) => aboveOf(b).length - aboveOf(a).length || (a < b ? -1 : 1));
  for (const [span, found] of outward) {
    const [key] = found;
    if (found.size === 1 && key !== undefined) {
      const list = keys.has(key) ? ofCalls : ofEarlier;
      list.set(key, [...(list.get(key) ?? []), span]);
    }
  }
  return { ofCalls, ofEarlier };
}

/** Spans of one trace that are remembered; a trace with more is a loop that nobody ends. */
const MOST_PLACES = 5_000;

function whatToRemember(
  { before, learned, candidates, placeOf }: TraceTree,
  spans: readonly TraceSpan[],
  kinds: ReadonlyMap<string, Remembered>
): KnownCall[] {
  const isOfCalls = before.size > 0 || candidates.size > 0 || spans.some(({ role }) => role !== 'none');
  const told = spans.flatMap((span): KnownCall[] => {
    const [record, kind] = kinds.get(span.span) ?? ['', span.role === 'none' ? 'place' : 'aside'];
    const isKept = kinds.has(span.span) || (isOfCalls && !before.has(span.span) && before.size < MOST_PLACES);
    const known = before.get(span.span);
    const isBooked = known !== undefined && known.kind !== 'place' && known.kind !== 'presumed';
    return isKept ? [{ ...placeOf(span), record, kind: isBooked ? known.kind : kind }] : [];
  });
  const placed = learned.filter(({ span, above, whole }) => {
    const known = before.get(span)!;
    return !kinds.has(span) && (above.length !== known.above.length || whole !== known.whole);
  });
  return [...told, ...placed];
}
