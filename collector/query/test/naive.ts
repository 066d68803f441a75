import { type DimensionId } from '../../../contract/dimensions';
import { type MetricId } from '../../../contract/metrics';
import { naiveMetric, type NaiveRow } from './naive-metrics';
import { bucketKey, rangeByName, type Size, SIZES, walkBuckets } from './naive-time';

/** A question with nothing left to default. */
export interface NaiveQuestion {
  readonly metrics: readonly MetricId[];
  readonly groupBy: readonly DimensionId[];
  readonly filters: ReadonlyArray<{ dimension: DimensionId; operator: '=' | '!='; values: readonly string[] }>;
  readonly granularity: 'auto' | 'none' | Size;
  readonly timezone: string;
  /** By name, or [from, to). */
  readonly range: string | readonly [from: number, to: number];
  readonly limit: number | null;
  readonly other: boolean;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
}

export interface NaiveGroup {
  readonly group: readonly string[];
  /** Per metric: the value, or the values of the buckets. */
  readonly values: ReadonlyArray<ReadonlyArray<number | null>>;
}

/** `starts` is null where there are no buckets; `tooMany`: more buckets than may be asked for. */
export type NaiveAnswer = 'tooMany' | { starts: readonly number[] | null; groups: readonly NaiveGroup[] };

const MOST_BUCKETS = 11_000;
const NOMINAL: Record<Size, number> = {
  minute: 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  hour: 3_600_000,
  '6h': 21_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_419_200_000,
};

/** The whole answer, recomputed record by record. Written apart from the engine and sharing nothing with it. */
export function naiveAnswer(ledger: readonly NaiveRow[], question: NaiveQuestion, now: number): NaiveAnswer {
  const times = ledger.map(({ record }) => record.timestamp);
  const first = times.length > 0 ? Math.min(...times) : null;
  const { range, timezone, metrics } = question;
  const [from, to] = typeof range === 'string' ? rangeByName(range, now, timezone, first) : range;
  const size = chooseSize(question, from, to);
  if (size === 'tooMany') {
    return size;
  }
  const buckets = size === null ? null : walkBuckets(size, from, to, timezone);
  const asked = ledger.filter(
    (row) => row.record.timestamp >= from && row.record.timestamp < to && passes(row, question)
  );
  const valuesOf = (rows: readonly NaiveRow[]) => {
    const cells = size && buckets ? cellsOf(rows, [...buckets.keys()], size, timezone) : [rows];
    return metrics.map((metric) => cells.map((cell) => naiveMetric(metric, cell)));
  };
  return {
    starts: buckets && [...buckets.values()],
    groups: orderedGroups(asked, question).map(({ group, rows }) => ({ group, values: valuesOf(rows) })),
  };
}

/** The rows of each bucket. */
function cellsOf(rows: readonly NaiveRow[], keys: readonly string[], size: Size, zone: string): NaiveRow[][] {
  const cells = new Map(keys.map((key): [string, NaiveRow[]] => [key, []]));
  for (const row of rows) {
    cells.get(bucketKey(size, row.record.timestamp, zone))!.push(row);
  }
  return [...cells.values()];
}

interface Group {
  readonly group: readonly string[];
  readonly rows: readonly NaiveRow[];
}

function orderedGroups(rows: readonly NaiveRow[], { groupBy, metrics, limit, other }: NaiveQuestion): Group[] {
  if (groupBy.length === 0) {
    return [{ group: [], rows }];
  }
  const byName = new Map<string, NaiveRow[]>();
  for (const row of rows) {
    const name = JSON.stringify(groupBy.map((id) => dimensionValue(id, row)));
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  const groups = [...byName].map(([name, own]) => ({ group: JSON.parse(name) as string[], rows: own }));
  const total = (group: Group) => naiveMetric(metrics[0]!, group.rows) ?? -Infinity;
  groups.sort((a, b) => (total(a) === total(b) ? byCodePoints(a.group, b.group) : total(a) > total(b) ? -1 : 1));
  const cut = groups.splice(limit ?? Infinity);
  const rest = { group: groupBy.map(() => '(other)'), rows: cut.flatMap((group) => group.rows) };
  return other && cut.length > 0 ? [...groups, rest] : groups;
}

function byCodePoints(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const [left, right] = [[...text], [...(b[index] ?? '')]].map((list) => list.map((char) => char.codePointAt(0)!));
    for (let place = 0; place < Math.max(left!.length, right!.length); place++) {
      const difference = (left![place] ?? -1) - (right![place] ?? -1);
      if (difference !== 0) {
        return difference;
      }
    }
  }
  return 0;
}

function passes(row: NaiveRow, { filters }: NaiveQuestion): boolean {
  return filters.every(({ dimension, operator, values }) => {
    const isOneOf = values.includes(dimensionValue(dimension, row));
    return values.length === 0 || isOneOf === (operator === '=');
  });
}

function dimensionValue(id: DimensionId, { record, rating }: NaiveRow): string {
  const { status_code, user = 'system' } = record;
  const { cost_source, multiplier } = rating;
  const status_class = `${String(status_code)[0]}xx`;
  const tier = multiplier < 1 ? 'economy' : multiplier < 2 ? 'standard' : 'premium';
  const values = {
    ...{ ...record, user, cost_source, status_class, tier },
    cost_check: costCheck(rating),
    multiplier: multiplier.toFixed(6).replace(/\.?0+$/, ''),
  };
  return String(values[id] ?? '(none)');
}

function costCheck({ cost_source, provider_cost: reported, computed_cost: computed }: NaiveRow['rating']) {
  if (cost_source !== 'reported' || reported === null || computed === null) {
    return undefined;
  }
  return 100n * (reported - computed) > reported || 100n * (computed - reported) > reported ? 'differs' : 'agrees';
}

function chooseSize(question: NaiveQuestion, from: number, to: number): Size | null | 'tooMany' {
  const { granularity, timezone, intervalMs, maxDataPoints } = question;
  const fits = (size: Size, most: number) =>
    (to - from) / NOMINAL[size] <= 2 * most && walkBuckets(size, from, to, timezone).size <= most;
  if (granularity === 'none') {
    return null;
  }
  if (granularity === 'auto') {
    return SIZES.find((size) => NOMINAL[size] >= intervalMs && fits(size, maxDataPoints)) ?? 'month';
  }
  return fits(granularity, MOST_BUCKETS) ? granularity : 'tooMany';
}
