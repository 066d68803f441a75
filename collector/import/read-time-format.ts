import { Temporal } from 'temporal-polyfill';

/** Parts of a time pattern: how each is written in it, what it is, what it matches. */
const PARTS = {
  yyyy: ['year', '\\d{4}'],
  MM: ['month', '\\d{1,2}'],
  dd: ['day', '\\d{1,2}'],
  HH: ['hour', '\\d{1,2}'],
  hh: ['half', '\\d{1,2}'],
  mm: ['minute', '\\d{2}'],
  ss: ['second', '\\d{2}'],
  SSS: ['fraction', '\\d{1,9}'],
  a: ['noon', '[AaPp]\\.?[Mm]\\.?'],
  XXX: ['offset', 'Z|[+-]\\d{2}:?\\d{2}'],
} as const;
/** A text in quotes stands for itself. */
const TOKEN = new RegExp(`'[^']*'|${Object.keys(PARTS).join('|')}`, 'g');

/** RFC 3339 in UTC; undefined for what does not fit. */
export type TimeReader = (text: string) => string | undefined;

/**
 * Reads local times of a zone by a pattern (`dd.MM.yyyy HH:mm:ss`). A time that a change of clocks skips is read as the
 * one after it, one that occurs twice as the first; with an offset in the text (`XXX`) there is no doubt.
 *
 * @throws RangeError if the pattern names no year, month and day, or the zone is none.
 */
export function timeReader(pattern: string, zone: string): TimeReader {
  const expression = expressionOf(pattern);
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  return (text) => {
    const parts = expression.exec(text.trim())?.groups;
    return parts && instantText(parts, zone);
  };
}

function expressionOf(pattern: string): RegExp {
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named: string[] = [];
  let source = '';
  let end = 0;
  for (const { 0: token, index } of pattern.matchAll(TOKEN)) {
    source += escape(pattern.slice(end, index));
    end = index + token.length;
    if (token.startsWith("'")) {
      source += escape(token.slice(1, -1));
      continue;
    }
    const [name, match] = PARTS[token as keyof typeof PARTS];
    if (named.includes(name)) {
      throw new RangeError(`the pattern ${pattern} has ${token} twice`);
    }
    named.push(name);
    source += `(?<${name}>${match})`;
  }
  source += escape(pattern.slice(end));
  const missing = ['year', 'month', 'day'].filter((name) => !named.includes(name));
  if (missing.length > 0) {
    throw new RangeError(
      `the pattern ${pattern} has no ${missing.join(', ')}: it is made of ${Object.keys(PARTS).join(', ')}`
    );
  }
  return new RegExp(`^${source}$`);
}

function instantText(parts: Readonly<Record<string, string | undefined>>, zone: string): string | undefined {
  const { half, noon = '', fraction = '', offset } = parts;
  const number = (name: string) => Number(parts[name] ?? 0);
  const hour = half === undefined ? number('hour') : (Number(half) % 12) + (/^p/i.test(noon) ? 12 : 0);
  const nanosecond = Number(fraction.padEnd(9, '0'));
  if (Number(half ?? 12) > 12 || half === '00') {
    return undefined;
  }
  try {
    const local = Temporal.PlainDateTime.from(
      {
        ...{ year: number('year'), month: number('month'), day: number('day') },
        ...{ hour, minute: number('minute'), second: number('second') },
        millisecond: Math.floor(nanosecond / 1e6),
      },
      { overflow: 'reject' }
    );
    return local
      .toZonedDateTime(offset === undefined ? zone : offset === 'Z' ? 'UTC' : offset)
      .toInstant()
      .toString();
  } catch {
    return undefined;
  }
}
