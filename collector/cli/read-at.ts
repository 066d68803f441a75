import { ConfigError } from '../config/config-error';
import { validityInZone } from '../config/validity';
import { readTime } from '../query/time/read-time';

/** A time on the command line, epoch ms: a date or local time of the ledger's zone, or RFC 3339. */
export function readAt(text: string, timezone: string, option = '--at'): number {
  const time = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text) ? localTime(text, timezone) : readTime(text);
  if (time === undefined) {
    throw new ConfigError(
      `${option} ${text}: must be a date (2026-01-31), a local time (2026-01-31T18:00) or RFC 3339`
    );
  }
  return time;
}

function localTime(text: string, timezone: string): number | undefined {
  try {
    return validityInZone({ from: text }, timezone).from;
  } catch {
    return undefined;
  }
}
