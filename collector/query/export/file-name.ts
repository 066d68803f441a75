import { type TimeRange } from '../time/range';
import { localTime } from '../time/zone';

/** Most characters of what a file is about; with dates and ending a name stays below 120. */
const MOST = 70;

export interface NamedFile {
  /** What it is about: `['cost', 'by', 'team']`. */
  readonly words: readonly string[];
  readonly range: TimeRange;
  readonly timezone: string;
}

/** Metrics, dimensions and granularity as words of a file's name: the files of one dashboard are to be told apart. */
export function usageWords(metrics: readonly string[], groupBy: readonly string[], granularity: string): string[] {
  return [
    ...metrics.slice(0, 1),
    ...(metrics.length > 1 ? ['and', String(metrics.length - 1), 'more'] : []),
    ...(groupBy.length > 0 ? ['by', ...groupBy] : []),
    ...(granularity === 'none' ? [] : ['per', granularity]),
  ];
}

/**
 * Name of an exported file, of letters, digits, `_` and `-`: what it is about, and the first and last day that it can have
 * something of, as the zone's calendar has them. Days to come are not named, nor the first day of everything.
 *
 * @param now - epoch ms
 */
export function fileName({ words, range: { from, to }, timezone }: NamedFile, now: number, ending: string): string {
  const dateOf = (time: number) => localTime(time, timezone).toPlainDate().toString();
  const last = dateOf(Math.max(from, Math.min(to - 1, Math.max(from, now))));
  const days = from <= 0 ? `until-${last}` : `${dateOf(from)}-to-${last}`;
  const about = words
    .map((word) => word.replaceAll(/[^A-Za-z0-9_]+/g, '-'))
    .join('-')
    .slice(0, MOST);
  return `tokenledger-${`${about}-${days}`.replaceAll(/-{2,}/g, '-')}.${ending}`;
}
