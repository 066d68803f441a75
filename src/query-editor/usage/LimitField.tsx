import { OTHER_GROUP } from '../../../contract/query';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { SwitchField } from '../fields/SwitchField';
import { TextField } from '../fields/TextField';
import { type Finding, findingOf } from '../finding';

interface Props extends Pick<EditorProps, 'query' | 'onChange'> {
  findings: readonly Finding[];
}

/** How many groups are kept, and whether the others are summed up. */
export function LimitField({ query: { limit, other }, findings, onChange }: Props) {
  return (
    <>
      <TextField
        label="Limit"
        tooltip="Keep the top groups by the first metric. Without a limit at most 1,000 series or 10,000 rows are shown."
        testId={selectors.queryEditor.limit}
        width={10}
        type="number"
        min={1}
        placeholder="All"
        value={limit}
        finding={findingOf(findings, 'limit')}
        onFix={onChange}
        onChange={(text) =>
          onChange(text === undefined ? { limit: undefined, other: undefined } : { limit: Number(text) })
        }
      />
      {limit !== undefined && (
        <SwitchField
          label={`Rest as ${OTHER_GROUP}`}
          tooltip="Show the groups beyond the limit as one, so that the total stays exact."
          testId={selectors.queryEditor.other}
          value={other}
          onChange={(on) => onChange({ other: on })}
        />
      )}
    </>
  );
}
