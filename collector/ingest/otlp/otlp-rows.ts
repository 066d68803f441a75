import { type KnownCall } from './call-book';
import { mergeRows } from './call-row';
import { type Row } from './read-fields';

/** A record that items of a request tell of. */
export interface CallRow {
  readonly row: Row & { readonly id: string };
  /** Names of the items. */
  readonly items: readonly string[];
  /** What a rejection calls it. */
  readonly label: string;
  /** Adds to a record that an earlier request brought, and is nothing without it. */
  readonly isAddition: boolean;
  /** Sees the provider's own answer: its account comes first. */
  readonly firstHand: boolean;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
  /** Who tells of the call: accounts of several are compared where no id does it. */
  readonly teller: Teller | null;
}

export interface Teller {
  /** Instrumentation scope. */
  readonly scope: string;
  /** The process or service. */
  readonly service: string;
  /** The record's id is the provider's, or one of an earlier request. */
  readonly isIdentified: boolean;
}

/** A span to be remembered. */
export type KnownSpan = KnownCall & { readonly trace: string };

/** What a request comes to, before anything of it is booked. */
export interface OtlpRows {
  readonly rows: CallRow[];
  /** What there is to remember of spans. */
  readonly known: KnownSpan[];
  /** Why items were rejected, one text each. */
  readonly rejected: string[];
  /** Items that are no call. */
  readonly ignored: number;
}

/** Rows of which each is a record of its own: several of one identity are one, the best account first. */
export function uniteRows(rows: readonly CallRow[]): CallRow[] {
  const byRecord = new Map<string, CallRow[]>();
  for (const row of rows) {
    const same = byRecord.get(row.row.id);
    if (same) {
      same.push(row);
    } else {
      byRecord.set(row.row.id, [row]);
    }
  }
  return [...byRecord.values()].map((same) => {
    const [first, ...others] = same.toSorted(byWeight) as [CallRow, ...CallRow[]];
    return {
      ...first,
      row: mergeRows([first.row, ...others.map(({ row }) => row)]) as CallRow['row'],
      items: same.flatMap(({ items }) => items),
    };
  });
}

function byWeight(a: CallRow, b: CallRow): number {
  return (
    Number(a.isAddition) - Number(b.isAddition) ||
    Number(b.firstHand) - Number(a.firstHand) ||
    a.start - b.start ||
    (a.label < b.label ? -1 : Number(a.label > b.label))
  );
}
