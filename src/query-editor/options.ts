import { CoreApp } from '@grafana/data';
import { type ComboboxOption } from '@grafana/ui';
import { type DimensionInfo, ME, NO_VALUE, SYSTEM_USER } from '../../contract/dimensions';
import { type MetricInfo } from '../../contract/metrics';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../contract/query';
import { patternOf, takesPatterns } from '../pattern';
import { granularityTitle, rangeTitle } from '../words';

/** Option of the range's list that leaves the range to Grafana. */
export const GIVEN_RANGE = '';

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['=', 'Any of the values'],
  ['!=', 'None of the values'],
  ['=~', 'Regular expressions (RE2), of which any matches the whole value'],
  ['!~', 'Regular expressions (RE2), of which none matches the whole value'],
]);

/** What a value is counted in, where neither title nor description tell. */
const UNIT_NAMES: Readonly<Record<string, string | undefined>> = { ms: 'ms', percentunit: '%' };

/** Metrics whose values are texts are for tables alone. */
export function metricOptions(metrics: Array<MetricInfo<string>>, granularity = 'none'): ComboboxOption[] {
  const fitting = metrics.filter(({ kind }) => kind !== 'text' || granularity === 'none');
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
  const dashboard = { value: DASHBOARD_ZONE, label: 'Dashboard', description: 'As set in the time picker' };
  const ledger = { value: LEDGER_ZONE, label: 'Ledger', description: ledgerZone ?? 'As set in the collector' };
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return [
    ...(app === CoreApp.UnifiedAlerting ? [ledger] : [dashboard, ledger]),
    ...zones.map((value) => ({ value, label: value })),
  ];
}

/** What each operator asks of a value; one that this version does not know is shown as it is. */
export function operatorOptions(operators: string[]): ComboboxOption[] {
  return operators.map((value) => ({ value, label: value, description: OPERATORS.get(value) }));
}

/** Values that stand for something. Others are typed: they are the ledger's own. */
export function valueOptions(dimension: string, operator = '='): ComboboxOption[] {
  const none = takesPatterns(operator) ? patternOf([NO_VALUE]) : NO_VALUE;
  return dimension === 'user'
    ? [
        { value: ME, label: ME, description: 'The person asking' },
        { value: SYSTEM_USER, label: SYSTEM_USER, description: 'Calls nobody signed for' },
      ]
    : [{ value: none, label: none, description: 'Calls without a value' }];
}

function givenRangeTitle(app?: CoreApp): string {
  if (app === CoreApp.UnifiedAlerting) {
    return 'Rule’s range';
  }
  return app === CoreApp.Explore ? 'Explore’s range' : 'Panel’s range';
}
