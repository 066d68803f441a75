import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';
import { type Cell } from '../store/measures';
import { type AggregateRow, type Store } from '../store/store';
import { FORMULAS } from './metrics';
import { type Plan } from './plan';

/** Without a limit: most series of a graph and most rows of a table. */
const MAX_SERIES = 1_000;
const MAX_ROWS = 10_000;
/** Most values of one answer. */
const MAX_VALUES = 2_000_000;

export interface GroupResult {
  readonly group: readonly string[] | 'other';
  readonly total: Cell;
  /** By index of the bucket; empty buckets are absent. */
  readonly cells: ReadonlyMap<number, Cell>;
}

export interface Result {
  /** Largest first by the first metric, null last, then by name; `other` at the very end. */
  readonly groups: readonly GroupResult[];
  /** How many groups there are in all, if the answer was cut without being asked to. */
  readonly cutFrom: number | null;
}

/** Reads what the plan asks for, through the scope. */
export async function runPlan(plan: Plan, scope: Scope, store: Store): Promise<Result> {
  const { question, buckets, totals } = plan;
  const ranked = rank(plan, await store.aggregate(scope, totals));
  const most = buckets ? Math.max(1, Math.floor(MAX_SERIES / question.metrics.length)) : MAX_ROWS;
  const kept = ranked.slice(0, question.limit ?? most);
  const cut = kept.length < ranked.length;
  const keep = cut ? kept.map(({ group }) => group as readonly string[]) : null;
  const rest = cut && question.limit !== null && question.other ? await readRest(plan, scope, store, keep!) : [];
  const groups = [...kept, ...rest];
  const values = groups.length * question.metrics.length * (buckets?.starts.length ?? 1);
  if (values > MAX_VALUES) {
    throw ledgerError(
      'invalid_query',
      `The answer would have ${values} values, at most ${MAX_VALUES} are given: take a coarser granularity or a limit`
    );
  }
  const cells = buckets
    ? cellsByGroup(await store.aggregate(scope, { ...totals, buckets: buckets.starts, keep }))
    : new Map<string, Map<number, Cell>>();
  return {
    groups: groups.map(({ group, cell }) => ({ group, total: cell, cells: cells.get(keyOf(group)) ?? new Map() })),
    cutFrom: cut && question.limit === null ? ranked.length : null,
  };
}

async function readRest(
  plan: Plan,
  scope: Scope,
  store: Store,
  keep: ReadonlyArray<readonly string[]>
): Promise<AggregateRow[]> {
  const rows = await store.aggregate(scope, { ...plan.totals, keep });
  return rows.filter(({ group }) => group === 'other');
}

function rank({ question }: Plan, rows: readonly AggregateRow[]): AggregateRow[] {
  const { value } = FORMULAS[question.metrics[0]!];
  return rows
    .map((row) => ({ row, value: value(row.cell) ?? -Infinity }))
    .sort((a, b) => (a.value === b.value ? compareNames(a.row.group, b.row.group) : b.value - a.value))
    .map(({ row }) => row);
}

function cellsByGroup(rows: readonly AggregateRow[]): Map<string, Map<number, Cell>> {
  const groups = new Map<string, Map<number, Cell>>();
  for (const { group, bucket, cell } of rows) {
    const key = keyOf(group);
    const cells = groups.get(key) ?? new Map<number, Cell>();
    groups.set(key, cells.set(bucket, cell));
  }
  return groups;
}

/** JSON keeps apart what joined texts would not; `other` is no list, so it is like none of them. */
function keyOf(group: AggregateRow['group']): string {
  return JSON.stringify(group);
}

/** By the first value that differs, in code points. */
function compareNames(a: AggregateRow['group'], b: AggregateRow['group']): number {
  const index = [...a].findIndex((text, place) => text !== b[place]);
  return index < 0 ? 0 : Buffer.compare(Buffer.from(a[index]!), Buffer.from(b[index]!));
}
