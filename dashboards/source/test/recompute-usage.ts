import { type MetricId, metricInfo } from '../../../contract/metrics';
import { DEFAULT_DAY_PARTS } from '../../../collector/store/store';
import { isRefused, naiveAnswer, type NaiveColumn, type NaiveQuestion } from '../../../collector/query/test/naive';
import { type NaiveRow } from '../../../collector/query/test/naive-metrics';
import { type ExpectedColumn, type ExpectedFrame, type Recompute } from './expected-frame';
import { naiveQuestion } from './naive-question';
import { priceEntries } from './price-entries';

/** Sums of doubles in another order, and fractions of them, may differ in the last digits. */
const ROUNDING = 1e-12;

export interface UsageFacts {
  readonly rows: readonly NaiveRow[];
  readonly now: number;
  readonly ledgerZone: string;
  /** The person asking. */
  readonly me: string;
  /** Models with a price in the configuration, as rows tell of prices only where there are calls. */
  readonly pricedModels: ReadonlyArray<{ provider?: string; model: string }>;
}

/** Questions of type `usage`. */
export function recomputeUsage({ rows, now, ledgerZone, me, pricedModels }: UsageFacts): Recompute {
  return (query, range) => {
    const asked = naiveQuestion(query, range, ledgerZone);
    const question = { ...asked, metrics: asked.metrics.filter((id) => id !== 'price_entry') };
    const answer = naiveAnswer(rows, question, { now, me, dayParts: DEFAULT_DAY_PARTS, pricedModels });
    if (isRefused(answer)) {
      throw new Error(`refused for ${answer.join(', ')}`);
    }
    if (question.granularity !== 'none') {
      return seriesOf(answer.groups, question);
    }
    const table = tableOf(answer.groups, question);
    const place = asked.metrics.indexOf('price_entry');
    const names = answer.groups.map(({ group }) => group);
    return place < 0
      ? [table]
      : [table.toSpliced(asked.groupBy.length + place, 0, priceEntries(asked, names, rows, ledgerZone))];
  };
}

type Groups = ReadonlyArray<{ group: readonly string[]; columns: readonly NaiveColumn[] }>;

function tableOf(groups: Groups, { groupBy, metrics, ...question }: NaiveQuestion): ExpectedFrame {
  const names = groupBy.map((name, index) => ({ name, values: groups.map(({ group }) => group[index]) }));
  // Of no group at all there is nothing to read the columns from.
  const columns = groups[0]?.columns ?? metrics.flatMap((metric) => emptyColumns(metric, question));
  const values = columns.map(({ metric, of }, index) => ({
    ...{ name: nameOf({ metric, of }), relative: relativeOf({ metric, of }) },
    values: groups.map((group) => group.columns[index]!.values[0]),
  }));
  return [...names, ...values];
}

function emptyColumns(metric: MetricId, { compare, share }: Pick<NaiveQuestion, 'compare' | 'share'>) {
  const { kind } = metricInfo(metric);
  const plain = kind === 'text' || kind === 'instant';
  const beside = [
    ...(compare ? (['previous', 'change'] as const) : []),
    ...(share && (kind === 'sum' || kind === 'distinct') ? (['share'] as const) : []),
  ];
  return ['value' as const, ...(plain ? [] : beside)].map((of) => ({ metric, of }));
}

function seriesOf(groups: Groups, { groupBy, compareAs }: NaiveQuestion): ExpectedFrame[] {
  return groups.flatMap(({ group, columns }) =>
    columns.map((column): ExpectedFrame => {
      const isBefore = column.of === 'previous' && compareAs === 'fields';
      const labels = {
        ...Object.fromEntries(groupBy.map((id, index) => [id, group[index]!])),
        ...(isBefore ? { period: 'previous' } : {}),
      };
      const name = isBefore ? column.metric : nameOf(column);
      const value: ExpectedColumn = { name, labels, values: column.values, relative: relativeOf(column) };
      return [{ name: 'time', values: column.starts ?? [] }, value];
    })
  );
}

function nameOf({ metric, of }: Pick<NaiveColumn, 'metric' | 'of'>): string {
  return of === 'value' ? metric : `${metric}_${of}`;
}

/** Money and counts are exact, and percentiles are here too: the contract allows them a hundredth. */
function relativeOf({ metric, of }: Pick<NaiveColumn, 'metric' | 'of'>): number {
  const isRatio = of === 'change' || of === 'share' || metricInfo(metric).kind === 'ratio';
  return isRatio ? ROUNDING : 0;
}
