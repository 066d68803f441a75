import { ledgerError, type LedgerError } from '../errors';
import { type Question } from './question';

/** Why a question whose parts are all right cannot be answered as a whole; null if it can. */
export function whyUnanswerable(question: Question): LedgerError | null {
  const { share, compare, compareAs } = question;
  if (share && compare && compareAs !== 'fields') {
    return ledgerError(
      'invalid_query',
      `share cannot be had with compareAs ${compareAs}, which gives one value alone: take compareAs fields, or no share`,
      'share'
    );
  }
  return null;
}
