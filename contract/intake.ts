import { type DimensionInfo, dimensionInfo } from './dimensions';
import { type MetricInfo } from './metrics';

/** What `intake` can be grouped by: rejected rows also by the field that was wrong. */
export const INTAKE_DIMENSIONS = [
  dimensionInfo('source'),
  {
    id: 'field',
    title: 'Field',
    description: 'Field for which rows were rejected. `(none)`: the row was no record at all.',
    category: 'Intake',
  },
] as const satisfies ReadonlyArray<DimensionInfo<string>>;
export type IntakeDimensionId = 'source' | 'field';

/**
 * What arrival can be measured by, and the collector it arrives at: query type `intake`. What arrives is by source, the
 * collector's own state is of the whole.
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
  state('records', 'Records', 'short', 'Records on the books now.'),
  state('store_bytes', 'Store size', 'bytes', 'Size of the ledger’s files.'),
  state(
    'wal_bytes',
    'Write-ahead log',
    'bytes',
    'Part of the store that the next checkpoint folds into the ledger’s file.'
  ),
  state('disk_free_bytes', 'Free disk space', 'bytes', 'What the disk of the data folder has room for.'),
  state('process_memory_bytes', 'Memory', 'bytes', 'Memory of the collector’s process (resident).'),
  state('uptime_seconds', 'Uptime', 's', 'Time since the collector’s process started.'),
  state('commit_p99', 'Commit p99', 'ms', 'Time of durable commits, 99th percentile, within 1 %.'),
] as const;

export type IntakeMetricId = (typeof INTAKE_METRICS)[number]['id'];

/** Those of the collector as a whole: no source has one of its own. */
export const COLLECTOR_METRICS: readonly IntakeMetricId[] = INTAKE_METRICS.filter(
  ({ category }) => category === 'Collector'
).map(({ id }) => id);

/** Those that are known for now only. */
export const NOW_METRICS: readonly IntakeMetricId[] = ['seconds_since_last_record', 'records', 'uptime_seconds'];

/** Sizes of bucket that intake is kept for: it is counted by quarters of an hour. */
export const INTAKE_GRANULARITIES = ['auto', 'none', '15m', '30m', 'hour', '6h', 'day', 'week', 'month'] as const;

/** What is known of an intake metric. */
export function intakeMetric(id: IntakeMetricId): MetricInfo<IntakeMetricId> {
  return INTAKE_METRICS.find((info) => info.id === id)!;
}

function state<Id extends string>(id: Id, title: string, unit: string, description: string) {
  return { id, title, unit, description, category: 'Collector', empty: null, kind: 'ratio' } as const;
}

function count<Id extends string>(id: Id, title: string, description: string) {
  return { id, title, unit: 'short', description, category: 'Intake', empty: 0, kind: 'sum' } as const;
}
