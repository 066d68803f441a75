import { type SelectableValue } from '@grafana/data';
import { type ComboboxOption } from '@grafana/ui';

/** Options under their headings, in the order in which the headings first come. */
export function groupOptions(options: ComboboxOption[]): Array<SelectableValue<string>> {
  const groups = new Map<string | undefined, Array<SelectableValue<string>>>();
  for (const { group, ...option } of options) {
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [...groups].flatMap(([label, members]) => (label === undefined ? members : [{ label, options: members }]));
}

/** What is chosen, as options: also what no list holds. */
export function selectedOptions(values: string[], options: ComboboxOption[]): Array<SelectableValue<string>> {
  return values.map((value) => ({
    value,
    label: options.find((option) => option.value === value)?.label ?? value,
  }));
}
