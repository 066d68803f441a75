import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { type EditorProps } from '../editor-props';
import { FilterRow } from '../fields/FilterRow';
import { GranularityField } from '../fields/TimeFields';
import { findUsageFindings } from './find-usage-findings';
import { GroupField } from './GroupField';
import { MetricField } from './MetricField';
import { UsageOptions } from './UsageOptions';

/** Builds a question about sums, counts, ratios and averages of calls. */
export function UsageEditor(props: EditorProps) {
  const findings = findUsageFindings(props);
  const row = { ...props, findings };
  return (
    <EditorRows>
      <EditorRow>
        <MetricField {...row} metrics={props.catalogue.metrics} />
        <GroupField {...row} />
        <GranularityField {...row} />
      </EditorRow>
      <FilterRow {...row} />
      <UsageOptions {...row} />
    </EditorRows>
  );
}
