import { useMemo } from 'react';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { MultiField } from '../fields/MultiField';
import { type Finding, findingOf } from '../finding';
import { dimensionOptions, readDimension, tagLabel } from '../options';

interface Props extends Pick<EditorProps, 'query' | 'catalogue' | 'variables' | 'onChange'> {
  findings: readonly Finding[];
}

/** By what it is split. */
export function GroupField({ query, catalogue, variables, findings, onChange }: Props) {
  const options = useMemo(() => [...dimensionOptions(catalogue.dimensions), ...variables], [catalogue, variables]);
  return (
    <MultiField
      label="Group by"
      tooltip="One series or row for each value. Type the key of a tag that is not listed."
      testId={selectors.queryEditor.groupBy}
      placeholder="Nothing: one total"
      options={options}
      value={query.groupBy}
      readCustom={(text) => readDimension(text, options)}
      customLabel={tagLabel}
      finding={findingOf(findings, 'groupBy')}
      onFix={onChange}
      onChange={(groupBy) => onChange({ groupBy })}
    />
  );
}
