import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone's offset from UTC does not change. */
export interface OffsetSpan {
  /** First instant, epoch ms. */
  readonly start: number;
  /** First instant after it, epoch ms. */
  readonly end: number;
  /** Local time − UTC, ms. */
  readonly offset: number;
}

const NS_PER_MS = 1e6;

/** Whether a text is an IANA time zone. Bare offsets are not: they know no DST. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) {
    return false;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** An instant as local date and time. */
export function localTime(time: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
}

/** First instant of a calendar date in a zone: where DST skips midnight, the first one there is. */
export function startOfDate(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** The spans of constant offset that cover [from, to), clipped to it. */
export function offsetSpans(from: number, to: number, zone: string): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let cursor = localTime(from, zone);
  let start = from;
  while (start < to) {
    const next = cursor.getTimeZoneTransition('next');
    const end = Math.min(next?.epochMilliseconds ?? Infinity, to);
    spans.push({ start, end, offset: cursor.offsetNanoseconds / NS_PER_MS });
    if (!next) {
      break;
    }
    cursor = next;
    start = end;
  }
  return spans;
}

/**
 * An instant as RFC 3339 text: local time with its offset, which keeps apart what DST repeats; UTC ends in `Z`.
 *
 * @param to - the last unit that is written; UTC has milliseconds always
 */
export function localText(time: number, zone: string, to: 'second' | 'millisecond'): string {
  return /^(Etc\/)?UTC$/i.test(zone)
    ? new Date(time).toISOString()
    : localTime(time, zone).toString({ timeZoneName: 'never', smallestUnit: to });
}
