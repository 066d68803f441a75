import { OTHER_GROUP } from '../../../contract/query';
import { selectors } from '../../selectors';
import { type ChangeWords, type EditorProps } from '../editor-props';
import { LimitField } from '../fields/LimitField';
import { SwitchField } from '../fields/SwitchField';
import { type Finding } from '../finding';

interface Props extends Pick<EditorProps, 'query' | 'onChange'> {
  findings: readonly Finding[];
}

/** How many groups are kept, and whether the others are summed up. */
export function GroupLimitField({ query, findings, onChange }: Props) {
  const { limit, other } = query;
  /** Without a limit there is no rest. */
  const change: ChangeWords = (words) =>
    onChange('limit' in words && words.limit === undefined ? { ...words, other: undefined } : words);
  return (
    <>
      <LimitField
        query={query}
        findings={findings}
        tooltip="Keep the top groups by the first metric. Without a limit at most 1,000 series or 10,000 rows are shown."
        placeholder="All"
        onChange={change}
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
