import { DIMENSIONS } from '../../contract/dimensions';
import { METRICS } from '../../contract/metrics';
import { FILTER_OPERATORS, GRANULARITIES, NAMED_RANGES } from '../../contract/query';
import { type SchemaDocument } from '../../contract/schema';
import { type Scope } from '../access/scope';
import { VERSION } from '../version';
import { PROVIDER_MONEY } from './metrics';
import { offeredQueryTypes } from './query-types';

/** What the one asking can ask: metrics and dimensions outside the scope are not offered. */
export function schemaDocument(scope: Scope, facts: Pick<SchemaDocument, 'ledger' | 'timezone'>): SchemaDocument {
  return {
    version: VERSION,
    api: 1,
    ...facts,
    queryTypes: offeredQueryTypes(scope),
    metrics: METRICS.filter(({ id }) => scope.money === 'all' || !PROVIDER_MONEY.has(id)),
    dimensions: DIMENSIONS.filter(({ id }) => !scope.hiddenDimensions.includes(id)),
    granularities: [...GRANULARITIES],
    operators: [...FILTER_OPERATORS],
    ranges: [...NAMED_RANGES],
  };
}
