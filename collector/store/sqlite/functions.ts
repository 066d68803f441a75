import type Database from 'better-sqlite3';
import { BoundedCache } from '../../pricing/bounded-cache';
import { Pattern } from '../pattern';
import { type Filter } from '../store';
import { definePeakPerMinute } from './peak-per-minute';

/** Verdicts that are kept of one filter: far more than a ledger has teams or models. */
const MOST_VERDICTS = 10_000;

/** What SQL texts call back for: peaks, and buckets and regular expressions of the query that runs. */
export class QueryFunctions {
  #buckets: readonly number[] = [];
  #matchers: ReadonlyArray<((text: string) => boolean) | null> = [];

  constructor(db: Database.Database) {
    definePeakPerMinute(db);
    db.function('bucket_of', { deterministic: true }, (time: unknown) => bucketOf(this.#buckets, Number(time)));
    db.function('matches_filter', { deterministic: true }, (index: unknown, text: unknown) =>
      Number(this.#matchers[Number(index)]!(String(text)))
    );
  }

  /** Runs a query; SQLite calls back while it does, and only then. */
  during<T>(query: { buckets?: readonly number[] | null; filters: readonly Filter[] }, run: () => T): T {
    this.#buckets = query.buckets ?? [];
    this.#matchers = query.filters.map(({ operator, values }) =>
      operator === '=~' || operator === '!~' ? matchAny(values) : null
    );
    return run();
  }
}

/** Index of the bucket that a time falls into: the last one that starts at or before it. */
export function bucketOf(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** Whether a text matches any of the patterns; each text is looked at once. */
function matchAny(patterns: readonly string[]): (text: string) => boolean {
  const compiled = patterns.map((text) => new Pattern(text));
  const verdicts = new BoundedCache<boolean>(MOST_VERDICTS);
  return (text) => verdicts.get(text, () => compiled.some((pattern) => pattern.matches(text)));
}
