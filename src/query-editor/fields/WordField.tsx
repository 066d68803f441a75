import { selectors } from '../../selectors';
import { type CompleteQuery, type WORD_FIELDS } from '../../types';
import { type ChangeWords } from '../editor-props';
import { type Finding, findingOf } from '../finding';
import { SingleField } from './SingleField';

type Word = Exclude<(typeof WORD_FIELDS)[number], 'settle' | 'format'> | 'timezone';
type SingleProps = Parameters<typeof SingleField>[0];

interface Props extends Pick<SingleProps, 'label' | 'tooltip' | 'width' | 'options' | 'custom'> {
  field: Word;
  query: CompleteQuery;
  findings?: readonly Finding[];
  /** The option that leaves the word out of the question. */
  unsaid?: string;
  onChange: ChangeWords;
}

/** A word of the question that is one of a list. */
export function WordField({ field, query, findings = [], unsaid, onChange, ...list }: Props) {
  return (
    <SingleField
      {...list}
      testId={selectors.queryEditor[field]}
      value={query[field] ?? unsaid ?? ''}
      finding={findingOf(findings, field)}
      onFix={onChange}
      onChange={(word) => onChange({ [field]: word === unsaid ? undefined : word })}
    />
  );
}
