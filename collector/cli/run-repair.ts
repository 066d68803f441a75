import { usdText } from '../pricing/decimal';
import { type Store } from '../store/store';
import { applyRepair, previewRepair, type Repair } from '../journal/repair';
import { type RepairLine, type RepairTally } from '../journal/repair-tally';
import { layOut } from './table';

/** Shows what a repair would change, or does it and shows what it has changed. */
export async function runRepair(
  store: Store,
  repair: Repair,
  { apply, heads }: { apply: boolean; heads: readonly string[] }
): Promise<void> {
  const tally = await (apply ? applyRepair(store, repair) : previewRepair(store, repair));
  console.log(repairTable(tally, heads));
  const { requests, changed } = tally.total;
  console.log(
    apply
      ? `\n${changed} of ${requests} records were changed.`
      : `\n${changed} of ${requests} records would be changed. Nothing is yet: --apply does it.`
  );
}

function repairTable({ lines, total }: RepairTally, heads: readonly string[]): string {
  const columns = ['requests', 'changed', 'old provider cost', 'new', 'difference', 'unpriced before', 'after'];
  const blank = heads.slice(1).map(() => '');
  const rows = [
    [...heads, ...columns],
    ...lines.map((line) => [...line.group, ...cells(line)]),
    ['total', ...blank, ...cells(total)],
  ];
  return layOut(rows);
}

function cells(line: RepairLine): string[] {
  return [
    String(line.requests),
    String(line.changed),
    usdText(line.providerBefore),
    usdText(line.providerAfter),
    usdText(line.providerAfter - line.providerBefore),
    String(line.unpricedBefore),
    String(line.unpricedAfter),
  ];
}
