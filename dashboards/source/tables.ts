import { dimensionInfo, type DimensionId } from '../../contract/dimensions.ts';
import { type MetricId } from '../../contract/metrics.ts';
import { type Column, table } from './panels/table.ts';
import { type Panel } from './panel.ts';
import { type Question, top, usage } from './question.ts';

/** The eight dearest groups and the rest: cost, its change, requests. */
export function drivers(title: string, by: DimensionId, links: readonly object[] = []): Panel {
  return table({
    title,
    description: `The eight with the highest cost and the rest, by ${wordOf(by)}. The change is that of the cost since the stretch of the same length before.`,
    questions: [usage(['cost', 'requests'], [by], { ...top(8), compare: 'previous_period' })],
    columns: {
      [by]: { links },
      cost: { cell: 'bar', width: 150 },
      cost_previous: { hidden: true },
      cost_change: { title: 'Change', width: 85 },
      requests: { width: 85 },
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
    metrics.map((metric): [string, Column] => [metric, metric === first ? { cell: 'bar', width: 150 } : {}])
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
