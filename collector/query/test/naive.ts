import { type DimensionId } from '../../../contract/dimensions';
import { type MetricId, metricInfo } from '../../../contract/metrics';
import { type DayParts } from '../../store/store';
import { compareTextLists } from './code-points';
import { dimensionValue, type NaiveContext, type NaiveFilter, passes } from './naive-dimensions';
import { mixesUnits, type NaiveDays, naiveMetric, type NaiveRow, naiveStatusHelp } from './naive-metrics';
import {
  type Before,
  type NaiveComparison,
  resolveWhen,
  type Span,
  type When,
  type WhenAsked,
  whenBefore,
} from './naive-range';
import { bucketKey, walkBuckets } from './naive-time';

/** A question with nothing left to default. */
export interface NaiveQuestion extends WhenAsked {
  readonly metrics: readonly MetricId[];
  readonly groupBy: readonly DimensionId[];
  readonly filters: readonly NaiveFilter[];
  readonly limit: number | null;
  readonly other: boolean;
  readonly compare: NaiveComparison | null;
  readonly compareAs: 'fields' | 'previous' | 'change';
  readonly share: boolean;
  readonly unused: boolean;
}

/** Who asks and when. */
export interface NaiveAsking {
  readonly now: number;
  readonly me: string | null;
  readonly dayParts: DayParts;
  /** Models with a price, as far as the asker may know of them. */
  readonly pricedModels?: ReadonlyArray<{ provider?: string; model: string }>;
}

export type Value = number | string | null;

/** The values of one metric, or of what is said beside it; in buckets that are left out there is none. */
export interface NaiveColumn {
  readonly metric: MetricId;
  readonly of: 'value' | 'previous' | 'change' | 'share';
  readonly starts: readonly number[] | null;
  readonly values: readonly Value[];
}

export interface NaiveGroup {
  readonly group: readonly string[];
  readonly columns: readonly NaiveColumn[];
}

/** What went into an answer, to tell whether it says anything. */
export interface NaiveFacts {
  readonly when: When;
  readonly before: Before | null;
  /** Records of the range, of them those that pass, and those of the range before that pass. */
  readonly inRange: number;
  readonly asked: number;
  readonly askedBefore: number;
  readonly cut: number;
  readonly unused: number;
}

/** `tooMany`: more buckets than may be asked for; `units`: a sum of several units; `text`: what is for tables over time;
 * `shareAlone`: a share beside a previous value or change that stands alone; `unused`: over time or compared;
 * `noStatus`: the meaning of a status without grouping by it. */
export type Refusal = 'tooMany' | 'units' | 'text' | 'shareAlone' | 'unused' | 'noStatus';
/** An answer, or reasons why there is none, any of which may be told. */
export type NaiveAnswer = readonly Refusal[] | { readonly groups: readonly NaiveGroup[]; readonly facts: NaiveFacts };

/** The whole answer, recomputed record by record. Written apart from the engine and sharing nothing with it. */
export function naiveAnswer(ledger: readonly NaiveRow[], question: NaiveQuestion, asking: NaiveAsking): NaiveAnswer {
  const { timezone, metrics, compare } = question;
  const times = ledger.map(({ record }) => record.timestamp);
  const when = resolveWhen(question, asking.now, times.length > 0 ? Math.min(...times) : null);
  const refusals = [...refusalsOf(question), ...(when === 'tooMany' ? [when] : [])];
  if (when === 'tooMany' || refusals.length > 0) {
    return refusals;
  }
  const context = { timezone, dayParts: asking.dayParts, me: asking.me };
  const before = compare && whenBefore(when, compare, timezone);
  const all = within(ledger, when.range);
  const rows = all.filter((row) => passes(row, question.filters, context));
  const rowsBefore = before ? within(ledger, before.range).filter((row) => passes(row, question.filters, context)) : [];
  const upToNow = ([from, to]: Span): Span => [from, Math.min(to, asking.now)];
  const daysOf = (span: Span) => countDays(upToNow(span), timezone, asking.dayParts.weekendDays);
  const days = { now: daysOf(when.range), before: daysOf(before ? before.range : [0, 0]) };
  const { groups, cut } = groupsOf(rows, rowsBefore, question, context, days.now);
  if (metrics.includes('units') && summedTogether(groups, cut, question).some(mixesUnits)) {
    return ['units'];
  }
  const totals = { rows, rowsBefore };
  const shown = groups.map((own) => ({
    group: own.group,
    columns: columnsOf(own, totals, question, when, before, days),
  }));
  const unused = question.unused
    ? unusedGroups(ledger, [...groups, ...cut], question, context, asking.pricedModels ?? [])
    : [];
  const blank = columnsOf({ group: [], rows: [], rowsBefore: [] }, totals, question, when, before, days).map(
    (column) => ({
      ...column,
      values: [null],
    })
  );
  const counts = { asked: rows.length, askedBefore: rowsBefore.length, cut: cut.length, unused: unused.length };
  return {
    groups: [...shown, ...unused.map((group) => ({ group, columns: blank }))],
    facts: { when, before, inRange: all.length, ...counts },
  };
}

