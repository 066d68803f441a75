import { type FrameValue } from '../../contract/frame';
import { isTextMetric, metricInfo, type MetricId, type TextMetricId } from '../../contract/metrics';
import { type Cell } from '../store/measures';
import { FORMULAS } from './metrics';
import { type Question } from './question';

/** One value of an answer per group: a metric, or what is said beside it. */
export interface Column {
  readonly metric: MetricId;
  readonly kind: 'value' | 'previous' | 'change' | 'share';
}

/** A group's texts; null: it was not asked for, or there is none. */
export type Texts = Readonly<Record<TextMetricId, string | null>>;

/** The cells that a column's value is made of; where there are no records there is no cell. */
export interface ColumnCells {
  readonly current: Cell | undefined;
  readonly previous: Cell | undefined;
  /** All groups together. */
  readonly whole: Cell | undefined;
  /** Values of the group's texts. */
  readonly texts: Texts;
}

/** What a question has per group, in order. Change over time is for graphs to show: series have none beside the values. */
export function columnsOf({ metrics, compare, compareAs, granularity, share }: Question): Column[] {
  return metrics.flatMap((metric): Column[] => {
    // What something is called, and when it was, has no change.
    if (isTextMetric(metric) || metricInfo(metric).kind === 'instant') {
      return [{ metric, kind: 'value' }];
    }
    if (compare && compareAs !== 'fields') {
      return [{ metric, kind: compareAs }];
    }
    return [
      { metric, kind: 'value' },
      ...(compare ? [{ metric, kind: 'previous' } as const] : []),
      ...(compare && granularity === 'none' ? [{ metric, kind: 'change' } as const] : []),
      ...(share && isPart(metric) ? [{ metric, kind: 'share' } as const] : []),
    ];
  });
}

/** Whether a metric's values are parts of a whole. */
export function isPart(metric: MetricId): boolean {
  const { kind } = metricInfo(metric);
  return kind === 'sum' || kind === 'distinct';
}

/** Whether a column tells of the time compared with. */
export function isCompared({ kind }: Column): boolean {
  return kind === 'previous' || kind === 'change';
}

export function columnValue({ metric, kind }: Column, { current, previous, whole, texts }: ColumnCells): FrameValue {
  switch (kind) {
    case 'value':
      return isTextMetric(metric) ? texts[metric] : metricValue(metric, current);
    case 'previous':
      return metricValue(metric, previous);
    case 'change':
      return change(metricValue(metric, current), metricValue(metric, previous));
    case 'share':
      return fraction(metricValue(metric, current), metricValue(metric, whole));
  }
}

/** A metric of numbers; null of a text. */
export function metricValue(metric: MetricId, cell: Cell | undefined): number | null {
  if (isTextMetric(metric)) {
    return null;
  }
  return cell ? FORMULAS[metric].value(cell) : metricInfo(metric).empty;
}

function change(value: number | null, previous: number | null): number | null {
  return value === null || previous === null ? null : fraction(value - previous, previous);
}

function fraction(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}
