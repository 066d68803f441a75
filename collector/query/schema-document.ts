import { dimensionInfo, DIMENSIONS, tagDimension } from '../../contract/dimensions';
import { type MetricId, METRICS } from '../../contract/metrics';
import { FILTER_OPERATORS, GRANULARITIES, NAMED_RANGES } from '../../contract/query';
import { type ConnectionFacts, type SchemaDocument } from '../../contract/schema';
import { describePolicy } from '../access/policy/describe-policy';
import { describeScope } from '../access/policy/describe-scope';
import { type Policy } from '../access/policy/policy';
import { type Scope, seesEverything } from '../access/scope';
import { LedgerError } from '../errors';
import { type Store } from '../store/store';
import { VERSION } from '../version';
import { parseQuery } from './parse';
import { permitQuestion } from './permit';
import { offeredQueryTypes } from './query-types';

const DAYS_30 = 30 * 86_400_000;
/** More are not offered; they can be asked all the same. */
const MAX_TAGS = 100;
const OPEN = 'This collector is open: everyone who can reach it sees everything.';

export interface SchemaFacts extends Pick<SchemaDocument, 'ledger' | 'timezone'> {
  readonly store: Pick<Store, 'tagKeys' | 'facts'>;
  /** Epoch ms. */
  readonly now: number;
  readonly signal?: AbortSignal;
  /** The policy in force; null: everybody who can reach the collector may do everything. */
  readonly policy?: Policy | null;
  /** Given where a test of the connection asks: records are then counted. */
  readonly connection?: Connection;
}

/** What the server knows of the connection by itself. */
export type Connection = Pick<ConnectionFacts, 'store' | 'token' | 'identity'>;

/**
 * What the one asking can ask: metrics and dimensions outside the scope are not offered. Of tags those that calls of the
 * last 30 days have, most used first.
 */
export async function schemaDocument(
  scope: Scope,
  { ledger, timezone, store, now, signal, policy = null, connection }: SchemaFacts
): Promise<SchemaDocument> {
  const tags = await store.tagKeys(scope, { from: now - DAYS_30, to: now, limit: MAX_TAGS }, { signal });
  return {
    version: VERSION,
    api: 1,
    ledger,
    timezone,
    queryTypes: offeredQueryTypes(scope),
    metrics: METRICS.filter(({ id }) => mayAsk(id, scope)),
    dimensions: [...DIMENSIONS, ...tags.map((key) => dimensionInfo(tagDimension(key)))].filter(
      ({ id }) => !scope.hiddenDimensions.includes(id)
    ),
    granularities: [...GRANULARITIES],
    operators: [...FILTER_OPERATORS],
    ranges: [...NAMED_RANGES],
    access: {
      you: describeScope(scope),
      ...(seesEverything(scope) ? { policy: policy ? describePolicy(policy) : [OPEN] } : {}),
    },
    ...(connection ? { facts: { ...connection, now, ...(await countRecords(scope, store)) } } : {}),
  };
}

async function countRecords(
  scope: Scope,
  store: Pick<Store, 'facts'>
): Promise<Pick<ConnectionFacts, 'records' | 'first' | 'newest'>> {
  const { records, firstTimestamp, lastTimestamp } = await store.facts(scope);
  return { records, first: firstTimestamp, newest: lastTimestamp };
}

/** Asked of what answers queries, so that nothing is offered that is then refused. */
function mayAsk(metric: MetricId, scope: Scope): boolean {
  const question = parseQuery('A', { metrics: [metric], range: '30d' }, 'UTC');
  if (question instanceof LedgerError) {
    throw question;
  }
  try {
    permitQuestion(question, scope);
    return true;
  } catch (error) {
    if (error instanceof LedgerError) {
      return false;
    }
    throw error;
  }
}
