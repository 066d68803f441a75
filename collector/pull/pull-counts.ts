import { type LitellmReply } from '../http/post-litellm';

/** What a pull came to. */
export interface PullCounts {
  readonly rows: number;
  /** Rows that the ledger lacked and has now. */
  readonly filled: number;
  /** Rows that were on the books; some of them were amended. */
  readonly known: number;
  readonly ignored: number;
  readonly rejected: number;
  /** Why the first of them were rejected. */
  readonly reasons: readonly string[];
}

export const NOTHING: PullCounts = { rows: 0, filled: 0, known: 0, ignored: 0, rejected: 0, reasons: [] };

const MOST_REASONS = 5;

export function addReply(counts: PullCounts, reply: LitellmReply): PullCounts {
  const { accepted, duplicates, amended, ignored, rejected } = reply;
  const reasons = rejected.map(({ id, message }) => `${id ?? 'a row without id'}: ${message}`);
  return {
    rows: counts.rows + accepted + duplicates + amended + ignored + rejected.length,
    filled: counts.filled + accepted,
    known: counts.known + duplicates + amended,
    ignored: counts.ignored + ignored,
    rejected: counts.rejected + rejected.length,
    reasons: [...counts.reasons, ...reasons].slice(0, MOST_REASONS),
  };
}

/** One line for people. */
export function countsText({ rows, filled, known, ignored, rejected }: PullCounts): string {
  const number = (value: number) => value.toLocaleString('en');
  return [
    `${number(rows)} rows delivered: ${number(known)} were on the books, ${number(filled)} were missing and are booked now`,
    ...(ignored > 0 ? [`${number(ignored)} are no calls to a model`] : []),
    ...(rejected > 0 ? [`${number(rejected)} were rejected`] : []),
  ].join(', ');
}
