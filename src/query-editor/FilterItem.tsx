import { Combobox, type ComboboxOption, MultiSelect } from '@grafana/ui';
import { AccessoryButton, InputGroup } from '@grafana/plugin-ui';
import { useId } from 'react';
import { takesPatterns } from '../pattern';
import { selectors } from '../selectors';
import { type LedgerFilter } from '../types';
import { HiddenLabel } from './HiddenLabel';
import { operatorOptions, valueOptions } from './options';

interface Props {
  index: number;
  filter: LedgerFilter;
  dimensions: ComboboxOption[];
  operators: string[];
  variables: ComboboxOption[];
  onChange: (filter: LedgerFilter) => void;
  onRemove: () => void;
}

/** One condition. Without values it does not restrict anything yet. */
export function FilterItem({ index, filter, dimensions, operators, variables, onChange, onRemove }: Props) {
  const id = useId();
  const name = `filter ${index + 1}`;
  return (
    <div role="group" aria-label={`Filter ${index + 1}`} data-testid={selectors.queryEditor.filter(index)}>
      <HiddenLabel id={`${id}-dimension`} text={`Dimension of ${name}`} />
      <HiddenLabel id={`${id}-operator`} text={`Operator of ${name}`} />
      <InputGroup>
        <Combobox
          aria-labelledby={`${id}-dimension`}
          width={20}
          options={dimensions}
          value={filter.dimension}
          onChange={({ value }) => onChange({ ...filter, dimension: value, values: [] })}
        />
        <Combobox
          aria-labelledby={`${id}-operator`}
          width={9}
          options={operatorOptions(operators)}
          value={filter.operator}
          onChange={({ value }) => onChange({ ...filter, operator: value })}
        />
        {/* Not MultiCombobox: there a typed value is lost unless it is clicked. */}
        <MultiSelect
          aria-label={`Values of ${name}`}
          data-testid={selectors.queryEditor.filterValues(index)}
          width="auto"
          allowCustomValue
          placeholder={takesPatterns(filter.operator) ? 'Expression, for example gpt-.*' : 'Any value'}
          options={[...valueOptions(filter.dimension, filter.operator), ...variables]}
          value={filter.values}
          onChange={(options) => onChange({ ...filter, values: options.flatMap(({ value }) => value ?? []) })}
        />
        <AccessoryButton aria-label={`Remove ${name}`} icon="times" variant="secondary" onClick={onRemove} />
      </InputGroup>
    </div>
  );
}
