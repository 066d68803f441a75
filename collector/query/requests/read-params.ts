import { DIMENSIONS, type DimensionId, isDimensionId } from '../../../contract/dimensions';
import { type Scope } from '../../access/scope';
import { ledgerError } from '../../errors';
import { parseListQuestion } from '../list-question';
import { permitQuestion } from '../permit';
import { type Question } from '../question';
import { isVariable } from '../variable';

/** Parameters that say which records are meant, besides dimensions. */
export const SELECTION = ['from', 'to', 'range', 'timezone', 'filters'] as const;

/** Range where none is given, epoch ms. */
interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** Fields of a query that is not read yet. */
interface Selection extends Record<string, unknown> {
  filters: unknown[];
}

/** Throws for a parameter that is neither an option nor a dimension: a misspelt filter would give other records. */
export function refuseUnknown(params: URLSearchParams, options: readonly string[]): void {
  const unknown = [...params.keys()].find((key) => !options.includes(key) && !isDimensionId(key));
  if (unknown !== undefined) {
    const known = [...options, ...DIMENSIONS.map(({ id }) => id)].join(', ');
    throw ledgerError('invalid_query', `There is no parameter ${unknown}; there are ${known}, tag.<key>`, unknown);
  }
}

/**
 * Reads range, zone and filters of a URL as those of a query, within the scope.
 *
 * @param without - a dimension whose filters do not count
 */
export function readSelection(
  params: URLSearchParams,
  scope: Scope,
  { bounds, timezone, without }: { bounds: Bounds; timezone: string; without?: DimensionId }
): Question {
  const { question } = parseListQuestion('A', selectionQuery(params, bounds), [], timezone);
  const filters = question.filters.filter(({ dimension }) => dimension !== without);
  return permitQuestion({ ...question, filters }, scope);
}

/** The same as the fields of a query that is not read yet. */
export function selectionQuery(params: URLSearchParams, bounds: Partial<Bounds>): Selection {
  return {
    from: params.get('from') ?? bounds.from,
    to: params.get('to') ?? bounds.to,
    range: params.get('range') ?? undefined,
    timezone: params.get('timezone') ?? undefined,
    filters: [...filtersByDimension(params), ...filtersAsJson(params)],
  };
}

/** A whole number from 1 in a parameter. */
export function readCount(params: URLSearchParams, name: string, fallback: number, most: number): number {
  const count = Number(params.get(name) ?? fallback);
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw ledgerError('invalid_query', `${name} must be a whole number from 1 to ${most}`, name);
  }
  return count;
}

function filtersByDimension(params: URLSearchParams): unknown[] {
  const dimensions = [...new Set(params.keys())].filter(isDimensionId);
  return dimensions.map((dimension) => {
    const values = params.getAll(dimension);
    const unresolved = [dimension, ...values].find(isVariable);
    if (unresolved !== undefined) {
      throw ledgerError(
        'invalid_query',
        `${dimension}: ${unresolved} is an unresolved variable; put its value in its place`,
        dimension
      );
    }
    return { dimension, operator: '=', values };
  });
}

function filtersAsJson(params: URLSearchParams): unknown[] {
  const lists = params.getAll('filters').map((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  });
  if (!lists.every(Array.isArray)) {
    throw ledgerError(
      'invalid_query',
      'filters must be JSON: a list such as [{"dimension":"team","operator":"=","values":["search"]}]',
      'filters'
    );
  }
  return lists.flat(1) as unknown[];
}
