import { ledgerError, type LedgerError } from '../errors';
import { type Question } from './question';

/** Each group is a frame of its own over time. */
const MAX_SERIES = 1_000;

/** Why a question whose parts are all right cannot be answered as a whole; null if it can. */
export function whyUnanswerable(question: Question): LedgerError | null {
  const { share, compare, compareAs, limit, granularity } = question;
  if (limit !== null && limit > MAX_SERIES && granularity !== 'none') {
    return ledgerError(
      'invalid_query',
      `limit must be at most ${MAX_SERIES} over time: take less, or granularity none for a table`,
      'limit'
    );
  }
  if (share && compare && compareAs !== 'fields') {
    return ledgerError(
      'invalid_query',
      `share cannot be had with compareAs ${compareAs}, which gives one value alone: take compareAs fields, or no share`,
      'share'
    );
  }
  return null;
}
