import { ledgerError, type LedgerError } from '../errors';
import { type Question } from './question';

/** Each group is a frame of its own over time. */
const MAX_SERIES = 1_000;

/** Why a question whose parts are all right cannot be answered as a whole; null if it can. */
export function whyUnanswerable(question: Question): LedgerError | null {
  const { share, unused, compare, compareAs, limit, granularity } = question;
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
  return unused ? whyNoUnused(question) : null;
}

/** What is not used has no course over time, and nothing to compare. */
function whyNoUnused({ granularity, compare }: Question): LedgerError | null {
  if (granularity !== 'none') {
    return ledgerError(
      'invalid_query',
      `unused is for tables: set granularity to none, or switch unused off to ask for ${granularity}`,
      'unused'
    );
  }
  return compare
    ? ledgerError('invalid_query', 'unused cannot be had with compare: switch one of them off', 'unused')
    : null;
}
