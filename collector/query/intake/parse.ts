import { z } from 'zod';
import {
  COLLECTOR_METRICS,
  INTAKE_GRANULARITIES,
  INTAKE_METRICS,
  type IntakeDimensionId,
  type IntakeMetricId,
  NOW_METRICS,
} from '../../../contract/intake';
import { GRANTED_BY } from '../../access/policy/policy';
import { type Scope } from '../../access/scope';
import { ledgerError } from '../../errors';
import { describe, parseQuery } from '../parse';
import { type Question } from '../question';

/** A valid question about what arrived. Its zone, range, filters and limit are those of a question about usage. */
export interface IntakeQuestion {
  readonly metrics: readonly IntakeMetricId[];
  readonly groupBy: readonly IntakeDimensionId[];
  readonly question: Question;
}

const METRIC_IDS = INTAKE_METRICS.map(({ id }) => id);
const BY_SOURCE = { error: 'must be source: nothing else is known of what arrives' };
const BY = { error: 'must be source, or for rejected rows field: nothing else is known of what arrives' };

/** What is different from a question about usage. */
const INTAKE_QUERY = z.object({
  metrics: z
    .array(z.enum(METRIC_IDS, { error: `must be one of ${METRIC_IDS.join(', ')}` }), {
      error: 'must be a list of metrics',
    })
    .min(1, { error: 'must name at least one metric, for instance seconds_since_last_record' }),
  groupBy: z.array(z.enum(['source', 'field'], BY), { error: 'must be a list of dimensions' }).optional(),
  granularity: z
    .enum(INTAKE_GRANULARITIES, { error: `must be one of ${INTAKE_GRANULARITIES.join(', ')}` })
    .default('none'),
  filters: z.array(z.object({ dimension: z.literal('source', BY_SOURCE) })).default([]),
});

/**
 * Reads a query of type `intake`; throws where it cannot be read. Without `groupBy` it is by source, unless it is about
 * the collector alone.
 */
export function parseIntake(refId: string, query: Record<string, unknown>, ledgerZone: string): IntakeQuestion {
  const parsed = INTAKE_QUERY.safeParse(query);
  if (!parsed.success) {
    throw describe(parsed.error, 'invalid_query');
  }
  const { granularity } = parsed.data;
  const metrics = [...new Set(parsed.data.metrics)];
  const isOfCollector = (metric: IntakeMetricId) => COLLECTOR_METRICS.includes(metric);
  const groupBy = [...new Set(parsed.data.groupBy ?? (metrics.every(isOfCollector) ? [] : ['source' as const]))];
  const nowOnly = metrics.find((metric) => NOW_METRICS.includes(metric));
  if (granularity !== 'none' && nowOnly) {
    throw ledgerError('invalid_query', `${nowOnly} is known for now only: ask it with granularity none`, 'granularity');
  }
  const whole = metrics.find(isOfCollector);
  if (whole && groupBy.length > 0) {
    throw ledgerError('invalid_query', `${whole} is of the collector as a whole: set groupBy to []`, 'groupBy');
  }
  const unknown = metrics.find((metric) => metric !== 'rejected');
  if (unknown && groupBy.includes('field')) {
    throw ledgerError('invalid_query', `By field only rejected is known, not ${unknown}: group by source`, 'groupBy');
  }
  const unfit = ['compare', 'share', 'other', 'unused'].find((option) => query[option]);
  if (unfit) {
    throw ledgerError('invalid_query', `${unfit} is not for what arrives: leave it out`, unfit);
  }
  const bySource = groupBy.filter((id) => id === 'source');
  const rest = { ...query, queryType: 'usage', metrics: ['requests'], groupBy: bySource, granularity };
  const question = parseQuery(refId, rest, ledgerZone);
  if ('code' in question) {
    throw question;
  }
  if (whole && question.filters.length > 0) {
    throw ledgerError('invalid_query', `${whole} is of the collector as a whole: take the filters out`, 'filters');
  }
  return { metrics, groupBy, question };
}

/** Throws where the one asking may not know what arrives: that takes the sight of everything, or an alert rule. */
export function permitIntake({ metrics, question }: IntakeQuestion, scope: Scope): void {
  if (scope.rows !== 'all' || (scope.money !== 'all' && !scope.alert)) {
    throw ledgerError('forbidden', 'What arrives is shown to administrators and alert rules', 'queryType');
  }
  if (scope.hiddenDimensions.includes('source') && question.groupBy.length + question.filters.length > 0) {
    const who = scope.alert ? 'alert rules' : 'you';
    throw ledgerError('forbidden', `source may not be used by ${who}. ${GRANTED_BY}`, 'source');
  }
  if (scope.alert && metrics.length > 1) {
    throw ledgerError(
      'invalid_query',
      `An alert rule takes one metric per query, this one has ${metrics.join(', ')}: make a query of each`,
      'metrics'
    );
  }
}
