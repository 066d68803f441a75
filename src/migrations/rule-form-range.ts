import { type LedgerQuery } from '../types';

/** A question on its way through Grafana's form for alert rules. */
type FormQuery = LedgerQuery & { namedRange?: unknown; instant?: unknown };

/**
 * Grafana's form for alert rules writes Prometheus's `instant` and a boolean `range` into every question that comes from
 * a panel, over the ledger's own: it is kept beside them under a name that the form leaves alone.
 */
export function keepRange(query: LedgerQuery): LedgerQuery {
  const kept: FormQuery = query.range ? { ...query, namedRange: query.range } : query;
  return kept;
}

/** The question without the form's words. The plugin's backend reads questions that were saved with them likewise. */
export function restoreRange(query: LedgerQuery): LedgerQuery {
  const { namedRange, instant, range, ...rest }: FormQuery = query;
  if (namedRange === undefined && instant === undefined && typeof range !== 'boolean') {
    return query;
  }
  const name = typeof range === 'boolean' ? namedRange : range;
  return typeof name === 'string' ? { ...rest, range: name } : rest;
}
