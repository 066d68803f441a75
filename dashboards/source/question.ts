import type { DimensionId } from '../../contract/dimensions.ts';
import type { MetricId } from '../../contract/metrics.ts';
import type { UsageFilter, UsageQuery } from '../../contract/query.ts';

/** The data source that the dashboard's first variable chooses. */
export const CHOSEN = { type: 'tokenledger-usage-datasource', uid: '${ds}' } as const;
/** The provisioned one, for dashboards that may have no variables. */
export const PROVISIONED = { type: 'tokenledger-usage-datasource', uid: 'tokenledger' } as const;
export type DataSourceRef = typeof CHOSEN | typeof PROVISIONED;

/** A query of a panel: the contract's words, or a variable in a word's place. */
export type Question = Omit<UsageQuery, 'metrics' | 'groupBy' | 'filters'> & {
  metrics?: string[];
  groupBy?: string[];
  filters?: UsageFilter[];
  /** Grafana's: leave the answer out of what is drawn. */
  hide?: boolean;
};

type Words<Word extends string> = ReadonlyArray<Word | `$${string}`>;

/** A question about numbers: one row per group, unless it says a granularity. */
export function usage(
  metrics: Words<MetricId>,
  groupBy: Words<DimensionId> = [],
  more: Partial<Question> = {}
): Question {
  return {
    refId: 'A',
    queryType: 'usage',
    metrics: [...metrics],
    groupBy: [...groupBy],
    granularity: 'none',
    filters: [],
    timezone: 'dashboard',
    ...more,
  };
}

/** The same per day of the dashboard's zone. */
export function daily(
  metrics: Words<MetricId>,
  groupBy: Words<DimensionId> = [],
  more: Partial<Question> = {}
): Question {
  return usage(metrics, groupBy, { granularity: 'day', ...more });
}

/** The same as fine as the panel is wide. */
export function series(
  metrics: Words<MetricId>,
  groupBy: Words<DimensionId> = [],
  more: Partial<Question> = {}
): Question {
  return usage(metrics, groupBy, { granularity: 'auto', ...more });
}

/** Top groups by the first metric, the rest as one. */
export function top(limit: number): Pick<Question, 'limit' | 'other'> {
  return { limit, other: true };
}

/** A filter that holds whatever the variables say. */
export function where(dimension: DimensionId, operator: UsageFilter['operator'], ...values: string[]): UsageFilter {
  return { dimension, operator, values };
}
