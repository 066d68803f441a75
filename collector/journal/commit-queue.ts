import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerError, ledgerError } from '../errors';
import { type Booking, type NewRecord, type Store } from '../store/store';

/** How long those are waited for who sent a moment ago. */
const GATHER_MS = 2;

/** Told of each commit: what was booked, how, and how long it took. */
export type CommitObserver = (records: readonly NewRecord[], bookings: readonly Booking[], ms: number) => void;

export interface CommitQueueOptions {
  /** Most records of one commit; a request with more has one of its own. */
  readonly maxGroup?: number;
  /** Most records that may wait. */
  readonly maxWaiting?: number;
  readonly observe?: CommitObserver;
}

interface Waiting {
  readonly records: readonly NewRecord[];
  readonly resolve: (bookings: Booking[]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lets requests that arrive together share one durable commit: what a commit costs is waiting for the disk, and that
 * hardly depends on how much is in it. Requests are booked in the order they came, each learns its own outcome, and
 * none fails because of another.
 *
 * @example const [booking] = await new CommitQueue(store).append([record]);
 */
export class CommitQueue implements Pick<Store, 'append'> {
  readonly #store: Pick<Store, 'append'>;
  readonly #maxGroup: number;
  readonly #maxWaiting: number;
  readonly #observe: CommitObserver;
  #requests: Waiting[] = [];
  /** Records of all requests that are not answered yet. */
  #waiting = 0;
  /** Requests of the last commit. */
  #lastGroup = 0;
  #running: Promise<void> | null = null;

  constructor(store: Pick<Store, 'append'>, options: CommitQueueOptions = {}) {
    const { maxGroup = 10_000, maxWaiting = 100_000, observe = () => undefined } = options;
    this.#store = store;
    this.#maxGroup = maxGroup;
    this.#maxWaiting = maxWaiting;
    this.#observe = observe;
  }

  /** Books records; what is new is durable once this resolves. All or nothing. */
  async append(records: readonly NewRecord[]): Promise<Booking[]> {
    if (records.length === 0) {
      return [];
    }
    if (this.#waiting > 0 && this.#waiting + records.length > this.#maxWaiting) {
      throw ledgerError(
        'overloaded',
        'More records are waiting to be booked than the collector keeps in memory. Nothing of these is: send them again later.'
      );
    }
    this.#waiting += records.length;
    return new Promise<Booking[]>((resolve, reject) => {
      this.#requests.push({ records, resolve, reject });
      this.#running ??= this.#run();
    }).finally(() => {
      this.#waiting -= records.length;
    });
  }

  /** Resolves once nothing waits. */
  async drain(): Promise<void> {
    while (this.#running) {
      await this.#running;
    }
  }

  async #run(): Promise<void> {
    do {
      await this.#gather();
      await this.#commit(this.#nextGroup());
    } while (this.#requests.length > 0);
    this.#running = null;
  }

  /**
   * Waits for all that has arrived by now: what the event loop reads in one turn makes one group. Where the last group
   * was larger than this one, those who sent it are about to send again and are waited for; one sender alone never is.
   */
  async #gather(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#requests.length < this.#lastGroup) {
      await sleep(GATHER_MS);
    }
  }

  #nextGroup(): Waiting[] {
    let size = 0;
    const fits = this.#requests.findIndex(({ records }, index) => {
      size += records.length;
      return index > 0 && size > this.#maxGroup;
    });
    const group = this.#requests.splice(0, fits < 0 ? this.#requests.length : fits);
    this.#lastGroup = group.length;
    return group;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const bookings = await this.#append(group.flatMap(({ records }) => records));
      let start = 0;
      for (const { records, resolve } of group) {
        resolve(bookings.slice(start, (start += records.length)));
      }
    } catch (error) {
      if (group.length === 1) {
        group[0]!.reject(error);
      } else {
        await this.#commitSingly(group);
      }
    }
  }

  /** Finds the request that cannot be booked. Two in a row that the store refuses: it takes nothing at the moment. */
  async #commitSingly(group: readonly Waiting[]): Promise<void> {
    let refusals = 0;
    for (const { records, resolve, reject } of group) {
      try {
        if (refusals >= 2) {
          throw ledgerError('store_unavailable', 'The ledger takes nothing at the moment. Send it again later.');
        }
        resolve(await this.#append(records));
        refusals = 0;
      } catch (error) {
        refusals += isStoreFailure(error) ? 1 : 0;
        reject(error);
      }
    }
  }

  async #append(records: readonly NewRecord[]): Promise<Booking[]> {
    const start = performance.now();
    const bookings = await this.#store.append(records);
    this.#observe(records, bookings, performance.now() - start);
    return bookings;
  }
}

function isStoreFailure(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'store_unavailable';
}
