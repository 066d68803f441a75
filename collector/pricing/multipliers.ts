/** What a successful call of a model costs in credits, valid in [from, to). */
export interface Multiplier {
  /** OpenTelemetry name; none: whoever provides the model. */
  readonly provider?: string;
  readonly model: string;
  readonly from: number;
  readonly to: number;
  readonly multiplier: number;
}

/** Multiplier of a model that has none of its own. */
const DEFAULT_MULTIPLIER = 1;
const PREMIUM_FROM = 2;
const STANDARD_FROM = 1;

export type CreditTier = 'premium' | 'standard' | 'economy';

/** The tier of a multiplier. */
export function creditTier(multiplier: number): CreditTier {
  return multiplier >= PREMIUM_FROM ? 'premium' : multiplier >= STANDARD_FROM ? 'standard' : 'economy';
}

/** The multiplier in force at a time (epoch ms) of the first name that has one; of several the youngest counts. */
export function findMultiplier(
  multipliers: readonly Multiplier[],
  { provider, timestamp, names }: { provider?: string; timestamp: number; names: readonly string[] }
): number {
  for (const name of names) {
    const young = multipliers
      .filter(
        (entry) =>
          entry.model === name &&
          (entry.provider === undefined || entry.provider === provider) &&
          entry.from <= timestamp &&
          timestamp < entry.to
      )
      .reduce<Multiplier | undefined>((best, entry) => (best && best.from >= entry.from ? best : entry), undefined);
    if (young) {
      return young.multiplier;
    }
  }
  return DEFAULT_MULTIPLIER;
}
