import { type LedgerFilter } from './types';

/** Reads a list of words as a person may have written it into a dashboard: missing, alone or with holes. */
export function textsIn(list: unknown): string[] {
  return [list].flat().filter((text): text is string => typeof text === 'string');
}

/** The same for filters. */
export function filtersIn(list: unknown): LedgerFilter[] {
  return [list].flat().flatMap((filter: unknown) => {
    if (typeof filter !== 'object' || filter === null) {
      return [];
    }
    const { dimension = '', operator = '=', values } = filter as Partial<LedgerFilter>;
    return [{ ...filter, dimension, operator, values: textsIn(values) }];
  });
}
