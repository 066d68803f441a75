import { type KnownCall } from './call-book';
import { spanIdentity } from './call-identity';
import { type KnownSpan } from './otlp-rows';
import { agentAround, type Place } from './trace-tree';

/** A log record that is in the span of a call. */
export interface LogOfSpan {
  readonly trace: string;
  readonly span: string;
  /** Epoch ms; null: unknown. */
  readonly time: number | null;
  /** Names the call wherever it is told of; undefined: nothing does. */
  readonly callId: string | undefined;
}

export interface PlacedLog {
  readonly record: string;
  /** The record is of another span, and the log only adds to it. */
  readonly isAddition: boolean;
  /** What there is to remember; null: nothing new. */
  readonly learned: KnownSpan | null;
}

/** What is known of a trace. */
export interface KnownTrace {
  readonly spans: Map<string, KnownCall>;
  readonly agents: readonly KnownCall[];
}

export function readKnown(calls: readonly KnownCall[]): KnownTrace {
  return {
    spans: new Map(calls.map((call) => [call.span, call])),
    agents: calls.filter(({ kind }) => kind === 'agent'),
  };
}

/**
 * Which record a log belongs to, by what is known of its trace, which then knows the log too. A log does not say what is
 * around its span.
 */
export function placeLog({ trace, span, time, callId }: LogOfSpan, { spans, agents }: KnownTrace): PlacedLog {
  const before = spans.get(span);
  if (before !== undefined && before.record !== '') {
    return { record: before.record, isAddition: before.kind !== 'own', learned: null };
  }
  const times = time === null ? {} : { start: time, end: time };
  const place: Place = { span, above: before?.above ?? [], whole: before?.whole ?? false, ...times };
  const agent = agentAround(place, agents);
  const record = agent?.record ?? callId ?? spanIdentity(trace, span);
  const kind = agent ? (place.above.includes(agent.span) ? 'part' : 'presumed') : 'own';
  const learned: KnownSpan = { trace, ...place, record, kind };
  spans.set(span, learned);
  return { record, isAddition: agent !== undefined, learned };
}
