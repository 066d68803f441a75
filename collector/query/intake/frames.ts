import { type Frame, type FrameField, type FrameMeta } from '../../../contract/frame';
import { intakeMetric, type IntakeMetricId } from '../../../contract/intake';
import { type Plan } from '../plan';
import { IntakeCell } from './intake-cell';

export interface IntakeGroup {
  /** Empty if not grouped. */
  readonly source: string;
  /** By index of the bucket; empty buckets are absent. */
  readonly cells: ReadonlyMap<number, IntakeCell>;
  readonly total: IntakeCell;
}

interface FrameFacts {
  readonly now: number;
  readonly ledger: 'live' | 'demo';
}

const NONE: IntakeGroup = { source: '', cells: new Map(), total: new IntakeCell() };

/** The contract's frames: one per source and metric over time, else one table with a row per source. */
export function intakeFrames(
  metrics: readonly IntakeMetricId[],
  plan: Plan,
  found: readonly IntakeGroup[],
  { now, ledger }: FrameFacts
): Frame[] {
  const { question, buckets } = plan;
  const { refId } = question;
  const bySource = question.groupBy.length > 0;
  const groups = bySource || found.length > 0 ? found : [NONE];
  if (!buckets) {
    const fields = metrics.map((metric) => metricField(metric, intakeMetric(metric).title));
    const values = metrics.map((metric) => groups.map(({ total }) => total.value(metric, now)));
    return [
      {
        schema: {
          refId,
          meta: { ...frameMeta(plan, ledger), type: 'numeric-long', preferredVisualisationType: 'table' },
          fields: bySource ? [SOURCE_FIELD, ...fields] : fields,
        },
        data: { values: bySource ? [groups.map(({ source }) => source), ...values] : values },
      },
    ];
  }
  const meta: FrameMeta = {
    ...frameMeta(plan, ledger),
    type: 'timeseries-multi',
    preferredVisualisationType: 'graph',
  };
  const frames = groups.flatMap(({ source, cells }) =>
    metrics.map((metric): Frame => {
      const { title, empty } = intakeMetric(metric);
      const name = bySource ? (metrics.length > 1 ? `${title} ${source}` : source) : title;
      const field = { ...metricField(metric, name), ...(bySource ? { labels: { source } } : {}) };
      return {
        schema: { refId, meta, fields: [TIME_FIELD, field] },
        data: {
          values: [
            [...buckets.starts],
            buckets.starts.map((_, index) => cells.get(index)?.value(metric, now) ?? empty),
          ],
        },
      };
    })
  );
  return frames.length > 0 ? frames : [{ schema: { refId, meta, fields: [] }, data: { values: [] } }];
}

const TIME_FIELD: FrameField = { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } };
const SOURCE_FIELD: FrameField = {
  name: 'source',
  type: 'string',
  typeInfo: { frame: 'string' },
  config: { displayNameFromDS: 'Source' },
};

function metricField(metric: IntakeMetricId, displayNameFromDS: string): FrameField {
  const { unit, description } = intakeMetric(metric);
  return {
    name: metric,
    type: 'number',
    typeInfo: { frame: 'float64', nullable: true },
    config: { displayNameFromDS, unit, description },
  };
}

function frameMeta({ question, buckets }: Plan, ledger: 'live' | 'demo'): Omit<FrameMeta, 'type'> {
  return {
    typeVersion: [0, 1],
    notices: [
      ...question.notices.map((text) => ({ severity: 'warning' as const, text })),
      { severity: 'info', text: `Counted by time of arrival, in quarters of an hour. Time zone: ${question.timezone}` },
    ],
    custom: { timezone: question.timezone, granularity: buckets?.size ?? 'none', ledger },
  };
}
