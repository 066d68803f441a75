import { type UsageRecord } from '../../contract/record';
import { type Booked, type ImportTarget } from './import-target';
import { RowIds } from './row-id';
import { UsageByModel } from './usage-by-model';

/** Takes records for a look and books nothing. What is on the books it does not know. */
export class TrialTarget implements ImportTarget {
  readonly identity = '';
  readonly mostRecords = Infinity;
  /** What the records hold, each counted once. */
  readonly usage = new UsageByModel();
  readonly #seen = new RowIds();

  async book(records: readonly UsageRecord[]): Promise<Booked> {
    const calls = records.filter(({ model }) => model !== '');
    const fresh = calls.filter(({ source, id }) => this.#seen.isNew(JSON.stringify([source, id])));
    this.usage.add(fresh);
    return Promise.resolve({
      accepted: fresh.length,
      duplicates: calls.length - fresh.length,
      amended: records.length - calls.length,
      ...{ conflicts: 0, rejected: [] },
    });
  }

  finish(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
