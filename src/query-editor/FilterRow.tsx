import { Button, Stack } from '@grafana/ui';
import { EditorRow } from '@grafana/plugin-ui';
import { useMemo } from 'react';
import { selectors } from '../selectors';
import { type LedgerFilter } from '../types';
import { type RowProps } from './fields';
import { FilterItem } from './FilterItem';
import { LabelledField } from './LabelledField';
import { dimensionOptions } from './options';

/** Which calls count. */
export function FilterRow({ query, catalogue, variables, onChange, onDraft }: RowProps) {
  const dimensions = useMemo(() => dimensionOptions(catalogue.dimensions), [catalogue]);
  const { filters } = query;

  const replace = (index: number, ...by: LedgerFilter[]) => onChange({ filters: filters.toSpliced(index, 1, ...by) });
  const add = () => {
    const dimension = catalogue.dimensions[0]?.id ?? '';
    onDraft({ filters: [...filters, { dimension, operator: catalogue.operators[0] ?? '=', values: [] }] });
  };

  return (
    <EditorRow>
      <LabelledField label="Filters">
        {(ids) => (
          <div role="group" {...ids}>
            <Stack wrap="wrap" gap={1}>
              {filters.map((filter, index) => (
                <FilterItem
                  key={index}
                  index={index}
                  filter={filter}
                  dimensions={dimensions}
                  operators={catalogue.operators}
                  variables={variables}
                  onChange={(changed) => replace(index, changed)}
                  onRemove={() => replace(index)}
                />
              ))}
              <Button
                icon="plus"
                variant="secondary"
                aria-label="Add filter"
                data-testid={selectors.queryEditor.addFilter}
                onClick={add}
              />
            </Stack>
          </div>
        )}
      </LabelledField>
    </EditorRow>
  );
}
