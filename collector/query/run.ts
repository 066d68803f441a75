import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';
import { type Cell } from '../store/measures';
import { type AggregateRow, type ReadOptions, type Store } from '../store/store';
import { columnsOf, type Texts } from './columns';
import { type Plan } from './plan';
import { groupKey, type GroupTotals, keepGroups, rankGroups } from './rank-groups';
import { type Beginning, readBeginning } from './read-beginning';
import { currentPeriod, type Period, previousPeriod } from './read-period';
import { readPriceEntries } from './read-price-entries';
import { readTopModels } from './read-top-models';
import { type PricedModel, readUnused } from './read-unused';
import { refuseMixedUnits } from './refuse-mixed-units';
import { statusHelp } from './status-help';

/** Without a limit: most series of a graph and most rows of a table. */
const MAX_SERIES = 1_000;
const MAX_ROWS = 10_000;
/** Most values of one answer. */
const MAX_VALUES = 2_000_000;

/** What was read of a group, or of all together, over one time. */
export interface PeriodCells {
  /** Undefined: there are no records. */
  readonly total: Cell | undefined;
  /** By index of the bucket; empty buckets are absent. */
  readonly cells: ReadonlyMap<number, Cell>;
}

export interface GroupResult {
  readonly group: readonly string[] | 'other';
  readonly current: PeriodCells;
  /** Over the time compared with. */
  readonly previous: PeriodCells;
  readonly texts: Texts;
  /** It is known, but has no record in the range: it has no values, not even 0. */
  readonly isUnused?: boolean;
}

export interface Result {
  /** Largest first by the first metric, null last, then by name; then `other`; unused ones by name at the very end. */
  readonly groups: readonly GroupResult[];
  /** All groups together; read where shares of them are asked for. */
  readonly whole: PeriodCells | null;
  /** How many groups there are in all, if the answer was cut without being asked to. */
  readonly cutFrom: number | null;
  /** How many groups are unused, shown or not; null if they were not asked for. */
  readonly unused: number | null;
  /** What a comparison begins with; null where nothing is compared. */
  readonly beginning: Beginning | null;
}

export interface RunOptions extends ReadOptions {
  /** Models that have a price of the ledger's own. */
  readonly pricedModels?: readonly PricedModel[];
  /** The ledger's zone, which the days of prices go by. Default: the question's. */
  readonly ledgerZone?: string;
}

/** Reads what the plan asks for, through the scope. */
export async function runPlan(plan: Plan, scope: Scope, store: Store, options: RunOptions = {}): Promise<Result> {
  const { question, buckets } = plan;
  const { metrics, limit, other } = question;
  const read = (request: Plan['totals']) => store.aggregate(scope, request, { signal: options.signal });
  const [current, previous] = [currentPeriod(plan, read), previousPeriod(plan, read)];
  const columns = columnsOf(question);
  const ranked = allGroups(plan, await current.totals(), await previous.totals());
  const most = limit ?? (buckets ? Math.max(1, Math.floor(MAX_SERIES / columns.length)) : MAX_ROWS);
  const kept = keepGroups(ranked, most, other);
  const keep = kept.length < ranked.length ? kept.map(({ group }) => group) : null;
  const rest = keep && other ? [await readRest(current, previous, keep)] : [];
  const groups = [...kept, ...rest];
  const whole = question.share ? await readWhole(current) : null;
  // Sums decide on the order too, those of groups that are cut off as well.
  const summed = [...groups, ...(metrics[0] === 'units' ? ranked : [])].flatMap((totals) => [
    totals.current,
    totals.previous,
  ]);
  await refuseMixedUnits(question, [...summed, whole?.total], [current, previous], scope);
  refuseTooLarge(groups.length * columns.length * (buckets?.starts.length ?? 1));
  const now = await current.cells({ keep });
  const before = await previous.cells({ keep });
  const unused = await readUnused(plan, ranked, scope, read, options.pricedModels);
  const models = metrics.includes('top_model') ? await readTopModels(question, current, keep) : null;
  const entries = metrics.includes('price_entry')
    ? await readPriceEntries(plan, kept, options.ledgerZone ?? question.timezone, read)
    : null;
  const status = question.groupBy.indexOf('status_code');
  const used = groups.map(({ group, ...totals }): GroupResult => {
    const key = groupKey(group);
    return {
      group,
      current: { total: totals.current, cells: now.get(key) ?? new Map() },
      previous: { total: totals.previous, cells: before.get(key) ?? new Map() },
      texts: {
        top_model: models?.get(key) ?? null,
        price_entry: entries?.get(key) ?? null,
        status_help: group === 'other' || status < 0 ? null : statusHelp(group[status]!),
      },
    };
  });
  return {
    groups: [...used, ...(unused ?? []).slice(0, Math.max(0, MAX_ROWS - used.length)).map(withoutRecords)],
    whole,
    cutFrom: keep && limit === null ? ranked.length : null,
    unused: unused && unused.length,
    beginning: await readBeginning(plan, scope, store, { signal: options.signal }),
  };
}

const NO_TEXTS: Texts = { top_model: null, price_entry: null, status_help: null };

function withoutRecords(group: readonly string[]): GroupResult {
  const none: PeriodCells = { total: undefined, cells: new Map() };
  return { group, current: none, previous: none, texts: NO_TEXTS, isUnused: true };
}

/** Without dimensions there is one group, whether or not it has records. */
function allGroups(
  { question: { metrics, groupBy } }: Plan,
  current: readonly AggregateRow[],
  previous: readonly AggregateRow[]
): GroupTotals[] {
  return groupBy.length > 0
    ? rankGroups(metrics[0]!, current, previous)
    : [{ group: [], current: current[0]?.cell, previous: previous[0]?.cell }];
}

async function readRest(current: Period, previous: Period, keep: ReadonlyArray<readonly string[]>) {
  const cellOf = (rows: readonly AggregateRow[]) => rows.find(({ group }) => group === 'other')?.cell;
  return {
    group: 'other' as const,
    current: cellOf(await current.totals({ keep })),
    previous: cellOf(await previous.totals({ keep })),
  };
}

async function readWhole(current: Period): Promise<PeriodCells> {
  const [total] = await current.totals({ groupBy: [] });
  const cells = await current.cells({ groupBy: [] });
  return { total: total?.cell, cells: cells.get(groupKey([])) ?? new Map() };
}

function refuseTooLarge(values: number): void {
  if (values > MAX_VALUES) {
    throw ledgerError(
      'invalid_query',
      `The answer would have ${values} values, at most ${MAX_VALUES} are given: take a coarser granularity or a limit`
    );
  }
}
