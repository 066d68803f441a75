/** Counted in parts of a minute, so that all is in whole numbers and nothing is lost by rounding. */
const PARTS = 60_000;

interface Bucket {
  /** What is left, in parts; below 0: what was taken on credit. */
  readonly left: number;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * A bucket for each key: it holds a minute's worth, and fills evenly. What is asked for is given while there is one
 * left, so that a request larger than the bucket passes too, and those after it wait the longer.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes `cost` at a time (epoch ms). 0: it was taken; else nothing was, and in so many ms it can be tried again. */
  take(key: string, perMinute: number, cost: number, now: number): number {
    const full = perMinute * PARTS;
    const { left, at } = this.#buckets.get(key) ?? { left: full, at: now };
    const filled = Math.min(full, left + Math.max(0, now - at) * perMinute);
    const missing = cost === 0 ? 0 : PARTS - filled;
    this.#buckets.set(key, { left: missing > 0 ? filled : filled - cost * PARTS, at: now });
    return missing > 0 ? Math.ceil(missing / perMinute) : 0;
  }
}
