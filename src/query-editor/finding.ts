import { type LedgerQuery } from '../types';

/** What is wrong with a field of a question, or could be better. */
export interface Finding {
  /** Name of the field; of a filter with its place, as `filters.0`. */
  readonly field: string;
  readonly message: string;
  /** `error`: the collector refuses the question. */
  readonly severity: 'error' | 'hint';
  /** What helps, at one click. */
  readonly fix?: { readonly label: string; readonly words: Partial<LedgerQuery> };
}

type Fix = Finding['fix'];

export function refused(field: string, message: string, fix?: Fix): Finding {
  return { field, message, severity: 'error', fix };
}

export function hint(field: string, message: string, fix?: Fix): Finding {
  return { field, message, severity: 'hint', fix };
}

/** The finding that a field shows: what is wrong comes first. */
export function findingOf(findings: readonly Finding[], field: string): Finding | undefined {
  const own = findings.filter((finding) => finding.field === field);
  return own.find(({ severity }) => severity === 'error') ?? own[0];
}
