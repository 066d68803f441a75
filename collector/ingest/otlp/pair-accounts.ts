import { type CallRow, type KnownSpan } from './otlp-rows';

/** Clocks of one process agree to this. */
const SLACK_MS = 2;
/** More accounts of one model than these in a request are not compared. */
const MOST_COMPARED = 5_000;

interface Accounts {
  readonly rows: CallRow[];
  readonly known: KnownSpan[];
}

/**
 * Two instrumentations of one process may tell of a call in traces of their own. Where no id says that it is one call,
 * this does: the same process and model, different scopes, one within the time of the other, and the same usage or, of
 * failures, the same outcome. Of several that fit the tightest counts, once.
 */
export function pairAccounts(rows: CallRow[], known: KnownSpan[]): Accounts {
  const renamed = new Map<string, string>();
  for (const accounts of comparable(rows)) {
    const taken = new Set<CallRow>();
    const byStart = accounts.toSorted((a, b) => a.start - b.start || b.end - a.end);
    for (const inner of byStart.toSorted((a, b) => a.end - a.start - (b.end - b.start))) {
      const outer = taken.has(inner) ? undefined : tightest(inner, byStart, taken);
      if (outer) {
        taken.add(inner).add(outer);
        const [kept, other] = inner.teller?.isIdentified ? [inner, outer] : [outer, inner];
        renamed.set(other.row.id, kept.row.id);
      }
    }
  }
  if (renamed.size === 0) {
    return { rows, known };
  }
  return {
    rows: rows.map((row) => ({ ...row, row: { ...row.row, id: renamed.get(row.row.id) ?? row.row.id } })),
    known: known.map((call) => ({ ...call, record: renamed.get(call.record) ?? call.record })),
  };
}

/** Accounts that tell of the same model in the same process, of at least two scopes. */
function comparable(rows: readonly CallRow[]): CallRow[][] {
  const groups = new Map<string, CallRow[]>();
  for (const row of rows) {
    if (row.teller && row.row.model !== undefined) {
      const key = JSON.stringify([row.teller.service, row.row.model]);
      const group = groups.get(key);
      if (group) {
        group.push(row);
      } else {
        groups.set(key, [row]);
      }
    }
  }
  return [...groups.values()].filter(
    (group) => group.length <= MOST_COMPARED && new Set(group.map(({ teller }) => teller!.scope)).size > 1
  );
}

function tightest(inner: CallRow, byStart: readonly CallRow[], taken: ReadonlySet<CallRow>): CallRow | undefined {
  let best: CallRow | undefined;
  for (const outer of byStart) {
    if (outer.start > inner.start + SLACK_MS) {
      break;
    }
    const isShorter = best === undefined || outer.end - outer.start < best.end - best.start;
    if (outer !== inner && !taken.has(outer) && isShorter && tellOfOne(inner, outer)) {
      best = outer;
    }
  }
  return best;
}

function tellOfOne(inner: CallRow, outer: CallRow): boolean {
  const [a, b] = [inner.teller!, outer.teller!];
  return (
    a.scope !== b.scope &&
    !(a.isIdentified && b.isIdentified) &&
    inner.row.trace_id !== outer.row.trace_id &&
    inner.end <= outer.end + SLACK_MS &&
    sameOutcome(inner.row, outer.row)
  );
}

function sameOutcome(a: CallRow['row'], b: CallRow['row']): boolean {
  const [failedA, failedB] = [a.error !== undefined, b.error !== undefined];
  const usage = (row: CallRow['row']) => [row.input_tokens, row.output_tokens].map(String).join(' ');
  const counted = [a, b].every((row) => row.input_tokens !== undefined);
  return failedA === failedB && (counted ? usage(a) === usage(b) : failedA);
}
