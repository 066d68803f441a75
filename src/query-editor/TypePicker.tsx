import { CoreApp } from '@grafana/data';
import { Combobox, type ComboboxOption, InlineField } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { type Catalogue } from '../catalogue';
import { selectors } from '../selectors';
import { afterPress } from './after-press';
import { kindOf, QUERY_KINDS } from './query-kinds';

interface Props {
  queryType: string;
  offered: Catalogue['queryTypes'];
  app?: CoreApp;
  onChange: (queryType: string) => void;
}

/** What kind of question it is. */
export function TypePicker({ queryType, offered, app, onChange }: Props) {
  const id = useId();
  const options = useMemo(() => typeOptions(queryType, offered, app), [queryType, offered, app]);
  return (
    <InlineField label="Query type" htmlFor={id} transparent>
      <Combobox
        id={id}
        width={24}
        data-testid={selectors.queryEditor.queryType}
        options={options}
        value={queryType}
        onChange={({ value }) => value !== queryType && afterPress(() => onChange(value))}
      />
    </InlineField>
  );
}

/** What the collector offers to the one asking, and the type at hand; rules are offered what gives numbers. */
export function typeOptions(queryType: string, offered: Catalogue['queryTypes'], app?: CoreApp): ComboboxOption[] {
  const types = Array.isArray(offered)
    ? offered.filter(({ id }) => typeof id === 'string')
    : Object.keys(QUERY_KINDS).map((id) => ({ id, title: kindOf(id).title, description: kindOf(id).description }));
  const fitting = types.filter(({ id }) => app !== CoreApp.UnifiedAlerting || kindOf(id).measures);
  const options = fitting.map(({ id, title, description }) => ({
    value: id,
    label: Object.hasOwn(QUERY_KINDS, id) ? kindOf(id).title : title,
    description: Object.hasOwn(QUERY_KINDS, id) ? kindOf(id).description : description,
  }));
  const present = options.some(({ value }) => value === queryType);
  const { title, description } = kindOf(queryType);
  return present ? options : [...options, { value: queryType, label: title, description }];
}
