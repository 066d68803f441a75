import { type CompleteQuery } from '../types';
import { type Finding, refused } from './finding';

/** Most rows that the collector gives in a list. */
export const MAX_ROWS = 1_000;

/** What the collector refuses about the length of a list. */
export function findRowLimitFindings({ limit }: Pick<CompleteQuery, 'limit'>): Finding[] {
  const given = limit ?? MAX_ROWS;
  const whole = Number.isInteger(given) && given >= 1 && given <= MAX_ROWS;
  return whole ? [] : [refused('limit', `A whole number from 1 to ${MAX_ROWS.toLocaleString('en-US')}.`)];
}
