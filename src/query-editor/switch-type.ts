import { newQueryOf } from '../defaults';
import { type LedgerQuery } from '../types';
import { kindOf } from './query-kinds';
import { type Place } from './query-kind';

/** What a query has whatever its type: Grafana's own, and the version of its shape. */
const GRAFANA_FIELDS = ['refId', 'datasource', 'hide', 'key', 'version'] as const;

/** A question made one of another type: what means the same there stays, the rest starts anew. */
export function switchType(query: LedgerQuery, queryType: string, place: Place): LedgerQuery {
  return {
    ...newQueryOf(queryType, place),
    ...pick(query, kindOf(queryType).keeps),
    ...pick(query, GRAFANA_FIELDS),
    queryType,
    refId: query.refId,
  };
}

function pick(query: LedgerQuery, fields: ReadonlyArray<keyof LedgerQuery>): Partial<LedgerQuery> {
  return Object.fromEntries(fields.filter((field) => query[field] !== undefined).map((field) => [field, query[field]]));
}
