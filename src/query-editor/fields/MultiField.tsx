import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type ComboboxOption, MultiSelect, useStyles2 } from '@grafana/ui';
import { groupOptions, selectedOptions } from '../option-groups';
import { LabelledField, type FieldProps } from './LabelledField';

interface Props extends FieldProps {
  testId: string;
  placeholder: string;
  options: ComboboxOption[];
  value: string[];
  loading?: boolean;
  /** Reads a text that is typed and in no list; without it only the list counts. */
  readCustom?: (text: string) => string;
  customLabel?: (text: string) => string;
  onChange: (values: string[]) => void;
}

/** Several of a list, and texts besides it where they make sense. */
export function MultiField({ testId, options, value, loading, readCustom, customLabel, onChange, ...props }: Props) {
  const styles = useStyles2(getStyles);
  const { placeholder, finding, ...field } = props;
  return (
    <LabelledField {...field} finding={finding}>
      {({ id }) => (
        // Not MultiCombobox: there a typed text takes a look at the list and an arrow key before Enter takes it.
        <MultiSelect
          inputId={id}
          data-testid={testId}
          width="auto"
          className={styles.control}
          placeholder={placeholder}
          isLoading={loading}
          invalid={finding?.severity === 'error'}
          closeMenuOnSelect={false}
          allowCustomValue={readCustom !== undefined}
          formatCreateLabel={customLabel}
          options={groupOptions(options)}
          value={selectedOptions(value, options)}
          onChange={(chosen) => onChange(read(chosen.flatMap((option) => option.value ?? [])))}
        />
      )}
    </LabelledField>
  );

  function read(values: string[]): string[] {
    const known = new Set(options.map((option) => option.value));
    const texts = values.map((text) =>
      readCustom && !known.has(text) && !value.includes(text) ? readCustom(text) : text
    );
    return [...new Set(texts)];
  }
}

function getStyles(theme: GrafanaTheme2) {
  return {
    control: css({ minWidth: theme.spacing(22), maxWidth: '100%' }),
  };
}
