import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, type ComboboxOption, MultiSelect, Select, useStyles2 } from '@grafana/ui';
import { AccessoryButton, InputGroup } from '@grafana/plugin-ui';
import { useId, useMemo } from 'react';
import { takesPatterns } from '../../pattern';
import { selectors } from '../../selectors';
import { type LedgerFilter } from '../../types';
import { afterPress } from '../after-press';
import { type EditorProps } from '../editor-props';
import { type Finding, hint } from '../finding';
import { groupOptions, selectedOptions } from '../option-groups';
import { operatorOptions, readDimension, suggestionOptions, tagLabel, valueOptions } from '../options';
import { useSuggestions } from '../use-suggestions';
import { withOperator } from '../with-operator';
import { FindingText } from './FindingText';
import { HiddenLabel } from './HiddenLabel';

interface Props extends Pick<EditorProps, 'variables' | 'loadValues'> {
  index: number;
  filter: LedgerFilter;
  dimensions: ComboboxOption[];
  operators: string[];
  finding?: Finding;
  autoFocus?: boolean;
  onChange: (filter: LedgerFilter) => void;
  onRemove: () => void;
}

/** One condition. Without values it does not restrict anything yet. */
export function FilterItem({ index, filter, dimensions, operators, variables, finding, loadValues, ...props }: Props) {
  const { autoFocus, onChange, onRemove } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const name = `filter ${index + 1}`;
  const { dimension, operator, values } = filter;
  const suggestions = useSuggestions(loadValues, dimension);
  const { found, loading, problem } = suggestions;
  const options = useMemo(
    () => [...variables, ...suggestionOptions(found, valueOptions(dimension, operator), operator)],
    [variables, found, dimension, operator]
  );
  const shown = finding ?? (problem === undefined ? undefined : hint('values', problem));
  return (
    <div
      role="group"
      aria-label={`Filter ${index + 1}`}
      data-testid={selectors.queryEditor.filter(index)}
      className={styles.filter}
    >
      <HiddenLabel id={`${id}-operator`} text={`Operator of ${name}`} />
      <div className={styles.controls}>
        <InputGroup>
          <Select
            aria-label={`Dimension of ${name}`}
            width={20}
            autoFocus={autoFocus}
            allowCustomValue
            formatCreateLabel={tagLabel}
            options={groupOptions(dimensions)}
            value={selectedOptions([dimension], dimensions)[0]}
            onChange={({ value = '' }) =>
              onChange({ ...filter, dimension: readDimension(value, dimensions), values: [] })
            }
          />
          <Combobox
            aria-labelledby={`${id}-operator`}
            width={9}
            options={operatorOptions(operators)}
            value={operator}
            onChange={({ value }) => afterPress(() => onChange(withOperator(filter, value)))}
          />
          {/* Not MultiCombobox: there a typed value is lost unless it is clicked. */}
          <MultiSelect
            aria-label={`Values of ${name}`}
            data-testid={selectors.queryEditor.filterValues(index)}
            width="auto"
            className={styles.values}
            allowCustomValue
            allowCreateWhileLoading
            closeMenuOnSelect={false}
            placeholder={takesPatterns(operator) ? 'Expression, for example gpt-.*' : 'Any value'}
            invalid={finding?.severity === 'error'}
            isLoading={loading}
            loadingMessage="Looking for values…"
            noOptionsMessage="No values found"
            options={groupOptions(options)}
            value={selectedOptions(values, options)}
            onOpenMenu={() => suggestions.ask('')}
            onCloseMenu={suggestions.stop}
            onInputChange={(text, { action }) => {
              if (action === 'input-change' || action === 'set-value') {
                suggestions.ask(text);
              }
            }}
            onChange={(chosen) => onChange({ ...filter, values: chosen.flatMap(({ value }) => value ?? []) })}
          />
          <AccessoryButton aria-label={`Remove ${name}`} icon="times" variant="secondary" onClick={onRemove} />
        </InputGroup>
      </div>
      {shown && <FindingText finding={shown} />}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    // Leaves room for the button beside it.
    values: css({ minWidth: theme.spacing(22), maxWidth: `calc(100% - ${theme.spacing(4)})` }),
    filter: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0, maxWidth: '100%' }),
    // In a narrow pane the values go on below.
    controls: css({ '> div': { flexWrap: 'wrap', rowGap: theme.spacing(0.5) } }),
  };
}
