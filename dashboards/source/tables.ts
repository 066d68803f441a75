import { dimensionInfo, type DimensionId } from '../../contract/dimensions.ts';
import { type MetricId } from '../../contract/metrics.ts';
import { type Column, table } from './panels/table.ts';
import { type Panel } from './panel.ts';
import { type Question, usage } from './question.ts';
import { COMPARE, COMPARE_TEXT } from './shared-variables.ts';

/** The ten dearest groups: cost, its part of the whole, its change, requests. */
export function drivers(title: string, by: DimensionId, links: readonly object[] = []): Panel {
  return table({
    title,
    description: `The ten with the highest cost, by ${wordOf(by)}. The share is of all cost, the change that of the cost since ${COMPARE_TEXT}.`,
    questions: [usage(['cost', 'requests'], [by], { limit: 10, share: true, compare: COMPARE })],
    columns: {
      [by]: { links },
      cost: { cell: 'bar' },
      cost_previous: { hidden: true },
      cost_change: { title: 'Change', width: 80 },
      cost_share: { title: 'Share', width: 70 },
      requests: { width: 85 },
      requests_share: { hidden: true },
      requests_previous: { hidden: true },
      requests_change: { hidden: true },
    },
  });
}

export interface GroupTableOptions {
  readonly title: string;
  readonly description: string;
  readonly by: readonly DimensionId[];
  /** The first one is what rows are ordered and bars are drawn by. */
  readonly metrics: readonly MetricId[];
  readonly links?: readonly object[];
  readonly question?: Partial<Question>;
  readonly pages?: boolean;
  readonly columns?: Readonly<Record<string, Column>>;
  readonly noValue?: string;
}

/** A row for each group, what it spent or did, largest first. */
export function groupTable(options: GroupTableOptions): Panel {
  const { title, description, by, metrics, links = [], question = {}, pages, columns = {}, noValue } = options;
  const [first] = metrics;
  const metricColumns = Object.fromEntries(
    metrics.map((metric): [string, Column] => [metric, metric === first ? { cell: 'bar' } : {}])
  );
  return table({
    title,
    description,
    questions: [usage(metrics, by, question)],
    pages,
    noValue,
    columns: {
      ...Object.fromEntries(by.map((dimension, index): [string, Column] => [dimension, index === 0 ? { links } : {}])),
      ...metricColumns,
      ...columns,
    },
  });
}

function wordOf(by: DimensionId): string {
  const { title } = dimensionInfo(by);
  return title === 'API key' ? title : title.toLowerCase();
}

/** Parts of the day in words. */
export const DAY_PARTS = [
  {
    type: 'value',
    options: { peak: { text: 'Peak' }, off_peak: { text: 'Off-peak' }, weekend: { text: 'Weekend' } },
  },
];
