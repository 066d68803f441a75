import { type Rating } from './price-record';

/** Flag of a record whose provider reported another cost than the book says. */
export const COST_DIFFERS = 'cost_differs';
/** Differences up to a hundredth of the reported cost are the provider's rounding. */
const HUNDREDTH = 100n;

export type CostCheck = 'agrees' | 'differs';

/** Whether the reported cost and the book's agree; null where one of them is missing. */
export function checkCost({
  cost_source,
  provider_cost,
  computed_cost,
}: Pick<Rating, 'cost_source' | 'provider_cost' | 'computed_cost'>): CostCheck | null {
  if (cost_source !== 'reported' || provider_cost === null || computed_cost === null) {
    return null;
  }
  const difference = provider_cost > computed_cost ? provider_cost - computed_cost : computed_cost - provider_cost;
  return difference * HUNDREDTH > provider_cost ? 'differs' : 'agrees';
}
