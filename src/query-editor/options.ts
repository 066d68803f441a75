import { CoreApp } from '@grafana/data';
import { type ComboboxOption } from '@grafana/ui';
import { type DimensionInfo, isTagDimension, ME, NO_VALUE, SYSTEM_USER, tagDimension } from '../../contract/dimensions';
import { isForTables, type MetricInfo } from '../../contract/metrics';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../contract/query';
import { type DimensionValues } from '../../contract/values';
import { holdsVariable } from '../holds-variable';
import { patternOf, takesPatterns } from '../pattern';
import { zoneNames } from '../zone';
import { pickerOf } from './phrases';
import { comparisonTitle, granularityTitle, rangeTitle } from '../words';

/** Option of the range's list that leaves the range to Grafana. */
export const GIVEN_RANGE = '';
/** Option of the comparisons' list that compares with nothing. */
export const NO_COMPARISON = '';

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['=', 'Any of the values'],
  ['!=', 'None of the values'],
  ['=~', 'Regular expressions (RE2), of which any matches the whole value'],
  ['!~', 'Regular expressions (RE2), of which none matches the whole value'],
]);

/** What a value is counted in, where neither title nor description tell. */
const UNIT_NAMES: Readonly<Record<string, string | undefined>> = { ms: 'ms', percentunit: '%' };

/** Over time those are left out that are for tables alone. */
export function metricOptions(metrics: Array<MetricInfo<string>>, granularity = 'none'): ComboboxOption[] {
  const fitting = metrics.filter((metric) => granularity === 'none' || !isForTables(metric));
  return fitting.map(({ id, title, description, unit, category }) => ({
    value: id,
    label: title,
    description: UNIT_NAMES[unit] ? `${description} (${UNIT_NAMES[unit]})` : description,
    group: category,
  }));
}

export function dimensionOptions(dimensions: Array<DimensionInfo<string>>): ComboboxOption[] {
  return dimensions.map(({ id, title, description, category }) => ({
    value: id,
    label: title,
    description,
    group: category,
  }));
}

export function variableOptions(references: string[]): ComboboxOption[] {
  return references.map((value) => ({ value, label: value, group: 'Dashboard variables' }));
}

export function granularityOptions(granularities: string[]): ComboboxOption[] {
  return granularities.map((value) => ({ value, label: granularityTitle(value) }));
}

export function rangeOptions(ranges: string[], app?: CoreApp): ComboboxOption[] {
  return [
    { value: GIVEN_RANGE, label: givenRangeTitle(app) },
    ...ranges.map((value) => ({ value, label: rangeTitle(value) })),
  ];
}

/** Rules run without a dashboard, so its zone is not on offer there. */
export function zoneOptions(ledgerZone?: string, app?: CoreApp): ComboboxOption[] {
  const dashboard = {
    value: DASHBOARD_ZONE,
    label: zoneTitle(DASHBOARD_ZONE, app),
    description: 'As set in the time picker',
  };
  const ledger = { value: LEDGER_ZONE, label: 'Ledger', description: ledgerZone ?? 'As set in the collector' };
  return [
    ...(app === CoreApp.UnifiedAlerting ? [ledger] : [dashboard, ledger]),
    ...zoneNames().map((value) => ({ value, label: value })),
  ];
}

/** Title of a zone. */
export function zoneTitle(zone: string, app?: CoreApp): string {
  if (zone === DASHBOARD_ZONE) {
    const picker = pickerOf(app);
    return picker.charAt(0).toUpperCase() + picker.slice(1);
  }
  return zone === LEDGER_ZONE ? 'Ledger' : zone;
}

/** What each operator asks of a value; one that this version does not know is shown as it is. */
export function operatorOptions(operators: string[]): ComboboxOption[] {
  return operators.map((value) => ({ value, label: value, description: OPERATORS.get(value) }));
}

/** A text typed for a dimension: a tag's key, unless it is a dimension or a variable. */
export function readDimension(text: string, dimensions: ComboboxOption[]): string {
  const known = dimensions.some(({ value }) => value === text) || isTagDimension(text) || holdsVariable(text);
  return known ? text : tagDimension(text);
}

/** What a typed text would be grouped or filtered by. */
export function tagLabel(text: string): string {
  const id = readDimension(text, []);
  return isTagDimension(id) ? `Tag: ${id}` : id;
}

export function comparisonOptions(comparisons: readonly string[]): ComboboxOption[] {
  return [
    { value: NO_COMPARISON, label: 'Nothing' },
    ...comparisons.map((value) => ({ value, label: comparisonTitle(value) })),
  ];
}

export function compareAsOptions(): ComboboxOption[] {
  return [
    { value: 'fields', label: 'Value, previous and change' },
    { value: 'previous', label: 'Previous value alone' },
    { value: 'change', label: 'Change alone', description: 'A fraction of the previous value' },
  ];
}

/** Values that stand for something. Others are the ledger's own. */
export function valueOptions(dimension: string, operator = '='): ComboboxOption[] {
  const none = takesPatterns(operator) ? patternOf([NO_VALUE]) : NO_VALUE;
  return dimension === 'user'
    ? [
        { value: ME, label: ME, description: 'The person asking' },
        { value: SYSTEM_USER, label: SYSTEM_USER, description: 'Calls nobody signed for' },
      ]
    : [{ value: none, label: none, description: 'Calls without a value' }];
}

/** Values by use, then those that stand for something and that no call of the range has. */
export function suggestionOptions(
  found: DimensionValues | undefined,
  special: ComboboxOption[],
  operator = '='
): ComboboxOption[] {
  const meanings = new Map(special.map(({ value, description }) => [value, description]));
  const group = found?.truncated ? `Most used ${found.values.length}, type to find more` : 'By use';
  const used = (found?.values ?? []).map((text, index) => {
    const value = takesPatterns(operator) ? patternOf([text]) : text;
    const calls = requestsText(found?.requests[index] ?? 0);
    return { value, label: value, description: [meanings.get(value), calls].filter(Boolean).join(' · '), group };
  });
  const known = new Set(used.map(({ value }) => value));
  return [
    ...used,
    ...special.filter(({ value }) => !known.has(value)).map((option) => ({ ...option, group: 'Other' })),
  ];
}

function requestsText(count: number): string {
  return count === 1 ? '1 request' : `${count.toLocaleString('en-US')} requests`;
}

function givenRangeTitle(app?: CoreApp): string {
  if (app === CoreApp.UnifiedAlerting) {
    return 'Rule’s range';
  }
  if (app === undefined) {
    return 'Time picker’s range';
  }
  return app === CoreApp.Explore ? 'Explore’s range' : 'Panel’s range';
}
