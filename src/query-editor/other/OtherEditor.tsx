import { Alert } from '@grafana/ui';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { type EditorProps } from '../editor-props';
import { FilterRow } from '../fields/FilterRow';
import { RangeField, ZoneField } from '../fields/TimeFields';
import { findFilterFindings } from '../find-filter-findings';
import { findTimeFindings } from '../find-time-findings';

/** What every question has, for types that this version of the plugin does not know. */
export function OtherEditor(props: EditorProps) {
  const { query, catalogue, range } = props;
  const findings = [
    ...findTimeFindings({ ...query, granularity: 'none' }, range),
    ...findFilterFindings(query, catalogue),
  ];
  const row = { ...props, findings };
  return (
    <>
      <Alert
        severity="info"
        title={`This version of the plugin has no fields for ${query.queryType}`}
        bottomSpacing={1}
      >
        The question is asked as it is saved. Update the plugin to change it here.
      </Alert>
      <EditorRows>
        <EditorRow>
          <RangeField {...row} />
          <ZoneField {...row} />
        </EditorRow>
        <FilterRow {...row} />
      </EditorRows>
    </>
  );
}
