import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { type EditorProps } from '../editor-props';
import { LimitField } from '../fields/LimitField';
import { RangeField, ZoneField } from '../fields/TimeFields';
import { MAX_ROWS } from '../find-row-limit-findings';
import { findAuditFindings } from './find-audit-findings';

/** Builds a question for administrative acts. */
export function AuditEditor(props: EditorProps) {
  const findings = findAuditFindings(props);
  const row = { ...props, findings };
  return (
    <EditorRows>
      <EditorRow>
        <LimitField
          {...row}
          tooltip="Most acts that are shown, newest first; at most 1,000."
          max={MAX_ROWS}
          placeholder={String(props.rowLimit)}
        />
        <RangeField {...row} />
        <ZoneField {...row} />
      </EditorRow>
    </EditorRows>
  );
}
