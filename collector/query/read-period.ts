import { type Cell } from '../store/measures';
import { type AggregateRequest, type AggregateRow } from '../store/store';
import { bucketsOfSpans } from './compare';
import { type RangeCell } from './metrics';
import { type DayCounts } from './time/count-days';
import { type Plan } from './plan';
import { groupKey } from './rank-groups';

/** Reads within the scope of the one asking, as long as anybody waits. */
export type Read = (request: AggregateRequest) => Promise<AggregateRow[]>;

/** The range of a question, or the one it is compared with. */
export interface Period {
  /** Cells over the whole of it. */
  totals(changes?: Partial<AggregateRequest>): Promise<AggregateRow[]>;
  /** Cells by group and index of the question's bucket. */
  cells(changes?: Partial<AggregateRequest>): Promise<ReadonlyMap<string, ReadonlyMap<number, Cell>>>;
}

/** The range that was asked for. */
export function currentPeriod({ buckets, totals, days }: Plan, read: Read): Period {
  return {
    totals: async (changes) => withDays(await read({ ...totals, ...changes }), days?.current),
    cells: async (changes) =>
      buckets ? cellsByGroup(await read({ ...totals, ...changes, buckets: buckets.starts })) : new Map(),
  };
}

/** The range it is compared with; without one there is nothing in it. */
export function previousPeriod({ compared, totals, days }: Plan, read: Read): Period {
  const buckets = compared?.spans && bucketsOfSpans(compared.spans);
  return {
    totals: async (changes) =>
      compared && compared.range.from < compared.range.to
        ? withDays(await read({ ...totals, ...compared.range, ...changes }), days?.previous)
        : [],
    cells: async (changes) => {
      if (!buckets) {
        return new Map();
      }
      const rows = await read({ ...totals, ...buckets.range, ...changes, buckets: buckets.starts });
      return cellsByGroup(
        rows.flatMap((row) => {
          const bucket = buckets.spanOf[row.bucket] ?? null;
          return bucket === null ? [] : [{ ...row, bucket }];
        })
      );
    },
  };
}

/** The rows with the days of the range that they were read from. */
function withDays(rows: AggregateRow[], days: DayCounts | undefined): AggregateRow[] {
  return days ? rows.map((row) => ({ ...row, cell: { ...row.cell, days } satisfies RangeCell })) : rows;
}

function cellsByGroup(rows: readonly AggregateRow[]): Map<string, Map<number, Cell>> {
  const groups = new Map<string, Map<number, Cell>>();
  for (const { group, bucket, cell } of rows) {
    const key = groupKey(group);
    const cells = groups.get(key) ?? new Map<number, Cell>();
    groups.set(key, cells.set(bucket, cell));
  }
  return groups;
}
