import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { type Finding, findingOf } from '../finding';
import { type FieldProps } from './LabelledField';
import { TextField } from './TextField';

interface Props extends Pick<FieldProps, 'tooltip'>, Pick<EditorProps, 'query' | 'onChange'> {
  findings: readonly Finding[];
  /** What is shown where the question sets none. */
  placeholder: string;
  max?: number;
}

/** How many rows or groups there are at most. */
export function LimitField({ query: { limit }, findings, tooltip, placeholder, max, onChange }: Props) {
  return (
    <TextField
      label="Limit"
      tooltip={tooltip}
      testId={selectors.queryEditor.limit}
      width={10}
      type="number"
      min={1}
      max={max}
      placeholder={placeholder}
      value={limit}
      finding={findingOf(findings, 'limit')}
      onFix={onChange}
      onChange={(text) => onChange({ limit: text === undefined ? undefined : Number(text) })}
    />
  );
}
