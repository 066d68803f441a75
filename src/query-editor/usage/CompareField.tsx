import { COMPARISONS } from '../../../contract/query';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { SingleField } from '../fields/SingleField';
import { WordField } from '../fields/WordField';
import { type Finding } from '../finding';
import { compareAsOptions, comparisonOptions, NO_COMPARISON } from '../options';

interface Props extends Pick<EditorProps, 'query' | 'variables' | 'onChange'> {
  findings: readonly Finding[];
}

/** With what it is compared, and what is shown of that. */
export function CompareField({ query, variables, findings, onChange }: Props) {
  const { compare } = query;
  return (
    <>
      <SingleField
        label="Compare with"
        tooltip="The same question for an earlier time. Period before is the time of the same length just before the range."
        testId={selectors.queryEditor.compare}
        width={18}
        options={[...comparisonOptions(COMPARISONS), ...variables]}
        value={compare ?? NO_COMPARISON}
        onChange={(value) =>
          onChange(value === NO_COMPARISON ? { compare: undefined, compareAs: undefined } : { compare: value })
        }
      />
      {compare && (
        <WordField
          field="compareAs"
          label="Show"
          tooltip="Previous value and change beside each value, or one of them alone in its place."
          query={query}
          findings={findings}
          width={28}
          options={[...compareAsOptions(), ...variables]}
          unsaid="fields"
          onChange={onChange}
        />
      )}
    </>
  );
}
