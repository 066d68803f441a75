import { type MetricId } from '../../contract/metrics';
import { OTHER_GROUP } from '../../contract/query';
import { type Cell } from '../store/measures';
import { type AggregateRow } from '../store/store';
import { metricValue } from './columns';

/** A group's cells over both times; undefined: it has no records there. */
export interface GroupTotals {
  readonly group: readonly string[];
  readonly current: Cell | undefined;
  readonly previous: Cell | undefined;
}

/** Groups of either time, largest first by the metric's current value, null last, then by name. */
export function rankGroups(
  metric: MetricId,
  current: readonly AggregateRow[],
  previous: readonly AggregateRow[]
): GroupTotals[] {
  const before = new Map(previous.map((row) => [groupKey(row.group), row]));
  const now = new Set(current.map(({ group }) => groupKey(group)));
  const rows = [...current, ...previous.filter(({ group }) => !now.has(groupKey(group)))];
  return rows
    .map(({ group, cell }) => {
      const key = groupKey(group);
      return {
        group: group as readonly string[],
        current: now.has(key) ? cell : undefined,
        previous: before.get(key)?.cell,
      };
    })
    .map((totals) => ({ totals, value: metricValue(metric, totals.current) ?? -Infinity }))
    .sort((a, b) => (a.value === b.value ? compareNames(a.totals.group, b.totals.group) : b.value - a.value))
    .map(({ totals }) => totals);
}

/**
 * The groups that keep their name. Where all others become one row, a real group that has its very name is one of them.
 */
export function keepGroups(ranked: readonly GroupTotals[], most: number, other: boolean): GroupTotals[] {
  const named = other && ranked.length > most ? ranked.filter(({ group }) => !isOther(group)) : ranked;
  return named.slice(0, most);
}

function isOther(group: readonly string[]): boolean {
  return group.every((text) => text === OTHER_GROUP);
}

/** JSON keeps apart what joined texts would not; `other` is no list, so it is like none of them. */
export function groupKey(group: AggregateRow['group']): string {
  return JSON.stringify(group);
}

/** By the first value that differs, in code points. */
export function compareNames(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, place) => text !== b[place]);
  return index < 0 ? 0 : Buffer.compare(Buffer.from(a[index]!), Buffer.from(b[index]!));
}
