import { Button, Stack } from '@grafana/ui';
import { EditorRow } from '@grafana/plugin-ui';
import { useMemo, useRef, useState } from 'react';
import { type DimensionInfo } from '../../../contract/dimensions';
import { selectors } from '../../selectors';
import { type LedgerFilter } from '../../types';
import { type EditorProps } from '../editor-props';
import { type Finding, findingOf } from '../finding';
import { dimensionOptions } from '../options';
import { FilterItem } from './FilterItem';
import { LabelledField } from './LabelledField';

interface Props extends Pick<EditorProps, 'query' | 'catalogue' | 'variables' | 'loadValues' | 'onChange' | 'onDraft'> {
  findings: readonly Finding[];
  /** Dimensions on offer, if not all of the catalogue's. */
  dimensions?: Array<DimensionInfo<string>>;
}

/** Which calls count. */
export function FilterRow({ query, catalogue, variables, loadValues, onChange, onDraft, findings, ...props }: Props) {
  const offered = props.dimensions ?? catalogue.dimensions;
  const dimensions = useMemo(() => dimensionOptions(offered), [offered]);
  const { filters } = query;
  /** Where the keyboard goes on: at the filter that was just added. */
  const [added, setAdded] = useState<number>();
  const list = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);

  const replace = (index: number, ...by: LedgerFilter[]) => filters.toSpliced(index, 1, ...by);
  /** Without values a filter restricts nothing, so the answer stays. */
  const change = (index: number, changed: LedgerFilter) => {
    const idle = changed.values.length === 0 && filters[index]?.values.length === 0;
    (idle ? onDraft : onChange)({ filters: replace(index, changed) });
  };
  const remove = (index: number) => {
    (filters[index]?.values.length === 0 ? onDraft : onChange)({ filters: replace(index) });
    focusAfterRemoval(index);
  };
  /** The filter before, or the one that comes first then: what was pressed is gone, and the keyboard with it. */
  const focusAfterRemoval = (index: number) => {
    const next = filters.length > 1 ? `[aria-label="Filter ${Math.max(index, 1)}"] input` : undefined;
    const target = next ? list.current?.querySelector<HTMLElement>(next) : addButton.current;
    target?.focus();
  };
  const add = () => {
    setAdded(filters.length);
    const used = new Set(filters.map(({ dimension }) => dimension));
    const dimension = (offered.find(({ id }) => !used.has(id)) ?? offered[0])?.id ?? '';
    onDraft({ filters: [...filters, { dimension, operator: catalogue.operators[0] ?? '=', values: [] }] });
  };

  return (
    <EditorRow>
      <LabelledField
        label="Filters"
        tooltip="Only calls that pass all of them count. Values are suggested by use, within the range and the other filters."
      >
        {({ 'aria-labelledby': labelId }) => (
          <div ref={list} role="group" aria-labelledby={labelId}>
            <Stack wrap="wrap" gap={1} alignItems="flex-start">
              {filters.map((filter, index) => (
                <FilterItem
                  key={index}
                  index={index}
                  filter={filter}
                  autoFocus={index === added}
                  dimensions={dimensions}
                  operators={catalogue.operators}
                  variables={variables}
                  finding={findingOf(findings, `filters.${index}`)}
                  loadValues={loadValues}
                  onChange={(changed) => change(index, changed)}
                  onRemove={() => remove(index)}
                />
              ))}
              <Button
                ref={addButton}
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
