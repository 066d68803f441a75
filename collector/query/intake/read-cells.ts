import { NO_VALUE } from '../../../contract/dimensions';
import { COLLECTOR_METRICS } from '../../../contract/intake';
import { type Scope } from '../../access/scope';
import { type StateSample } from '../../intake/collector-state';
import { type IntakeBook, SLOT_MS } from '../../intake/intake-book';
import { type Count } from '../../store/measures';
import { Pattern } from '../../store/pattern';
import { type AggregateRequest, type Filter, type Store } from '../../store/store';
import { type Plan } from '../plan';
import { IntakeCell } from './intake-cell';
import { type IntakeQuestion } from './parse';

const DAY = 86_400_000;
/** How long a source that has gone quiet is still missed. */
const SOURCE_DAYS = 30;
/** Timestamps may lie this far ahead. */
const AHEAD = 8 * DAY;

/** Cells by the group's values as JSON and index of the bucket. */
export type IntakeCells = Map<string, Map<number, IntakeCell>>;

interface Sources {
  readonly store: Store;
  readonly intake: IntakeBook;
  readonly scope: Scope;
  readonly now: number;
  readonly readState?: () => StateSample;
}

/** Gathers what the metrics need: counts of arrivals, and from the ledger what is true of the records in it now. */
export async function readCells(
  { metrics, groupBy }: Pick<IntakeQuestion, 'metrics' | 'groupBy'>,
  { question, range, buckets, totals }: Plan,
  { store, intake, scope, now, readState }: Sources
): Promise<IntakeCells> {
  const cells: IntakeCells = new Map();
  const cell = (source: string, bucket: number, field = '') =>
    cellAt(cells, JSON.stringify(groupBy.map((id) => (id === 'source' ? source : field || NO_VALUE))), bucket);
  const filters = question.filters.map(reader);
  const passes = (source: string) => filters.every((filter) => filter(source));
  const starts = buckets?.starts ?? [range.from];
  const from = Math.floor(range.from / SLOT_MS) * SLOT_MS;
  const bucketOfSlot = ascending(starts);
  for (const count of intake.counts(scope, { from, to: range.to })) {
    const { slot, source, kind, detail } = count;
    // By field nothing is known but what was rejected.
    if (passes(source) && (kind === 'rejected' || !groupBy.includes('field'))) {
      cell(source, bucketOfSlot(slot), detail).add(count);
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
  if (metrics.some((metric) => COLLECTOR_METRICS.includes(metric))) {
    const [bucketOfCommit, bucketOfSample] = [ascending(starts), ascending(starts)];
    intake
      .commits(scope, { from, to: range.to })
      .forEach((commits) => cell('', bucketOfCommit(commits.slot)).addCommits(commits));
    if (buckets) {
      intake
        .samples(scope, { from, to: range.to })
        .forEach(({ slot, name, value }) => cell('', bucketOfSample(slot)).observe({ [name]: value }));
    } else {
      const records = metrics.includes('records') ? { records: (await store.facts(scope)).records } : {};
      cell('', 0).observe({ ...readState?.(), ...records, uptime_seconds: process.uptime() });
    }
  }
  return cells;
}

/** Tells the bucket of each time; they have to come in order. */
function ascending(starts: readonly number[]): (time: number) => number {
  let bucket = 0;
  return (time) => {
    while (bucket + 1 < starts.length && starts[bucket + 1]! <= time) {
      bucket += 1;
    }
    return bucket;
  };
}

function cellAt(cells: IntakeCells, group: string, bucket: number): IntakeCell {
  const row = cells.get(group) ?? new Map<number, IntakeCell>();
  cells.set(group, row);
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
