import { randomUUID } from 'node:crypto';
import { type UsageRecord } from '../../contract/record';
import { fullScope } from '../access/scope';
import {
  type BookedRecord,
  type Filter,
  type JournalKind,
  type LogPosition,
  type LogRequest,
  type Rewrite,
  type RewriteResult,
  type Store,
} from '../store/store';
import { type GroupOf, lineJson, RepairTally } from './repair-tally';

/** Records of one transaction: short enough that a collector that serves does not notice. */
const CHUNK = 500;

/** Which records a repair is about. */
export interface Selection {
  /** Half open [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly filters: readonly Filter[];
}

export interface Repair {
  readonly kind: JournalKind;
  readonly selection: Selection;
  /** The record as it is to be; the very same object: it stays as it is. Applied twice it changes nothing. */
  readonly change: (before: BookedRecord) => BookedRecord;
  readonly groupOf: GroupOf;
  /** Called with each chunk as it was, before its change is committed: what has to be gone by then. */
  readonly beforeCommit?: (records: readonly UsageRecord[]) => void;
  readonly actor: string;
  readonly reason: string;
  /** What the audit log says beside the difference. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly clock: () => number;
}

/** What a repair would change. Writes nothing. */
export async function previewRepair(store: Store, { selection, change, groupOf }: Repair): Promise<RepairTally> {
  const tally = new RepairTally(groupOf);
  await inChunks(selection, async (request) => {
    const entries = await store.log(fullScope(), request);
    entries.forEach((before) => tally.add(before, change(before)));
    return { read: entries.length, last: entries.at(-1)?.position ?? null };
  });
  return tally;
}

/**
 * Changes records chunk by chunk, each with its journal entry in one transaction, framed by two audit entries.
 *
 * Cut off at any moment, the chunks that are done are whole and journalled, and a second run does the rest.
 */
export async function applyRepair(store: Store, repair: Repair): Promise<RepairTally> {
  const { kind, change, actor, reason, clock } = repair;
  const run = randomUUID();
  const audit = (details: Record<string, unknown>) =>
    store.audit({ time: clock(), act: kind, actor, reason, details: { run, ...repair.details, ...details } });
  const tally = new RepairTally(repair.groupOf);
  const rewrite: Rewrite = {
    change: (before) => {
      const after = change(before);
      tally.add(before, after);
      return after;
    },
    journal: (changes) => {
      const part = new RepairTally(repair.groupOf);
      changes.forEach(({ before, after }) => part.add(before, after));
      repair.beforeCommit?.(changes.map(({ before }) => before.record));
      return { time: clock(), kind, actor, reason, details: { run, ...lineJson(part.total) } };
    },
  };
  await audit({ state: 'started' });
  await inChunks(repair.selection, (request) => store.rewrite(fullScope(), request, rewrite));
  await audit({ state: 'done', ...lineJson(tally.total) });
  return tally;
}

async function inChunks(
  selection: Selection,
  take: (request: LogRequest) => Promise<Pick<RewriteResult, 'read' | 'last'>>
): Promise<void> {
  let after: LogPosition | null = null;
  for (;;) {
    const { read, last }: Pick<RewriteResult, 'read' | 'last'> = await take({ ...selection, limit: CHUNK, after });
    if (read < CHUNK) {
      return;
    }
    after = last;
    // Others get their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
