import { type IntakeMetricId } from '../../../contract/intake';
import { type Sampled } from '../../intake/collector-state';
import { type CommitCount, type IntakeCount, type IntakeKind } from '../../intake/intake-book';
import { commitPercentile, lagPercentile } from '../../intake/lag-buckets';

export type IntakeState = Partial<Record<Sampled | 'records' | 'uptime_seconds', number>>;

function addTo<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** What arrived of one group in one bucket, and how the collector did then. */
export class IntakeCell {
  readonly #counts = new Map<IntakeKind, number>();
  readonly #lags = new Map<number, number>();
  readonly #commits = new Map<number, number>();
  /** How the collector is doing: what is newest. */
  #state: IntakeState = {};
  unpriced = 0;
  /** Arrival of the newest record, epoch ms. */
  last: number | null = null;

  add({ kind, detail, count }: IntakeCount): void {
    if (kind === 'lag') {
      addTo(this.#lags, Number(detail), count);
    } else {
      addTo(this.#counts, kind, count);
    }
  }

  addCommits({ bucket, count }: CommitCount): void {
    addTo(this.#commits, bucket, count);
  }

  /** Puts newer values in the place of older ones. */
  observe(state: IntakeState): void {
    this.#state = { ...this.#state, ...state };
  }

  /** Adds another cell's to this one's. */
  merge(other: IntakeCell): void {
    other.#counts.forEach((count, kind) => addTo(this.#counts, kind, count));
    other.#lags.forEach((count, lag) => addTo(this.#lags, lag, count));
    other.#commits.forEach((count, bucket) => addTo(this.#commits, bucket, count));
    this.observe(other.#state);
    this.unpriced += other.unpriced;
    this.last = Math.max(this.last ?? 0, other.last ?? 0) || null;
  }

  value(metric: IntakeMetricId, now: number): number | null {
    switch (metric) {
      case 'seconds_since_last_record':
        return this.last === null ? null : Math.max(0, now - this.last) / 1000;
      case 'lag_p99':
        return lagPercentile(this.#lags, 0.99);
      case 'commit_p99':
        return commitPercentile(this.#commits, 0.99);
      case 'store_bytes':
      case 'wal_bytes':
      case 'disk_free_bytes':
      case 'process_memory_bytes':
      case 'records':
      case 'uptime_seconds':
        return this.#state[metric] ?? null;
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
