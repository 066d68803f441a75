import { type Payload } from './payload';
import { firstBoolean, objectOf } from './value';

export interface CallTimes {
  /** Epoch ms. */
  readonly timestamp?: number;
  readonly latency_ms?: number;
  readonly time_to_first_token_ms?: number;
  readonly stream?: boolean;
}

/**
 * When a call began, how long it took, and when its first token came. Whole milliseconds throughout: SpendLogs keeps no
 * more, and both signals of a call have to agree. LiteLLM's own `response_time` is that of the first token if streamed.
 */
export function readTimes({ row }: Payload): CallTimes {
  const [start, first, end] = [row.startTime, row.completionStartTime, row.endTime].map(epochMs);
  const streamed = firstBoolean(row.stream, objectOf(row.model_parameters).stream);
  const early = first !== undefined && end !== undefined && first < end;
  return {
    timestamp: start,
    latency_ms: between(start, end),
    // Without a stream LiteLLM gives the end.
    time_to_first_token_ms: streamed === true || early ? between(start, first) : undefined,
    stream: streamed ?? (early ? true : undefined),
  };
}

function between(start: number | undefined, end: number | undefined): number | undefined {
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined;
}

/** Times in the texts of Python have no offset; LiteLLM writes them in UTC. */
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?(Z|[+-]\d\d:?\d\d)?$/i;
/** A millisecond of a time in seconds is finer than the double that it arrives as. */
const ROUNDING_MS = 0.0005;
const SECONDS_BELOW = 1e11;
const MS_BELOW = 1e14;

/** Epoch ms of a time in s, of one in ms, or of a text; undefined: it is none. */
export function epochMs(value: unknown): number | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value))) {
    const number = Number(value);
    if (!(number >= 0 && number < MS_BELOW)) {
      return undefined;
    }
    return number < SECONDS_BELOW ? Math.floor(number * 1_000 + ROUNDING_MS) : Math.floor(number);
  }
  const [, date, time, fraction = '', offset = 'Z'] = LOCAL.exec(typeof value === 'string' ? value.trim() : '') ?? [];
  const ms = Date.parse(`${date}T${time}.${fraction.padEnd(3, '0')}${offset.toUpperCase()}`);
  return Number.isNaN(ms) ? undefined : ms;
}
