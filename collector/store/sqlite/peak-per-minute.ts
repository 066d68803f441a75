import type Database from 'better-sqlite3';

const MINUTE_MS = 60_000;

/**
 * Teaches a connection `PEAK_PER_MINUTE(timestamp, amount)`: the largest sum of amounts within one minute of UTC; 0 of no
 * rows. As an aggregate it needs neither a second pass over the rows nor a row per group and minute.
 */
export function definePeakPerMinute(db: Database.Database): void {
  db.aggregate<unknown>('PEAK_PER_MINUTE', {
    deterministic: true,
    varargs: true,
    safeIntegers: false,
    start: () => new BusiestMinute(),
    step: (busiest, ...[timestamp, amount]: unknown[]) =>
      (busiest as BusiestMinute).add(Number(timestamp), Number(amount)),
    result: (busiest) => (busiest as BusiestMinute).peak(),
  });
}

class BusiestMinute {
  readonly #sums = new Map<number, number>();
  // Rows come mostly in the order of time, so that most of them fall into the minute of the row before.
  #minute: number | null = null;
  #sum = 0;

  add(timestamp: number, amount: number): void {
    const minute = Math.floor(timestamp / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#keep();
      this.#minute = minute;
      this.#sum = this.#sums.get(minute) ?? 0;
    }
    this.#sum += amount;
  }

  peak(): number {
    this.#keep();
    return [...this.#sums.values()].reduce((most, sum) => Math.max(most, sum), 0);
  }

  #keep(): void {
    if (this.#minute !== null) {
      this.#sums.set(this.#minute, this.#sum);
    }
  }
}
