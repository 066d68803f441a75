import type { FilterVariable } from './filter-variables.ts';
import { filterBy } from './filter-variables.ts';
import { CHOSEN, PROVISIONED } from './question.ts';

/** A dashboard's variable as Grafana saves it. */
export type Variable = Readonly<Record<string, unknown>> & { readonly name: string };

/** Of Grafana's ways to hide a variable; older ones than 12.3 show it. */
const IN_CONTROLS_MENU = 3;
/** Of Grafana's orders of a list: alphabetical, in capitals or not. */
const BY_NAME = 5;
const ALL = { text: ['All'], value: ['$__all'] };

export function dataSourceVariable(): Variable {
  return {
    name: 'ds',
    label: 'Data source',
    type: 'datasource',
    query: CHOSEN.type,
    refresh: 1,
    hide: 0,
    // The provisioned one wherever it is; elsewhere Grafana takes the first by name.
    current: { text: 'Token Ledger', value: PROVISIONED.uid },
    options: [],
    includeAll: false,
    multi: false,
    regex: '',
  };
}

/** Values in use within the range, most used first; “All” to begin with. Behind the button of the controls if tucked. */
export function filterVariable({ name, label, within = [] }: FilterVariable, tucked: boolean): Variable {
  const hide = tucked ? IN_CONTROLS_MENU : 0;
  return valuesVariable(name, label, within, { multi: true, includeAll: true, current: ALL, hide });
}

/**
 * One value at a time, the first by name to begin with. The most used one is often `system`, who is nobody; and what the
 * list left out would not stay chosen by a link, as Grafana takes a value of the list at each refresh.
 */
export function choiceVariable({ name, label, within = [] }: FilterVariable): Variable {
  return valuesVariable(name, label, within, { multi: false, includeAll: false, current: {}, sort: BY_NAME });
}

function valuesVariable(
  name: FilterVariable['name'],
  label: string,
  within: NonNullable<FilterVariable['within']>,
  more: object
): Variable {
  return {
    name,
    label,
    type: 'query',
    datasource: CHOSEN,
    query: {
      refId: 'variable',
      queryType: 'dimension_values',
      dimension: name,
      search: '',
      filters: within.map(filterBy),
    },
    definition: `dimension_values(${name})`,
    // With the time range: the lists hold what was in use in it.
    refresh: 2,
    sort: 0,
    regex: '',
    hide: 0,
    options: [],
    ...more,
  };
}

/** A choice between a few words. */
export function wordVariable(name: string, label: string, words: Readonly<Record<string, string>>): Variable {
  const options = Object.entries(words).map(([text, value], index) => ({ text, value, selected: index === 0 }));
  return {
    name,
    label,
    type: 'custom',
    query: options.map(({ text, value }) => `${text} : ${value}`).join(', '),
    current: { text: options[0]!.text, value: options[0]!.value },
    options,
    includeAll: false,
    multi: false,
    hide: 0,
  };
}

/** A text to type in. */
export function textVariable(name: string, label: string, value = ''): Variable {
  return {
    name,
    label,
    type: 'textbox',
    query: value,
    current: { text: value, value },
    options: [{ text: value, value, selected: true }],
    hide: 0,
  };
}

/** Filters on anything else; clicks on values in tables land here. */
export function adHocVariable(): Variable {
  return {
    name: 'Filters',
    label: 'Filters',
    type: 'adhoc',
    datasource: CHOSEN,
    filters: [],
    baseFilters: [],
    hide: 0,
  };
}

/** Everybody's calls, or those of the person who looks. */
export function onlyMineVariable(): Variable {
  return {
    name: 'whose',
    label: 'Whose',
    type: 'custom',
    query: 'My requests only : @me',
    current: { text: 'All', value: '$__all' },
    options: [],
    includeAll: true,
    // Else “All” is in an export's address what can be chosen: the person asking.
    allValue: '$__all',
    multi: false,
    hide: 0,
  };
}
