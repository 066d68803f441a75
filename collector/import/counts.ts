import { type Booked } from './import-target';

/** What an import has come to. */
export interface Counts {
  /** Rows, lines of session logs included. */
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly amended: number;
  readonly conflicts: number;
  readonly rejected: number;
  /** Rows that are no call: spans, messages of people. */
  readonly ignored: number;
  /** Lines at the end of a session that were half written. */
  readonly unfinished: number;
  /** Records that brought no time, booked as of now. */
  readonly untimed: number;
}

export const NOTHING: Counts = {
  ...{ rows: 0, accepted: 0, duplicates: 0, amended: 0, conflicts: 0 },
  ...{ rejected: 0, ignored: 0, unfinished: 0, untimed: 0 },
};

export function addCounts(counts: Counts, more: Partial<Counts>): Counts {
  const keys = Object.keys(counts) as Array<keyof Counts>;
  return Object.fromEntries(keys.map((key) => [key, counts[key] + (more[key] ?? 0)])) as unknown as Counts;
}

export function countsOf({ rejected, ...counts }: Booked): Partial<Counts> {
  return { ...counts, rejected: rejected.length };
}
