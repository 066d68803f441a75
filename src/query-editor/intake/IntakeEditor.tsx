import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { useMemo } from 'react';
import { INTAKE_GRANULARITIES, INTAKE_METRICS } from '../../../contract/intake';
import { rangeTitle } from '../../words';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { FilterRow } from '../fields/FilterRow';
import { LimitField } from '../fields/LimitField';
import { OptionGroup } from '../fields/OptionGroup';
import { SwitchField } from '../fields/SwitchField';
import { EndFields, GranularityField, RangeField, ZoneField } from '../fields/TimeFields';
import { findingOf } from '../finding';
import { zoneTitle } from '../options';
import { MetricField } from '../usage/MetricField';
import { findIntakeFindings } from './find-intake-findings';

const FIELDS = ['limit', 'timezone', 'settle', 'complete'];
const BY_FIELD = 'field';

/** Builds a question about what arrived from which source. */
export function IntakeEditor(props: EditorProps) {
  const { query, catalogue, app, onChange } = props;
  const metrics = catalogue.queryTypes?.find(({ id }) => id === 'intake')?.metrics ?? INTAKE_METRICS;
  const offered = useMemo(() => [...metrics], [metrics]);
  const sources = useMemo(() => catalogue.dimensions.filter(({ id }) => id === 'source'), [catalogue]);
  const findings = findIntakeFindings(props, offered);
  const byField = query.groupBy.includes(BY_FIELD);
  const row = { ...props, findings };
  const { range, timezone, limit } = query;
  return (
    <EditorRows>
      <EditorRow>
        <MetricField {...row} metrics={offered} />
        <SwitchField
          label="By source"
          tooltip="One series or row for each gateway or SDK that reports calls."
          testId={selectors.queryEditor.groupBy}
          value={query.groupBy.some((id) => id !== BY_FIELD)}
          finding={findingOf(findings, 'groupBy')}
          onFix={onChange}
          onChange={(on) => onChange({ groupBy: [...(on ? ['source'] : []), ...(byField ? [BY_FIELD] : [])] })}
        />
        {(query.metrics.includes('rejected') || byField) && (
          <SwitchField
            label="By field"
            tooltip="Rejected rows by the field that was wrong."
            testId={selectors.queryEditor.byField}
            value={byField}
            onChange={(on) =>
              onChange({ groupBy: [...query.groupBy.filter((id) => id !== BY_FIELD), ...(on ? [BY_FIELD] : [])] })
            }
          />
        )}
        <GranularityField {...row} granularities={INTAKE_GRANULARITIES} />
      </EditorRow>
      <FilterRow {...row} dimensions={sources} />
      <OptionGroup
        summary={[
          ...(range ? [`Range: ${rangeTitle(range)}`] : []),
          `Time zone: ${zoneTitle(timezone, app)}`,
          ...(limit ? [`Limit: ${limit}`] : []),
        ]}
        mustShow={findings.some(({ field, severity }) => severity === 'error' && FIELDS.includes(field))}
      >
        <LimitField {...row} tooltip="Keep the top sources by the first metric." placeholder="All" />
        <RangeField {...row} />
        <ZoneField {...row} />
        <EndFields {...row} />
      </OptionGroup>
    </EditorRows>
  );
}
