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
  const parents = new Map(spans.map(({ span, parent }) => [span, parent]));
  const before = new Map(known.map((call) => [call.span, call]));
  const learned = known.map((call) => ({
    ...call,
    above: extend(call.above, call.above.at(-1) ?? call.span, parents, before),
  }));
  const hasCalls = spans.some(({ role }) => role === 'call') || known.some(({ kind }) => kind !== 'agent');
  const role = hasCalls ? 'call' : 'agent';
  const candidates = new Map(spans.filter((span) => span.role === role).map((span) => [span.span, span]));
  const chains = new Map([...candidates.keys()].map((span) => [span, extend([], span, parents, before)]));
  // Two that are in each other are a mistake of the sender's: neither is around the other.
  const above = new Map(
    [...chains].map(([span, chain]) => [
      span,
      chain.filter((name) => name !== span && !chains.get(name)?.includes(span)),
    ])
  );

  const innerOf = new Map<string, string[]>();
  const holds = (around: readonly string[], key: string) =>
    around.filter((span) => candidates.has(span)).forEach((span) => mapList(innerOf, span).push(key));
  const leaves = new Map<string, { record: string | undefined; isAddition: boolean }>();
  const outer = new Set([
    ...[...above.values()].flat(),
    ...learned.filter(({ kind }) => kind !== 'agent' || role === 'agent').flatMap((call) => call.above),
  ]);
  for (const [span, { callId }] of candidates) {
    if (!outer.has(span)) {
      const booked = before.get(span);
      const around = above
        .get(span)!
        .map((name) => before.get(name))
        .find((call) => call && call.kind !== 'part');
      leaves.set(span, {
        record: booked?.record ?? around?.record ?? callId,
        isAddition: booked ? booked.kind === 'part' : around !== undefined,
      });
      holds(above.get(span)!, leaves.get(span)!.record ?? `span ${span}`);
    }
  }
  learned.filter(({ span }) => !leaves.has(span)).forEach((call) => holds(call.above, call.record));

  const around = new Map<string, string[]>();
  const additions = new Map<string, string[]>();
  const leafKeys = new Set([...leaves].map(([span, { record }]) => record ?? `span ${span}`));
  const outward = [...candidates.keys()]
    .filter((span) => !leaves.has(span))
    .sort((a, b) => above.get(b)!.length - above.get(a)!.length || (a < b ? -1 : 1));
  for (const span of outward) {
    const inner = new Set(innerOf.get(span));
    if (inner.size === 1) {
      const [key] = [...inner] as [string];
      mapList(leafKeys.has(key) ? around : additions, key).push(span);
    }
  }

  const calls: ChosenCall[] = [];
  const remembered: KnownCall[] = [];
  const remember = (span: string, record: string, kind: KnownCall['kind']) =>
    remembered.push({ span, record, kind: before.get(span)?.kind ?? kind, above: above.get(span)! });
  for (const [span, { record: given, isAddition }] of leaves) {
    const outers = around.get(given ?? `span ${span}`) ?? [];
    const told = outers.map((name) => candidates.get(name)!.callId).find((id) => id !== undefined);
    const record = given ?? told ?? ownId(outers.at(-1) ?? span);
    calls.push({ record, spans: [span, ...outers], isFallback: role === 'agent', isAddition });
    remember(span, record, isAddition ? 'part' : role === 'agent' ? 'agent' : 'own');
    outers.forEach((name) => remember(name, record, 'part'));
  }
  for (const [record, outers] of additions) {
    calls.push({ record, spans: outers, isFallback: role === 'agent', isAddition: true });
    outers.forEach((name) => remember(name, record, 'part'));
  }
  const now = new Set(remembered.map(({ span }) => span));
  const changed = learned.filter(
    (call) => !now.has(call.span) && call.above.length !== before.get(call.span)!.above.length
  );
  return { calls, known: [...remembered, ...changed] };
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

function mapList<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
