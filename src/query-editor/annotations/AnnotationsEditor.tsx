import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { useMemo } from 'react';
import { selectors } from '../../selectors';
import { textsIn } from '../../shape';
import { type EditorProps } from '../editor-props';
import { MultiField } from '../fields/MultiField';
import { RangeField, ZoneField } from '../fields/TimeFields';
import { findingOf, refused } from '../finding';
import { findTimeFindings } from '../find-time-findings';
import { holdsVariable } from '../../holds-variable';
import { annotationKinds } from './annotation-kinds';

/** Builds a question for what changed the numbers. */
export function AnnotationsEditor(props: EditorProps) {
  const { query, variables, range, onChange } = props;
  const options = useMemo(() => [...annotationKinds(), ...variables], [variables]);
  const kinds = textsIn(query.kinds ?? []);
  const unknown = kinds.find((kind) => !holdsVariable(kind) && !options.some(({ value }) => value === kind));
  const findings = [
    ...(unknown === undefined ? [] : [refused('kinds', `${unknown} is no kind of annotation.`)]),
    ...findTimeFindings({ ...query, granularity: 'none' }, range),
  ];
  const row = { ...props, findings };
  return (
    <EditorRows>
      <EditorRow>
        <MultiField
          label="Kinds"
          tooltip="What is marked. It is shown to those who see everything in the ledger."
          testId={selectors.queryEditor.kinds}
          placeholder="All kinds"
          options={options}
          value={kinds}
          finding={findingOf(findings, 'kinds')}
          onFix={onChange}
          onChange={(chosen) => onChange({ kinds: chosen.length > 0 ? chosen : undefined })}
        />
        <RangeField {...row} />
        <ZoneField {...row} />
      </EditorRow>
    </EditorRows>
  );
}
