import { type MetricInfo } from './metrics';

/**
 * What arrival can be measured by: query type `intake`. All of it is by source.
 */
export const INTAKE_METRICS = [
  {
    id: 'seconds_since_last_record',
    title: 'Seconds since last record',
    unit: 's',
    description:
      'Time since the newest record of the source arrived; sources of the last 30 days. Without granularity.',
    category: 'Intake',
    empty: null,
    kind: 'ratio',
  },
  count('accepted', 'Accepted', 'Records that arrived and were new.'),
  count('rejected', 'Rejected', 'Rows that could not be read, under the source of their token.'),
  count('duplicates', 'Duplicates', 'Records that were on the books already.'),
  count('amended', 'Amended', 'Records that filled absent fields of one on the books.'),
  count('conflicts', 'Conflicts', 'Records that differ from the one on the books, which stays.'),
  {
    id: 'lag_p99',
    title: 'Lag p99',
    unit: 'ms',
    description: 'Time from the start of the call to its arrival here, 99th percentile, within 1 %.',
    category: 'Intake',
    empty: null,
    kind: 'ratio',
  },
  count('unpriced_requests', 'Unpriced requests', 'Calls whose price is unknown, by the time of the call.'),
] as const;

export type IntakeMetricId = (typeof INTAKE_METRICS)[number]['id'];

/** Sizes of bucket that intake is kept for: it is counted by quarters of an hour. */
export const INTAKE_GRANULARITIES = ['auto', 'none', '15m', '30m', 'hour', '6h', 'day', 'week', 'month'] as const;

/** What is known of an intake metric. */
export function intakeMetric(id: IntakeMetricId): MetricInfo<IntakeMetricId> {
  return INTAKE_METRICS.find((info) => info.id === id)!;
}

function count<Id extends string>(id: Id, title: string, description: string) {
  return { id, title, unit: 'short', description, category: 'Intake', empty: 0, kind: 'sum' } as const;
}
