import { type LedgerQuery } from '../types';
import { type Example } from './examples';

/** The example in the place of a query, whose name and data source stay. */
export function queryOfExample(example: Example, { refId, datasource, hide, key, version }: LedgerQuery): LedgerQuery {
  return { ...example.query, refId, datasource, hide, key, version };
}
