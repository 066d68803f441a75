import { type IntakeMetricId } from '../../../contract/intake';
import { type Scope } from '../../access/scope';
import { type IntakeBook, SLOT_MS } from '../../intake/intake-book';
import { type Count } from '../../store/measures';
import { Pattern } from '../../store/pattern';
import { type AggregateRequest, type Filter, type Store } from '../../store/store';
import { type Plan } from '../plan';
import { IntakeCell } from './intake-cell';

const DAY = 86_400_000;
/** How long a source that has gone quiet is still missed. */
const SOURCE_DAYS = 30;
/** Timestamps may lie this far ahead. */
const AHEAD = 8 * DAY;

/** Cells by source (`''` if not grouped) and index of the bucket. */
export type IntakeCells = Map<string, Map<number, IntakeCell>>;

interface Sources {
  readonly store: Store;
  readonly intake: IntakeBook;
  readonly scope: Scope;
  readonly now: number;
}

/** Gathers what the metrics need: counts of arrivals, and from the ledger what is true of the records in it now. */
export async function readCells(
  metrics: readonly IntakeMetricId[],
  { question, range, buckets, totals }: Plan,
  { store, intake, scope, now }: Sources
): Promise<IntakeCells> {
  const cells: IntakeCells = new Map();
  const grouped = question.groupBy.length > 0;
  const cell = (source: string, bucket: number) => cellAt(cells, grouped ? source : '', bucket);
  const filters = question.filters.map(reader);
  const passes = (source: string) => filters.every((filter) => filter(source));
  const starts = buckets?.starts ?? [range.from];
  const from = Math.floor(range.from / SLOT_MS) * SLOT_MS;
  let bucket = 0;
  for (const count of intake.counts(scope, { from, to: range.to })) {
    // They come in order of time.
    while (bucket + 1 < starts.length && starts[bucket + 1]! <= count.slot) {
      bucket += 1;
    }
    if (passes(count.source)) {
      cell(count.source, bucket).add(count);
    }
  }
  const read = async (
    measure: Count,
    request: Partial<AggregateRequest>,
    put: (to: IntakeCell, value: number) => void
  ) => {
    const rows = await store.aggregate(scope, { ...totals, ...request, measures: [measure] });
    rows.forEach((row) => put(cell(row.group[0] ?? '', row.bucket), row.cell.count(measure)));
  };
  if (metrics.includes('unpriced_requests')) {
    await read('unpriced_requests', { buckets: buckets?.starts ?? null }, (to, value) => (to.unpriced += value));
  }
  if (metrics.includes('seconds_since_last_record')) {
    const recent = { from: now - SOURCE_DAYS * DAY, to: now + AHEAD };
    const last = (to: IntakeCell, value: number) => (to.last = Math.max(to.last ?? 0, value));
    await read('last_received_at', recent, last);
    // What arrived just now may have happened long ago: a backfill.
    intake.lastArrivals(scope, recent.from).forEach((receivedAt, source) => {
      if (passes(source)) {
        last(cell(source, 0), receivedAt);
      }
    });
  }
  return cells;
}

function cellAt(cells: IntakeCells, source: string, bucket: number): IntakeCell {
  const row = cells.get(source) ?? new Map<number, IntakeCell>();
  cells.set(source, row);
  const cell = row.get(bucket) ?? new IntakeCell();
  row.set(bucket, cell);
  return cell;
}

/** Whether a source is one of those that a filter leaves. */
function reader({ operator, values }: Filter): (source: string) => boolean {
  const patterns = operator === '=~' || operator === '!~' ? values.map((value) => new Pattern(value)) : null;
  const isMeant = (source: string) =>
    patterns ? patterns.some((pattern) => pattern.matches(source)) : values.includes(source);
  const wanted = operator === '=' || operator === '=~';
  return (source) => isMeant(source) === wanted;
}
