import { type AdHocVariableFilter } from '@grafana/data';
import { filtersIn } from '../shape';
import { type LedgerFilter, type LedgerQuery } from '../types';
import { dimensionOfKey } from './dimension-of-key';
import { sameFilter } from './same-filter';
import { takesFilter } from './takes-filter';

/** What Grafana's operators for several values are called in a question, which always takes a list. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['=|', '='],
  ['!=|', '!='],
]);
const ALL_VALUE = '$__all';

/** The question with the dashboard's filters beside its own, so that nothing else has to know of them. */
export function withAdHocFilters(query: LedgerQuery, adHoc: AdHocVariableFilter[] | undefined): LedgerQuery {
  const own = filtersIn(query.filters);
  const added = ledgerFilters(adHoc)
    .filter(({ dimension }) => takesFilter(query.queryType, dimension))
    .filter((filter) => !own.some((known) => sameFilter(known, filter)));
  return added.length === 0 ? query : { ...query, filters: [...own, ...added] };
}

/** Filters of an ad-hoc filter as a question has them: none while it is half built or stands at All. */
export function ledgerFilters(adHoc: AdHocVariableFilter[] | undefined): LedgerFilter[] {
  return (adHoc ?? []).flatMap(ledgerFilter);
}

function ledgerFilter({ key, operator, value, values }: AdHocVariableFilter): LedgerFilter[] {
  const plain = OPERATORS.get(operator);
  const chosen = (plain ? (values ?? [value]) : [value]).filter(Boolean);
  if (!key || !operator || chosen.length === 0 || chosen.includes(ALL_VALUE)) {
    return [];
  }
  return [{ dimension: dimensionOfKey(key), operator: plain ?? operator, values: chosen }];
}
