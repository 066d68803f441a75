import { INTAKE_GRANULARITIES } from '../../../contract/intake';
import { type MetricInfo } from '../../../contract/metrics';
import { holdsVariable } from '../../holds-variable';
import { type EditorProps } from '../editor-props';
import { type Finding, refused } from '../finding';
import { findUsageFindings } from '../usage/find-usage-findings';

type Context = Pick<EditorProps, 'query' | 'catalogue' | 'app' | 'shape' | 'range'>;

const SILENCE = 'seconds_since_last_record';

/** What the collector refuses about a question of what arrived: all of it is by source, and counted by quarters of an hour. */
export function findIntakeFindings(context: Context, offered: Array<MetricInfo<string>>): Finding[] {
  const { query, catalogue } = context;
  const findings = findUsageFindings({ ...context, catalogue: { ...catalogue, metrics: offered } });
  const { metrics, groupBy, filters, granularity } = query;
  if (groupBy.some((id) => id !== 'source')) {
    findings.push(refused('groupBy', 'Only by source.', { label: 'Use source', words: { groupBy: ['source'] } }));
  }
  filters.forEach(({ dimension }, index) => {
    if (dimension !== 'source') {
      findings.unshift(refused(`filters.${index}`, 'Only source is known of what arrives.'));
    }
  });
  if (metrics.includes(SILENCE) && granularity !== 'none') {
    findings.push(
      refused('granularity', 'Seconds since last record are known for now only.', {
        label: 'Use total',
        words: { granularity: 'none' },
      })
    );
  } else if (!holdsVariable(granularity) && !INTAKE_GRANULARITIES.some((size) => size === granularity)) {
    findings.push(
      refused('granularity', 'Intake is counted by quarters of an hour.', {
        label: 'Use 15 minutes',
        words: { granularity: '15m' },
      })
    );
  }
  return [...findings, ...unfitFindings(query)];
}

/** Options that only hand-written questions have here, so no field shows them. */
function unfitFindings(query: Context['query']): Finding[] {
  const unfit = (['compare', 'share', 'other'] as const).find((option) => query[option]);
  return unfit
    ? [
        refused('metrics', `${unfit} is not for what arrives.`, {
          label: 'Leave it out',
          words: { compare: undefined, share: undefined, other: undefined },
        }),
      ]
    : [];
}
