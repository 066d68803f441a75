/** Random numbers that a seed determines (mulberry32), uniform in [0, 1). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the items, each as likely as its weight says. */
export function pick<T>(random: Random, items: ReadonlyArray<readonly [item: T, weight: number]>): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = random() * total;
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) {
      return item;
    }
  }
  return items.at(-1)![0];
}

/** Log-normal: most values near the median, a few far above it. */
export function logNormal(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(normal * spread);
}

/** True as often as the share, 0 to 1, says. */
export function chance(random: Random, share: number): boolean {
  return share > 0 && random() < share;
}

/** Hexadecimal digits. */
export function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits) {
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, digits);
}

/** A whole number that is `mean` on average, and near it. */
export function wholeNear(random: Random, mean: number): number {
  const spread = mean + Math.sqrt(mean) * 0.8 * (random() + random() + random() - 1.5);
  return Math.max(0, Math.floor(spread + random()));
}
