import { type BucketSize } from '../../../contract/query';
import { bucketStarts } from './buckets';
import { type TimeRange } from './range';

const MINUTE = 60_000;

/** A range without what is newer than `settleMs` before now. */
export function settleRange({ from, to }: TimeRange, settleMs: number, now: number): TimeRange {
  return settleMs > 0 ? { from, to: Math.max(from, Math.min(to, now - settleMs)) } : { from, to };
}

/** A range up to the last border of a bucket (without buckets: of a minute) that has passed; empty if there is none. */
export function completeRange({ from, to }: TimeRange, size: BucketSize | null, zone: string, now: number): TimeRange {
  const end = Math.min(to, now);
  const border = size === null ? Math.floor(end / MINUTE) * MINUTE : bucketStarts(size, end, end + 1, zone)[0]!;
  return { from, to: Math.max(from, border) };
}
