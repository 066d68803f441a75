import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { TextField } from '../fields/TextField';
import { RangeField, ZoneField } from '../fields/TimeFields';
import { findingOf } from '../finding';
import { DEFAULT_ACTS } from './audit';
import { findAuditFindings, MAX_ACTS } from './find-audit-findings';

/** Builds a question for administrative acts. */
export function AuditEditor(props: EditorProps) {
  const { query, onChange } = props;
  const findings = findAuditFindings(props);
  const row = { ...props, findings };
  return (
    <EditorRows>
      <EditorRow>
        <TextField
          label="Limit"
          tooltip="Most acts that are shown, newest first; at most 1,000."
          testId={selectors.queryEditor.limit}
          width={10}
          type="number"
          min={1}
          max={MAX_ACTS}
          placeholder={String(DEFAULT_ACTS)}
          value={query.limit}
          finding={findingOf(findings, 'limit')}
          onFix={onChange}
          onChange={(text) => onChange({ limit: text === undefined ? undefined : Number(text) })}
        />
        <RangeField {...row} />
        <ZoneField {...row} />
      </EditorRow>
    </EditorRows>
  );
}
