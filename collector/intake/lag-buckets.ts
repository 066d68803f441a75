/** Ratio of neighbouring buckets: a value read back is within 1 % of the true one. */
const GROWTH = 1.02;
const MICROS = 1_000;
const LOG_GROWTH = Math.log(GROWTH);

/** Bucket of a duration in ms; those below 1 ms are one bucket. */
export function lagBucket(ms: number): number {
  return ms < 1 ? 0 : 1 + Math.floor(Math.log(ms) / LOG_GROWTH);
}

/** The duration that stands for a bucket, in ms. */
export function lagOfBucket(bucket: number): number {
  return bucket === 0 ? 0 : GROWTH ** (bucket - 0.5);
}

/** Bucket of a commit's time in ms: most take a fraction of one. */
export function commitBucket(ms: number): number {
  return lagBucket(ms * MICROS);
}

/** A percentile (0 to 1) of commits counted by bucket, in ms; null if there are none. */
export function commitPercentile(counts: ReadonlyMap<number, number>, percentile: number): number | null {
  const micros = lagPercentile(counts, percentile);
  return micros === null ? null : micros / MICROS;
}

/** A percentile (0 to 1) of durations counted by bucket, interpolated between ranks; null if there are none. */
export function lagPercentile(counts: ReadonlyMap<number, number>, percentile: number): number | null {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return null;
  }
  const buckets = [...counts.keys()].sort((a, b) => a - b);
  const rank = percentile * (total - 1);
  const [low, high] = [Math.floor(rank), Math.ceil(rank)].map((place) => lagOfBucket(bucketAt(place, buckets, counts)));
  return low! + (high! - low!) * (rank - Math.floor(rank));
}

/** Bucket of the value at a place, counted from 0, of all values in order. */
function bucketAt(place: number, buckets: readonly number[], counts: ReadonlyMap<number, number>): number {
  let before = 0;
  return buckets.find((bucket) => (before += counts.get(bucket)!) > place)!;
}
