import { DIMENSIONS, type DimensionId } from '../../contract/dimensions';
import { type Frame, type FrameField, type FrameMeta, type FrameNotice, type FrameValue } from '../../contract/frame';
import { metricInfo, type MetricId } from '../../contract/metrics';
import { OTHER_GROUP } from '../../contract/query';
import { type Cell } from '../store/measures';
import { dependsOnPrices, FORMULAS } from './metrics';
import { type Buckets, type Plan } from './plan';
import { type GroupResult, type Result } from './run';

/** What every answer says besides its numbers. */
export interface FrameContext {
  readonly ledger: 'live' | 'demo';
}

/** The contract's frames: one per group and metric over time, else one table with a row per group. */
export function framesFromResult(plan: Plan, result: Result, context: FrameContext): Frame[] {
  return plan.buckets ? seriesFrames(plan, plan.buckets, result, context) : [totalsFrame(plan, result, context)];
}

function totalsFrame(plan: Plan, result: Result, context: FrameContext): Frame {
  const { refId, metrics, groupBy } = plan.question;
  const rows = groupBy.length > 0 || result.groups.length > 0 ? result.groups : [null];
  return {
    schema: {
      refId,
      meta: { ...frameMeta(plan, result, context), type: 'numeric-long', preferredVisualisationType: 'table' },
      fields: [
        ...groupBy.map(dimensionField),
        ...metrics.map((metric) => metricField(metric, metricInfo(metric).title)),
      ],
    },
    data: {
      values: [
        ...groupBy.map((_, index) => rows.map((row): FrameValue => (row ? groupValue(row.group, index) : null))),
        ...metrics.map((metric) => rows.map((row) => metricValue(metric, row?.total))),
      ],
    },
  };
}

function seriesFrames(plan: Plan, { starts }: Buckets, result: Result, context: FrameContext): Frame[] {
  const { refId, metrics, groupBy } = plan.question;
  const meta: FrameMeta = {
    ...frameMeta(plan, result, context),
    type: 'timeseries-multi',
    preferredVisualisationType: 'graph',
  };
  const groups: ReadonlyArray<Pick<GroupResult, 'group' | 'cells'>> =
    groupBy.length > 0 || result.groups.length > 0 ? result.groups : [{ group: [], cells: new Map() }];
  const frames = groups.flatMap(({ group, cells }) =>
    metrics.map((metric): Frame => {
      const labels = Object.fromEntries(groupBy.map((id, index) => [id, groupValue(group, index)]));
      const field = metricField(metric, seriesName(metric, Object.values(labels), metrics.length > 1));
      return {
        schema: { refId, meta, fields: [TIME_FIELD, groupBy.length > 0 ? { ...field, labels } : field] },
        data: { values: [[...starts], starts.map((_, index) => metricValue(metric, cells.get(index)))] },
      };
    })
  );
  return frames.length > 0 ? frames : [{ schema: { refId, meta, fields: [] }, data: { values: [] } }];
}

const TIME_FIELD: FrameField = { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } };

function metricValue(metric: MetricId, cell: Cell | undefined): number | null {
  return cell ? FORMULAS[metric].value(cell) : metricInfo(metric).empty;
}

function groupValue(group: GroupResult['group'], index: number): string {
  return group === 'other' ? OTHER_GROUP : group[index]!;
}

function seriesName(metric: MetricId, group: string[], several: boolean): string {
  const { title } = metricInfo(metric);
  const name = group.join(', ');
  return name === '' ? title : several ? `${title} ${name}` : name;
}

function metricField(metric: MetricId, displayNameFromDS: string): FrameField {
  const { unit, description } = metricInfo(metric);
  return {
    name: metric,
    type: 'number',
    typeInfo: { frame: 'float64', nullable: true },
    config: { displayNameFromDS, unit, description },
  };
}

function dimensionField(id: DimensionId): FrameField {
  const { title } = DIMENSIONS.find((info) => info.id === id)!;
  return { name: id, type: 'string', typeInfo: { frame: 'string' }, config: { displayNameFromDS: title } };
}

function frameMeta(plan: Plan, result: Result, context: FrameContext): Omit<FrameMeta, 'type'> {
  return {
    typeVersion: [0, 1],
    executedQueryString: describePlan(plan),
    notices: notices(plan, result, context),
    custom: { timezone: plan.question.timezone, granularity: plan.buckets?.size ?? 'none', ledger: context.ledger },
  };
}

function describePlan({ question, range, buckets }: Plan): string {
  const { metrics, groupBy, filters, timezone } = question;
  return [
    metrics.join(', '),
    ...(groupBy.length > 0 ? [`by ${groupBy.join(', ')}`] : []),
    ...(buckets ? [`per ${buckets.size}`] : []),
    ...filters.map(({ dimension, operator, values }) => `${dimension} ${operator} ${values.join(' | ')}`),
    `from ${new Date(range.from).toISOString()} to ${new Date(range.to).toISOString()}`,
    timezone,
  ].join('\n');
}

function notices({ question }: Plan, result: Result, { ledger }: FrameContext): FrameNotice[] {
  const unpriced = question.metrics.some(dependsOnPrices)
    ? result.groups.reduce((sum, { total }) => sum + total.count('unpriced_requests'), 0)
    : 0;
  return [
    ...(ledger === 'demo' ? [info('Demo ledger: all usage is generated, no call was made.')] : []),
    ...(unpriced > 0
      ? [
          warning(
            `Calls without a known price: ${unpriced}. They are missing from the money shown; see unpriced_requests by model.`
          ),
        ]
      : []),
    ...(result.cutFrom !== null
      ? [
          warning(
            `Only the first ${result.groups.length} of ${result.cutFrom} groups are shown. Set a limit, or filter.`
          ),
        ]
      : []),
    ...question.notices.map(warning),
    info(`Time zone: ${question.timezone}`),
  ];
}

function info(text: string): FrameNotice {
  return { severity: 'info', text };
}

function warning(text: string): FrameNotice {
  return { severity: 'warning', text };
}
