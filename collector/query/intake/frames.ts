import { type Frame, type FrameField, type FrameMeta } from '../../../contract/frame';
import { INTAKE_DIMENSIONS, type IntakeDimensionId, intakeMetric, type IntakeMetricId } from '../../../contract/intake';
import { type Plan } from '../plan';
import { IntakeCell } from './intake-cell';
import { type IntakeQuestion } from './parse';

export interface IntakeGroup {
  /** A value for each of `groupBy`. */
  readonly group: readonly string[];
  /** By index of the bucket; empty buckets are absent. */
  readonly cells: ReadonlyMap<number, IntakeCell>;
  readonly total: IntakeCell;
}

interface FrameFacts {
  readonly now: number;
  readonly ledger: 'live' | 'demo';
}

const NONE: IntakeGroup = { group: [], cells: new Map(), total: new IntakeCell() };

/** The contract's frames: one per group and metric over time, else one table with a row per group. */
export function intakeFrames(
  { metrics, groupBy }: Pick<IntakeQuestion, 'metrics' | 'groupBy'>,
  plan: Plan,
  found: readonly IntakeGroup[],
  { now, ledger }: FrameFacts
): Frame[] {
  const { question, buckets } = plan;
  const { refId } = question;
  const isGrouped = groupBy.length > 0;
  const groups = isGrouped || found.length > 0 ? found : [NONE];
  if (!buckets) {
    const fields = metrics.map((metric) => metricField(metric, intakeMetric(metric).title));
    const values = metrics.map((metric) => groups.map(({ total }) => total.value(metric, now)));
    return [
      {
        schema: {
          refId,
          meta: { ...frameMeta(plan, ledger), type: 'numeric-long', preferredVisualisationType: 'table' },
          fields: [...groupBy.map(dimensionField), ...fields],
        },
        data: { values: [...groupBy.map((_, index) => groups.map(({ group }) => group[index]!)), ...values] },
      },
    ];
  }
  const meta: FrameMeta = {
    ...frameMeta(plan, ledger),
    type: 'timeseries-multi',
    preferredVisualisationType: 'graph',
  };
  const frames = groups.flatMap(({ group, cells }) =>
    metrics.map((metric): Frame => {
      const { title, empty } = intakeMetric(metric);
      const own = group.join(', ');
      const name = isGrouped ? (metrics.length > 1 ? `${title} ${own}` : own) : title;
      const labels = Object.fromEntries(groupBy.map((id, index) => [id, group[index]!]));
      const field = { ...metricField(metric, name), ...(isGrouped ? { labels } : {}) };
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

function dimensionField(id: IntakeDimensionId): FrameField {
  const { title } = INTAKE_DIMENSIONS.find((info) => info.id === id)!;
  return { name: id, type: 'string', typeInfo: { frame: 'string' }, config: { displayNameFromDS: title } };
}

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
