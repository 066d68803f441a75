import { COLLECTOR_METRICS, INTAKE_DIMENSIONS, INTAKE_GRANULARITIES, NOW_METRICS } from '../../../contract/intake';
import { type MetricInfo } from '../../../contract/metrics';
import { holdsVariable } from '../../holds-variable';
import { type EditorProps } from '../editor-props';
import { type Finding, refused } from '../finding';
import { findUsageFindings } from '../usage/find-usage-findings';

type Context = Pick<EditorProps, 'query' | 'catalogue' | 'app' | 'shape' | 'range'>;

/** What the collector refuses about a question of what arrived: all of it is by source, and counted by quarters of an hour. */
export function findIntakeFindings(context: Context, offered: Array<MetricInfo<string>>): Finding[] {
  const { query, catalogue } = context;
  const dimensions = [...catalogue.dimensions, ...INTAKE_DIMENSIONS.filter(({ id }) => id === 'field')];
  const findings = findUsageFindings({ ...context, catalogue: { ...catalogue, metrics: offered, dimensions } });
  const { metrics, groupBy, filters, granularity } = query;
  const whole = metrics.find((id) => isAmong(COLLECTOR_METRICS, id));
  if (groupBy.some((id) => id !== 'source' && id !== 'field')) {
    findings.push(refused('groupBy', 'Only by source.', { label: 'Use source', words: { groupBy: ['source'] } }));
  } else if (whole && groupBy.length > 0) {
    const title = offered.find(({ id }) => id === whole)?.title ?? whole;
    findings.push(
      refused('groupBy', `${title} is of the collector as a whole.`, { label: 'Switch off', words: { groupBy: [] } })
    );
  } else if (groupBy.includes('field') && metrics.some((id) => id !== 'rejected')) {
    findings.push(
      refused('groupBy', 'By field only what was rejected is known.', {
        label: 'Use source',
        words: { groupBy: ['source'] },
      })
    );
  }
  filters.forEach(({ dimension, values }, index) => {
    if (dimension !== 'source') {
      findings.unshift(refused(`filters.${index}`, 'Only source is known of what arrives.'));
    } else if (whole && values.length > 0) {
      findings.push(refused(`filters.${index}`, 'The collector as a whole has no source.'));
    }
  });
  const nowOnly = metrics.find((id) => isAmong(NOW_METRICS, id));
  if (nowOnly && granularity !== 'none') {
    const title = offered.find(({ id }) => id === nowOnly)?.title ?? nowOnly;
    findings.push(
      refused('granularity', `${title}: known for now only.`, {
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

function isAmong(ids: readonly string[], id: string): boolean {
  return ids.includes(id);
}

/** Options that only hand-written questions have here, so no field shows them. */
function unfitFindings(query: Context['query']): Finding[] {
  const unfit = (['compare', 'share', 'other', 'unused'] as const).find((option) => query[option]);
  return unfit
    ? [
        refused('metrics', `${unfit} is not for what arrives.`, {
          label: 'Leave it out',
          words: { compare: undefined, share: undefined, other: undefined, unused: undefined },
        }),
      ]
    : [];
}