/** Names of groups outside the range, and of models that have a price where nothing but models is asked about. */
function unusedGroups(
  ledger: readonly NaiveRow[],
  used: readonly Group[],
  { groupBy, filters }: NaiveQuestion,
  context: NaiveContext,
  pricedModels: ReadonlyArray<{ provider?: string; model: string }>
): string[][] {
  if (groupBy.length === 0) {
    return [];
  }
  const names = new Map<string, string[]>();
  const note = (group: readonly string[]) => names.set(JSON.stringify(group), [...group]);
  for (const row of ledger) {
    if (passes(row, filters, context)) {
      note(groupBy.map((id) => dimensionValue(id, row, context)));
    }
  }
  const recorded = [...names.values()];
  const about = [...groupBy, ...filters.filter(({ values }) => values.length > 0).map(({ dimension }) => dimension)];
  if (about.every((id) => id === 'model' || id === 'provider')) {
    for (const priced of pricedModels) {
      const row = {
        record: { ...priced, timestamp: 0, status_code: 200 },
        rating: { multiplier: 1 },
      } as unknown as NaiveRow;
      const isKnown = recorded.some((group) => group[groupBy.indexOf('model')] === priced.model);
      const says = priced.provider !== undefined || (groupBy.includes('model') && !isKnown);
      if (says && passes(row, filters, { ...context, me: context.me })) {
        note(groupBy.map((id) => (id === 'model' ? priced.model : (priced.provider ?? '(none)'))));
      }
    }
  }
  used.forEach(({ group }) => names.delete(JSON.stringify(group)));
  return [...names.values()].sort(compareTextLists);
}

function refusalsOf({ metrics, groupBy, granularity, compare, compareAs, share, unused }: NaiveQuestion): Refusal[] {
  return [
    ...(granularity !== 'none' && metrics.some(isOfWhole) ? ['text' as const] : []),
    ...(compare && compareAs !== 'fields' && share ? ['shareAlone' as const] : []),
    ...(metrics.includes('status_help') && !groupBy.includes('status_code') ? ['noStatus' as const] : []),
    ...(unused && (compare || granularity !== 'none') ? ['unused' as const] : []),
  ];
}

/** Whether a metric is for tables alone. */
function isOfWhole(metric: MetricId): boolean {
  return ['top_model', 'status_help', 'first_used', 'last_used', 'weekend_share'].includes(metric);
}

/** Whether an answer is none. */
export function isRefused(answer: NaiveAnswer): answer is readonly Refusal[] {
  return Array.isArray(answer);
}

function within(ledger: readonly NaiveRow[], [from, to]: Span): NaiveRow[] {
  return ledger.filter(({ record }) => record.timestamp >= from && record.timestamp < to);
}

interface Rows {
  readonly rows: readonly NaiveRow[];
  readonly rowsBefore: readonly NaiveRow[];
}

interface Group extends Rows {
  readonly group: readonly string[];
}

/** Every set of records whose units are added up: shown groups, those they are ranked with, the total of shares. */
function summedTogether(groups: readonly Group[], cut: readonly Group[], { metrics, share }: NaiveQuestion) {
  const ranked = metrics[0] === 'units' ? cut : [];
  const total = share ? [groups, cut].flat().flatMap(({ rows }) => rows) : [];
  return [total, ...[...groups, ...ranked].flatMap(({ rows, rowsBefore }) => [rows, rowsBefore])];
}

/** The groups of either period in their order, those that `limit` cuts off apart. */
function groupsOf(
  rows: readonly NaiveRow[],
  rowsBefore: readonly NaiveRow[],
  { groupBy, metrics, limit, other }: NaiveQuestion,
  context: NaiveContext,
  days: NaiveDays
): { groups: Group[]; cut: Group[] } {
  if (groupBy.length === 0) {
    return { groups: [{ group: [], rows, rowsBefore }], cut: [] };
  }
  const byName = new Map<string, { rows: NaiveRow[]; rowsBefore: NaiveRow[] }>();
  for (const [period, list] of [['rows', rows] as const, ['rowsBefore', rowsBefore] as const]) {
    for (const row of list) {
      const name = JSON.stringify(groupBy.map((id) => dimensionValue(id, row, context)));
      const group = byName.get(name) ?? { rows: [], rowsBefore: [] };
      byName.set(name, group);
      group[period].push(row);
    }
  }
  const groups = [...byName].map(([name, own]) => ({ group: JSON.parse(name) as string[], ...own }));
  const total = (group: Group) => {
    const value = naiveMetric(metrics[0]!, group.rows, days);
    return typeof value === 'number' ? value : -Infinity;
  };
  const totals = new Map(groups.map((group) => [group, total(group)]));
  groups.sort((a, b) => {
    const [left, right] = [totals.get(a)!, totals.get(b)!];
    return left === right ? compareTextLists(a.group, b.group) : left > right ? -1 : 1;
  });
  const cut = groups.splice(limit ?? Infinity);
  if (other && cut.length > 0) {
    const all = { rows: cut.flatMap((group) => group.rows), rowsBefore: cut.flatMap((group) => group.rowsBefore) };
    groups.push({ group: groupBy.map(() => '(other)'), ...all });
  }
  return { groups, cut };
}

