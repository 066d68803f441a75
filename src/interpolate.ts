import { type ScopedVars } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';
import { DASHBOARD_ZONE } from '../contract/query';
import { patternOf, takesPatterns } from './pattern';
import { filtersIn, textsIn } from './shape';
import { type LedgerFilter, type LedgerQuery, WORD_FIELDS } from './types';
import { isAllValue, variableOf, withoutFormat } from './variable';
import { zoneName } from './zone';

export type Variables = Pick<TemplateSrv, 'replace' | 'getVariables'>;

/** A copy of the question with the dashboard's variables put in. What cannot be resolved stays as it is written. */
export function interpolateQuery(query: LedgerQuery, variables: Variables, scopedVars: ScopedVars): LedgerQuery {
  const expand = (text: string) => expandWords(text, variables, scopedVars);
  const words = (texts: string[]) => [...new Set(texts.flatMap(expand))];
  const word = (text: string) => expand(text)[0];

  const next = { ...query };
  if (query.metrics) {
    next.metrics = words(textsIn(query.metrics));
  }
  if (query.groupBy) {
    next.groupBy = words(textsIn(query.groupBy));
  }
  if (query.kinds) {
    next.kinds = words(textsIn(query.kinds));
  }
  for (const field of WORD_FIELDS) {
    const text = query[field];
    if (text && typeof text === 'string') {
      next[field] = word(text);
    }
  }
  if (typeof query.min_cost === 'string') {
    next.min_cost = word(query.min_cost);
  }
  if (query.timezone) {
    next.timezone = interpolateZone(word(query.timezone), variables, scopedVars);
  }
  if (query.filters) {
    next.filters = interpolateFilters(query.filters, variables, scopedVars);
  }
  return next;
}

/** The same for filters alone. */
export function interpolateFilters(
  filters: LedgerFilter[],
  variables: Variables,
  scopedVars: ScopedVars
): LedgerFilter[] {
  return filtersIn(filters).map((filter) => interpolateFilter(filter, variables, scopedVars));
}

/**
 * A variable's “All” is no filter: its list of options would leave out records without a value, and grow stale.
 * Within an expression a variable stands for its values to the letter; `${name:raw}` puts in what is an expression itself.
 */
function interpolateFilter(filter: LedgerFilter, variables: Variables, scopedVars: ScopedVars): LedgerFilter {
  const expand = (text: string) => expandWords(text, variables, scopedVars);
  const expandValue = takesPatterns(filter.operator)
    ? (text: string) => expandText(text, variables, scopedVars, alternatives)
    : expand;
  const all = filter.values.some((value) => {
    const name = variableOf(value);
    return name !== undefined && isAllValue(name, variables, scopedVars);
  });
  return {
    ...filter,
    dimension: expand(filter.dimension)[0] ?? '',
    values: all ? [] : [...new Set(filter.values.flatMap(expandValue))],
  };
}

/** With expressions in the panel no request is seen, only Grafana's `$__timezone`. */
function interpolateZone(zone: string | undefined, variables: Variables, scopedVars: ScopedVars): string | undefined {
  if (zone !== DASHBOARD_ZONE) {
    return zone;
  }
  const dashboardZone = variables.replace('$__timezone', scopedVars);
  return !dashboardZone || dashboardZone.startsWith('$') ? zone : zoneName(dashboardZone);
}

/** The words that a text stands for: of a variable alone its values, however it is written. */
function expandWords(text: string, variables: Variables, scopedVars: ScopedVars): string[] {
  return expandText(withoutFormat(text), variables, scopedVars);
}

/**
 * The texts that a text with variables stands for: one for each combination of their values, none for empty ones.
 *
 * Each variable is replaced by a mark first, because Grafana's formats join several values by characters that values
 * may hold themselves.
 */
function expandText(
  text: string,
  variables: Variables,
  scopedVars: ScopedVars,
  write = (values: string[]) => values
): string[] {
  const lists: string[][] = [];
  const marked = variables.replace(text, scopedVars, (value: unknown) => {
    lists.push(write((Array.isArray(value) ? value : [value]).map(String)));
    return mark(lists.length - 1);
  });
  const texts = lists.reduce(
    (heads, values, index) => heads.flatMap((head) => values.map((value) => head.replace(mark(index), () => value))),
    [marked]
  );
  return texts.filter((one) => one !== '');
}

/** A variable's values as one expression, none if it has none. */
function alternatives(values: string[]): string[] {
  return values.length === 0 ? [] : [patternOf(values)];
}

/** Private-use characters, which no name in a ledger holds. */
function mark(index: number): string {
  return `\uE000${index}\uE001`;
}
