import { Combobox, type ComboboxOption } from '@grafana/ui';
import { afterPress } from '../after-press';
import { LabelledField, type FieldProps } from './LabelledField';

interface Props extends FieldProps {
  testId: string;
  width: number;
  options: ComboboxOption[];
  value: string;
  /** Takes texts that are in no list. */
  custom?: boolean;
  onChange: (value: string) => void;
}

/** One of a list. */
export function SingleField({ testId, width, options, value, custom, onChange, ...field }: Props) {
  return (
    <LabelledField {...field}>
      {(ids) => (
        <Combobox
          {...ids}
          width={width}
          data-testid={testId}
          createCustomValue={custom}
          invalid={field.finding?.severity === 'error'}
          options={options}
          value={value}
          onChange={(option) => afterPress(() => onChange(option.value))}
        />
      )}
    </LabelledField>
  );
}