function columnsOf(
  { group, rows, rowsBefore }: Group,
  total: Rows,
  { metrics, groupBy, compareAs, share, timezone }: NaiveQuestion,
  when: When,
  before: Before | null,
  days: { readonly now: NaiveDays; readonly before: NaiveDays }
): NaiveColumn[] {
  const cells = cellsOf(rows, when, timezone);
  const cellsBefore = before && cellsBeforeOf(rowsBefore, before);
  const totalCells = share ? cellsOf(total.rows, when, timezone) : [];
  const starts = when.buckets && when.buckets.starts;
  return metrics.flatMap((metric): NaiveColumn[] => {
    const values = cells.map((cell) => naiveMetric(metric, cell, days.now));
    const previous = cellsBefore?.map((cell) => (cell === null ? null : naiveMetric(metric, cell, days.before))) ?? [];
    const isThere = (_: unknown, index: number) => !cellsBefore || cellsBefore[index] !== null;
    const column = (of: NaiveColumn['of'], list: readonly Value[]): NaiveColumn =>
      of === 'previous' || of === 'change'
        ? { metric, of, starts: starts && starts.filter(isThere), values: list.filter(isThere) }
        : { metric, of, starts, values: list };
    const changes = values.map((value, index) => change(value, previous[index] ?? null));
    // A text or an instant has no change, and what it was before is not shown.
    if (isOfWhole(metric) && metric !== 'weekend_share') {
      const status = group[groupBy.indexOf('status_code')] ?? '';
      return [column('value', metric === 'status_help' ? [naiveStatusHelp(status)] : values)];
    }
    if (cellsBefore && compareAs !== 'fields') {
      return [column(compareAs, compareAs === 'previous' ? previous : changes)];
    }
    const isPart = ['sum', 'distinct'].includes(metricInfo(metric).kind);
    const shares = totalCells.map((cell, index) => fraction(values[index]!, naiveMetric(metric, cell, days.now)));
    return [
      column('value', values),
      ...(cellsBefore ? [column('previous', previous)] : []),
      ...(cellsBefore && starts === null ? [column('change', changes)] : []),
      ...(share && isPart ? [column('share', shares)] : []),
    ];
  });
}

/** Each day up to the end of the span counts as the part of it that lies there. */
function countDays([from, to]: Span, zone: string, weekendDays: readonly number[]): NaiveDays {
  // Days since 1970-01-01, a Thursday.
  const isWeekendDay = (day: number) => weekendDays.includes(((day + 3) % 7) + 1);
  const counts = { weekend: 0, other: 0 };
  for (const [day, start] of walkBuckets('day', from, to, zone)) {
    const [, end] = [...walkBuckets('day', start, start + 50 * 3_600_000, zone).values()];
    const part = (Math.min(end!, to) - Math.max(start, from)) / (end! - start);
    counts[isWeekendDay(Number(day)) ? 'weekend' : 'other'] += part;
  }
  return { ...counts, isWeekend: (time) => isWeekendDay(Number(bucketKey('day', time, zone))) };
}

/** The rows of each bucket, or all. */
function cellsOf(rows: readonly NaiveRow[], { buckets }: When, zone: string): Array<readonly NaiveRow[]> {
  if (buckets === null) {
    return [rows];
  }
  const cells = new Map(buckets.keys.map((key): [string, NaiveRow[]] => [key, []]));
  for (const row of rows) {
    cells.get(bucketKey(buckets.size, row.record.timestamp, zone))!.push(row);
  }
  return [...cells.values()];
}

function cellsBeforeOf(rows: readonly NaiveRow[], { buckets }: Before): Array<readonly NaiveRow[] | null> {
  return buckets === null ? [rows] : buckets.map((span) => span && (rows.length === 0 ? [] : within(rows, span)));
}

function change(value: Value, previous: Value): number | null {
  return typeof value === 'number' && typeof previous === 'number' && previous !== 0
    ? (value - previous) / previous
    : null;
}

function fraction(value: Value, total: Value): number | null {
  return typeof value === 'number' && typeof total === 'number' && total !== 0 ? value / total : null;
}
