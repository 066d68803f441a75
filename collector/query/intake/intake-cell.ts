import { type IntakeMetricId } from '../../../contract/intake';
import { type IntakeCount, type IntakeKind } from '../../intake/intake-book';
import { lagPercentile } from '../../intake/lag-buckets';

/** What arrived of one source in one bucket. */
export class IntakeCell {
  readonly #counts = new Map<IntakeKind, number>();
  readonly #lags = new Map<number, number>();
  unpriced = 0;
  /** Arrival of the newest record, epoch ms. */
  last: number | null = null;

  add({ kind, detail, count }: IntakeCount): void {
    if (kind === 'lag') {
      this.#lags.set(Number(detail), (this.#lags.get(Number(detail)) ?? 0) + count);
    } else {
      this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
    }
  }

  /** Adds another cell's to this one's. */
  merge(other: IntakeCell): void {
    other.#counts.forEach((count, kind) => this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count));
    other.#lags.forEach((count, lag) => this.#lags.set(lag, (this.#lags.get(lag) ?? 0) + count));
    this.unpriced += other.unpriced;
    this.last = Math.max(this.last ?? 0, other.last ?? 0) || null;
  }

  value(metric: IntakeMetricId, now: number): number | null {
    switch (metric) {
      case 'seconds_since_last_record':
        return this.last === null ? null : Math.max(0, now - this.last) / 1000;
      case 'lag_p99':
        return lagPercentile(this.#lags, 0.99);
      case 'unpriced_requests':
        return this.unpriced;
      case 'accepted':
      case 'rejected':
      case 'duplicates':
      case 'amended':
      case 'conflicts':
        return this.#counts.get(metric) ?? 0;
    }
  }
}
