import { type Pico, usdText } from '../pricing/decimal';
import { type BookedRecord } from '../store/store';

/** What a repair comes to for the records of one month and model (or another group). */
export interface RepairLine {
  readonly group: readonly string[];
  requests: number;
  changed: number;
  providerBefore: Pico;
  providerAfter: Pico;
  costBefore: Pico;
  costAfter: Pico;
  unpricedBefore: number;
  unpricedAfter: number;
}

export type GroupOf = (before: BookedRecord, after: BookedRecord) => readonly string[];

/** Adds up a repair by group, and as a whole. */
export class RepairTally {
  readonly #lines = new Map<string, RepairLine>();
  readonly total: RepairLine = emptyLine(['total']);
  readonly #groupOf: GroupOf;

  constructor(groupOf: GroupOf) {
    this.#groupOf = groupOf;
  }

  add(before: BookedRecord, after: BookedRecord): void {
    const group = this.#groupOf(before, after);
    const key = JSON.stringify(group);
    const line = this.#lines.get(key) ?? emptyLine(group);
    this.#lines.set(key, line);
    for (const sum of [line, this.total]) {
      sum.requests += 1;
      sum.changed += before === after ? 0 : 1;
      sum.providerBefore += before.rating.provider_cost ?? 0n;
      sum.providerAfter += after.rating.provider_cost ?? 0n;
      sum.costBefore += before.rating.cost ?? 0n;
      sum.costAfter += after.rating.cost ?? 0n;
      sum.unpricedBefore += before.rating.cost_source === 'unpriced' ? 1 : 0;
      sum.unpricedAfter += after.rating.cost_source === 'unpriced' ? 1 : 0;
    }
  }

  /** By group, in order of their names. */
  get lines(): RepairLine[] {
    return [...this.#lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  }
}

/** A line as JSON for journal and audit: amounts are decimal texts in USD. */
export function lineJson(line: RepairLine): Record<string, unknown> {
  return {
    requests: line.requests,
    changed: line.changed,
    provider_cost: [usdText(line.providerBefore), usdText(line.providerAfter)],
    cost: [usdText(line.costBefore), usdText(line.costAfter)],
    unpriced: [line.unpricedBefore, line.unpricedAfter],
  };
}

function emptyLine(group: readonly string[]): RepairLine {
  return {
    group,
    requests: 0,
    changed: 0,
    providerBefore: 0n,
    providerAfter: 0n,
    costBefore: 0n,
    costAfter: 0n,
    unpricedBefore: 0,
    unpricedAfter: 0,
  };
}
