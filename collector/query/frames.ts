import { type DimensionId, dimensionInfo } from '../../contract/dimensions';
import { type Frame, type FrameField, type FrameMeta, type FrameValue } from '../../contract/frame';
import { isTextMetric, metricInfo } from '../../contract/metrics';
import { OTHER_GROUP } from '../../contract/query';
import { type Column, columnsOf, columnValue, isCompared } from './columns';
import { sayEstimate } from './estimate';
import { noticesOf } from './notices';
import { type Plan } from './plan';
import { type GroupResult, type Result } from './run';
import { type Buckets } from './time/buckets';

/** What every answer says besides its numbers. */
export interface FrameContext {
  readonly ledger: 'live' | 'demo';
}

/** The contract's frames: one per group and column over time, else one table with a row per group. */
export function framesFromResult(plan: Plan, result: Result, context: FrameContext): Frame[] {
  return plan.buckets ? seriesFrames(plan, plan.buckets, result, context) : [totalsFrame(plan, result, context)];
}

function totalsFrame(plan: Plan, result: Result, context: FrameContext): Frame {
  const { refId, groupBy } = plan.question;
  const columns = columnsOf(plan.question);
  return {
    schema: {
      refId,
      meta: { ...frameMeta(plan, result, context), type: 'numeric-long', preferredVisualisationType: 'table' },
      fields: [
        ...groupBy.map(dimensionField),
        ...columns.map((column) => {
          const field = columnField(column, metricInfo(column.metric).title);
          return sayEstimate(field, column, plan.question, result.groups[0]?.current.total);
        }),
      ],
    },
    data: {
      values: [
        ...groupBy.map((_, index) => result.groups.map(({ group }): FrameValue => groupValue(group, index))),
        ...columns.map((column) => result.groups.map((group) => totalValue(column, group, result))),
      ],
    },
  };
}

function seriesFrames(plan: Plan, { starts }: Buckets, result: Result, context: FrameContext): Frame[] {
  const { question, compared } = plan;
  const { refId, groupBy, metrics, compareAs } = question;
  const meta: FrameMeta = {
    ...frameMeta(plan, result, context),
    type: 'timeseries-multi',
    preferredVisualisationType: 'graph',
  };
  const all = starts.map((_, index) => index);
  const comparable = all.filter((index) => compared?.spans?.[index] !== null);
  const frames = result.groups.flatMap((group) =>
    columnsOf(question).map((column): Frame => {
      const names = groupBy.map((_, index) => groupValue(group.group, index));
      const isSecondPeriod = column.kind === 'previous' && compareAs === 'fields';
      const labels = {
        ...Object.fromEntries(groupBy.map((id, index) => [id, names[index]!])),
        ...(isSecondPeriod ? { period: 'previous' } : {}),
      };
      const field = columnField(column, seriesName(column, names, metrics.length > 1));
      const named = isSecondPeriod ? { ...field, name: column.metric } : field;
      const places = isCompared(column) ? comparable : all;
      return {
        schema: { refId, meta, fields: [TIME_FIELD, Object.keys(labels).length > 0 ? { ...named, labels } : named] },
        data: {
          values: [
            places.map((index) => starts[index]!),
            places.map((index) => bucketValue(column, group, result, index)),
          ],
        },
      };
    })
  );
  return frames.length > 0 ? frames : [{ schema: { refId, meta, fields: [] }, data: { values: [] } }];
}

const TIME_FIELD: FrameField = { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } };

function totalValue(
  column: Column,
  { current, previous, texts, isUnused }: GroupResult,
  { whole }: Result
): FrameValue {
  if (isUnused) {
    return null;
  }
  const cells = { current: current.total, previous: previous.total, whole: whole?.total };
  return columnValue(column, { ...cells, texts });
}

function bucketValue(
  column: Column,
  { current, previous, texts }: GroupResult,
  { whole }: Result,
  bucket: number
): FrameValue {
  const cells = {
    current: current.cells.get(bucket),
    previous: previous.cells.get(bucket),
    whole: whole?.cells.get(bucket),
  };
  return columnValue(column, { ...cells, texts });
}

function groupValue(group: GroupResult['group'], index: number): string {
  return group === 'other' ? OTHER_GROUP : group[index]!;
}

function seriesName({ metric }: Column, group: readonly string[], several: boolean): string {
  const { title } = metricInfo(metric);
  const name = group.join(', ');
  return name === '' ? title : several ? `${title} ${name}` : name;
}

/** What is said beside a metric's value: unit (the metric's own, if undefined) and meaning. */
const BESIDE: Readonly<Record<Exclude<Column['kind'], 'value'>, { unit?: string; description: string }>> = {
  previous: { description: 'In the time compared with.' },
  change: { unit: 'percentunit', description: '(Value − previous value) ÷ previous value.' },
  share: { unit: 'percentunit', description: 'Value ÷ that of all groups together.' },
};

function columnField({ metric, kind }: Column, name: string): FrameField {
  const { unit, description } = metricInfo(metric);
  if (isTextMetric(metric)) {
    return {
      name: metric,
      type: 'string',
      typeInfo: { frame: 'string', nullable: true },
      config: { displayNameFromDS: name, description },
    };
  }
  const beside = kind === 'value' ? null : BESIDE[kind];
  return {
    name: beside ? `${metric}_${kind}` : metric,
    type: 'number',
    typeInfo: { frame: 'float64', nullable: true },
    config: {
      displayNameFromDS: beside ? `${name} (${kind})` : name,
      unit: beside?.unit ?? unit,
      description: beside ? `${description} ${beside.description}` : description,
    },
  };
}

function dimensionField(id: DimensionId): FrameField {
  const { title } = dimensionInfo(id);
  return { name: id, type: 'string', typeInfo: { frame: 'string' }, config: { displayNameFromDS: title } };
}

function frameMeta(plan: Plan, result: Result, { ledger }: FrameContext): Omit<FrameMeta, 'type'> {
  return {
    typeVersion: [0, 1],
    executedQueryString: describePlan(plan),
    notices: noticesOf(plan, result, ledger),
    custom: { timezone: plan.question.timezone, granularity: plan.buckets?.size ?? 'none', ledger },
  };
}

function describePlan({ question, range, buckets, compared }: Plan): string {
  const { metrics, groupBy, filters, timezone, share, unused } = question;
  const span = ({ from, to }: Plan['range']) => `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return [
    metrics.join(', '),
    ...(groupBy.length > 0 ? [`by ${groupBy.join(', ')}`] : []),
    ...(buckets ? [`per ${buckets.size}`] : []),
    ...filters.map(({ dimension, operator, values }) => `${dimension} ${operator} ${values.join(' | ')}`),
    `from ${span(range)}`,
    ...(compared ? [`compared with ${span(compared.range)}`] : []),
    ...(share ? ['with shares'] : []),
    ...(unused ? ['with unused groups'] : []),
    timezone,
  ].join('\n');
}
