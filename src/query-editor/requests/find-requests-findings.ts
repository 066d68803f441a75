import { holdsVariable } from '../../holds-variable';
import { type EditorProps } from '../editor-props';
import { findFilterFindings } from '../find-filter-findings';
import { findRowLimitFindings } from '../find-row-limit-findings';
import { findTimeFindings } from '../find-time-findings';
import { type Finding, refused } from '../finding';

/** What the collector refuses about a question for single calls. */
export function findRequestsFindings({
  query,
  catalogue,
  range,
}: Pick<EditorProps, 'query' | 'catalogue' | 'range'>): Finding[] {
  const { format, order, min_cost, min_latency_ms } = query;
  const findings: Finding[] = [];
  if (format === 'logs' && order && order !== 'time') {
    findings.push(
      refused('order', 'Log lines are always newest first.', { label: 'Use newest', words: { order: undefined } })
    );
  }
  if (!isAmount(min_cost)) {
    findings.push(refused('min_cost', 'An amount in USD from 0, for example 0.05.'));
  }
  if (!isAmount(min_latency_ms)) {
    findings.push(refused('min_latency_ms', 'Milliseconds from 0.'));
  }
  return [
    ...findings,
    ...findRowLimitFindings(query),
    ...findTimeFindings({ ...query, granularity: 'none' }, range),
    ...findFilterFindings(query, catalogue),
  ];
}

function isAmount(value: number | string | undefined | null): boolean {
  const text = String(value ?? '');
  return text === '' || holdsVariable(text) || /^\d+(\.\d+)?$/.test(text);
}
