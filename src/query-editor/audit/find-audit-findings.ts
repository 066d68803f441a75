import { type EditorProps } from '../editor-props';
import { findRowLimitFindings } from '../find-row-limit-findings';
import { findTimeFindings } from '../find-time-findings';
import { type Finding, refused } from '../finding';

/** What the collector refuses about a question for acts. */
export function findAuditFindings({ query, range }: Pick<EditorProps, 'query' | 'range'>): Finding[] {
  return [
    ...findRowLimitFindings(query),
    ...(query.filters.length > 0
      ? [refused('limit', 'Acts have no dimensions to filter by.', { label: 'Remove filters', words: { filters: [] } })]
      : []),
    ...findTimeFindings({ ...query, granularity: 'none' }, range),
  ];
}
