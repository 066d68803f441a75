import { InlineField, Input } from '@grafana/ui';
import { type ConfigProps } from './props';
import { withJson } from './with-json';

interface Props extends ConfigProps {
  id: string;
  testId: string;
  field: 'rowLimit' | 'timeout';
  label: string;
  /** What screen readers say where the label leaves the unit out. */
  ariaLabel?: string;
  tooltip: string;
  /** What holds where nothing is set. */
  placeholder: string;
  /** What to say of any other number. */
  error: string;
  max?: number;
}

/** A setting that is a whole number from 1 on. Cleared, it is forgotten. */
export function NumberField({ options, onOptionsChange, field, ...props }: Props) {
  const { id, testId, label, ariaLabel, tooltip, placeholder, error, max } = props;
  const value = options.jsonData[field];
  return (
    <InlineField
      label={label}
      labelWidth={24}
      htmlFor={id}
      tooltip={tooltip}
      disabled={options.readOnly}
      invalid={!isAllowed(value, max)}
      error={error}
    >
      <Input
        id={id}
        aria-label={ariaLabel}
        data-testid={testId}
        width={20}
        type="number"
        min={1}
        max={max}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          const text = currentTarget.value;
          onOptionsChange(withJson(options, { [field]: text === '' ? undefined : Number(text) }));
        }}
      />
    </InlineField>
  );
}

function isAllowed(value: number | string | undefined, max = Number.MAX_SAFE_INTEGER): boolean {
  const number = value === undefined || value === '' ? 1 : Number(value);
  return Number.isInteger(number) && number >= 1 && number <= max;
}
