import { type EditorProps } from '../editor-props';
import { findTimeFindings } from '../find-time-findings';
import { type Finding, refused } from '../finding';

export const MAX_ACTS = 1_000;

/** What the collector refuses about a question for acts. */
export function findAuditFindings({ query, range }: Pick<EditorProps, 'query' | 'range'>): Finding[] {
  const { limit, filters } = query;
  const whole = limit === undefined || limit === null || (Number.isInteger(limit) && limit >= 1 && limit <= MAX_ACTS);
  return [
    ...(whole ? [] : [refused('limit', 'A whole number from 1 to 1,000.')]),
    ...(filters.length > 0
      ? [refused('limit', 'Acts have no dimensions to filter by.', { label: 'Remove filters', words: { filters: [] } })]
      : []),
    ...findTimeFindings({ ...query, granularity: 'none' }, range),
  ];
}
