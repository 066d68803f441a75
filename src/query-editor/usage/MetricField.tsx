import { useMemo } from 'react';
import { type MetricInfo } from '../../../contract/metrics';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { MultiField } from '../fields/MultiField';
import { type Finding, findingOf } from '../finding';
import { metricOptions } from '../options';

interface Props extends Pick<EditorProps, 'query' | 'variables' | 'loading' | 'onChange'> {
  metrics: Array<MetricInfo<string>>;
  findings: readonly Finding[];
}

/** What is measured. */
export function MetricField({ query, metrics, variables, loading, findings, onChange }: Props) {
  const { granularity } = query;
  const options = useMemo(
    () => [...metricOptions(metrics, granularity), ...variables],
    [metrics, granularity, variables]
  );
  return (
    <MultiField
      label="Metrics"
      tooltip="What is measured. Groups are ordered by the first one, and Limit goes by it."
      testId={selectors.queryEditor.metrics}
      placeholder="Choose what to measure"
      loading={loading}
      options={options}
      value={query.metrics}
      finding={findingOf(findings, 'metrics')}
      onFix={onChange}
      onChange={(chosen) => onChange({ metrics: chosen })}
    />
  );
}
