import { MultiCombobox } from '@grafana/ui';
import { EditorRow } from '@grafana/plugin-ui';
import { useMemo } from 'react';
import { selectors } from '../selectors';
import { takesMetrics } from '../takes-metrics';
import { type RowProps, valuesOf } from './fields';
import { LabelledField } from './LabelledField';
import { LimitField } from './LimitField';
import { dimensionOptions, metricOptions } from './options';

const WIDTH = { width: 'auto', minWidth: 35, maxWidth: 80 } as const;

/** What is measured, and by what it is split. */
export function MeasureRow({ query, catalogue, variables, onChange }: RowProps) {
  const { granularity } = query;
  const metrics = useMemo(
    () => [...metricOptions(catalogue.metrics, granularity), ...variables],
    [catalogue, granularity, variables]
  );
  const dimensions = useMemo(() => [...dimensionOptions(catalogue.dimensions), ...variables], [catalogue, variables]);
  return (
    <EditorRow>
      <LabelledField label="Metrics">
        {(ids) => (
          <MultiCombobox
            {...ids}
            {...WIDTH}
            data-testid={selectors.queryEditor.metrics}
            placeholder="Choose what to measure"
            invalid={takesMetrics(query.queryType) && query.metrics.length === 0}
            options={metrics}
            value={query.metrics}
            onChange={(options) => onChange({ metrics: valuesOf(options) })}
          />
        )}
      </LabelledField>
      <LabelledField label="Group by">
        {(ids) => (
          <MultiCombobox
            {...ids}
            {...WIDTH}
            data-testid={selectors.queryEditor.groupBy}
            placeholder="Nothing: one total"
            isClearable
            options={dimensions}
            value={query.groupBy}
            onChange={(options) => onChange({ groupBy: valuesOf(options) })}
          />
        )}
      </LabelledField>
      {query.groupBy.length > 0 && <LimitField query={query} onChange={onChange} />}
    </EditorRow>
  );
}
