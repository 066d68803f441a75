import { isDimensionId } from '../../../contract/dimensions';
import { FILTER_OPERATORS, type FilterOperator, type UsageFilter } from '../../../contract/query';

const PREFIX = 'var-';
const CONTAINS = 'contains-';
const ALL_VALUE = '$__all';
/** How Grafana writes the delimiters of its own inside of an ad-hoc filter's parts. */
const DELIMITERS: ReadonlyArray<readonly [written: string, meant: string]> = [
  ['__gfp__', '|'],
  ['__gfc__', ','],
  ['__gfh__', '#'],
];

/**
 * Parameters in which a dashboard's variables, as its links carry them (`var-team=search`), are filters.
 *
 * A variable that is called as a dimension filters by it, one with `key|operator|value` is an ad-hoc filter; “All” and
 * what has no value filter nothing, and variables of any other kind say nothing about what is exported.
 */
export function withDashboardVariables(params: URLSearchParams): URLSearchParams {
  const plain = new URLSearchParams();
  const chosen = new Map<string, string[]>();
  const adHoc: UsageFilter[] = [];
  for (const [name, value] of params) {
    if (name.startsWith(CONTAINS)) {
      adHoc.push(...containsFilter(name.slice(CONTAINS.length), value));
      continue;
    }
    if (!name.startsWith(PREFIX)) {
      if (value !== ALL_VALUE) {
        plain.append(name, name === 'filters' ? withoutAll(value) : value);
      }
      continue;
    }
    const dimension = name.slice(PREFIX.length);
    if (value === '' || value === ALL_VALUE) {
      continue;
    }
    if (isDimensionId(dimension)) {
      chosen.set(dimension, [...(chosen.get(dimension) ?? []), value]);
    } else {
      adHoc.push(...adHocFilter(value));
    }
  }
  // Beside a parameter of the same dimension, not among its values: both have to hold, as in the panels.
  const filters = [...[...chosen].map(([dimension, values]) => ({ dimension, operator: '=', values })), ...adHoc];
  if (filters.length > 0) {
    plain.append('filters', JSON.stringify(filters));
  }
  return plain;
}

/** `contains-user=ada`: a part of the value, whatever the case, to the letter. */
function containsFilter(dimension: string, text: string): UsageFilter[] {
  const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text !== '' && isDimensionId(dimension) ? [{ dimension, operator: '=~', values: [`(?i).*${literal}.*`] }] : [];
}

/** A filter whose variable stands at “All” filters nothing. What is no list of filters is for others to name. */
function withoutAll(text: string): string {
  try {
    const filters = JSON.parse(text) as unknown;
    return Array.isArray(filters) ? JSON.stringify(filters.filter((one) => !isAll(one))) : text;
  } catch {
    return text;
  }
}

function isAll(filter: unknown): boolean {
  const { values } = (filter ?? {}) as { values?: unknown };
  return Array.isArray(values) && values.includes(ALL_VALUE);
}

/** `key|operator|value`; an operator for several values ends with a delimiter and takes all that follow. */
function adHocFilter(text: string): UsageFilter[] {
  const [key = '', operator = '', ...values] = text.split('|').map(withoutLabel).map(unescaped);
  const plain = operator.replace(/\|$/, '');
  const chosen = values.filter((value) => value !== '');
  if (!isDimensionId(key) || !isOperator(plain) || chosen.length === 0 || chosen.includes(ALL_VALUE)) {
    return [];
  }
  return [{ dimension: key, operator: plain, values: chosen }];
}

/** Grafana keeps what is shown behind a comma. */
function withoutLabel(part: string): string {
  return part.split(',', 1)[0]!;
}

function unescaped(part: string): string {
  return DELIMITERS.reduce((text, [written, meant]) => text.replaceAll(written, meant), part);
}

function isOperator(text: string): text is FilterOperator {
  return FILTER_OPERATORS.some((operator) => operator === text);
}
