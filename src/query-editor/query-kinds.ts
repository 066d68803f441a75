import { type QueryType } from '../../contract/query';
import { annotations } from './annotations/annotations';
import { audit } from './audit/audit';
import { intake } from './intake/intake';
import { otherKind } from './other/other-kind';
import { type QueryKind } from './query-kind';
import { requests } from './requests/requests';
import { usage } from './usage/usage';

/**
 * Everything that can be asked, by `queryType`: a new kind is one folder here, one line and one word in the contract. If
 * it has `rows`, it also is one of the `lists` of the plugin's backend (`pkg/plugin/defaults.go`).
 */
export const QUERY_KINDS: Readonly<Record<QueryType, QueryKind>> = {
  usage,
  requests,
  intake,
  annotations,
  audit,
};

/** What is known of a query type; without a type a question is about usage. */
export function kindOf(queryType: string | undefined): QueryKind {
  const type = queryType || 'usage';
  return Object.hasOwn(QUERY_KINDS, type) ? QUERY_KINDS[type as QueryType] : otherKind(type);
}
