import { type ComponentProps } from 'react';
import { CommittedInput } from './CommittedInput';
import { LabelledField, type FieldProps } from './LabelledField';

type InputProps = Pick<ComponentProps<typeof CommittedInput>, 'type' | 'min' | 'max' | 'inputMode' | 'suffix'>;

interface Props extends FieldProps, InputProps {
  testId: string;
  width: number;
  placeholder: string;
  value: string | number | undefined;
  /** Undefined: emptied. */
  onChange: (text: string | undefined) => void;
}

/** A short text or number. */
export function TextField({ label, tooltip, finding, onFix, testId, value, onChange, ...input }: Props) {
  return (
    <LabelledField label={label} tooltip={tooltip} finding={finding} onFix={onFix}>
      {({ id }) => (
        <CommittedInput
          {...input}
          id={id}
          data-testid={testId}
          invalid={finding?.severity === 'error'}
          value={String(value ?? '')}
          onCommit={(text) => onChange(text === '' ? undefined : text)}
        />
      )}
    </LabelledField>
  );
}
