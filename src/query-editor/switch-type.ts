import { newQueryOf } from '../defaults';
import { type LedgerQuery } from '../types';
import { kindOf } from './query-kinds';
import { type Place } from './query-kind';

/** What a query has whatever its type: Grafana's own, and the version of its shape. */
const GRAFANA_FIELDS = ['refId', 'datasource', 'hide', 'key', 'version'] as const;

/** A question made one of another type: what means the same there stays, the rest starts anew. */
export function switchType(query: LedgerQuery, queryType: string, place: Place): LedgerQuery {
  const words = { ...newQueryOf(queryType, place), ...pick(query, kindOf(queryType).keeps), queryType };
  return withGrafanaFields(words, query);
}

/** A question with Grafana's own fields as another has them, those that it lacks left out. */
export function withGrafanaFields(question: Partial<LedgerQuery>, other: LedgerQuery): LedgerQuery {
  const own = new Set<string>(GRAFANA_FIELDS);
  const words = Object.fromEntries(Object.entries(question).filter(([field]) => !own.has(field)));
  return { ...words, ...pick(other, GRAFANA_FIELDS), refId: other.refId };
}

function pick(query: LedgerQuery, fields: ReadonlyArray<keyof LedgerQuery>): Partial<LedgerQuery> {
  return Object.fromEntries(fields.filter((field) => query[field] !== undefined).map((field) => [field, query[field]]));
}
