import { type Scope } from '../../access/scope';
import { type CostComponents } from '../../pricing/cost';
import { checkCost, COST_DIFFERS } from '../../pricing/cost-check';
import { usdText } from '../../pricing/decimal';
import { creditTier } from '../../pricing/multipliers';
import { succeeded } from '../../pricing/price-record';
import { visibleMetadata } from './visible-metadata';
import { visibleTags } from './visible-tags';
import { type LogEntry } from '../../store/store';

/** A booked record as JSON, without what the scope hides: amounts are decimal texts in USD, times RFC 3339. */
export function recordJson(
  { record, rating, receivedAt }: LogEntry,
  { money, hiddenDimensions }: Scope
): Record<string, unknown> {
  const {
    provider_cost: _reported,
    saved_cost,
    ...fields
  } = {
    ...record,
    ...visibleTags(record, hiddenDimensions),
    ...visibleMetadata(record, money),
  };
  const all = money === 'all';
  const flags = [...(record.flags ?? []), ...(all && checkCost(rating) === 'differs' ? [COST_DIFFERS] : [])];
  const hidden: ReadonlySet<string> = new Set(hiddenDimensions);
  const json = {
    ...fields,
    ...(flags.length > 0 ? { flags } : {}),
    timestamp: new Date(record.timestamp).toISOString(),
    received_at: new Date(receivedAt).toISOString(),
    success: succeeded(record),
    ...(money === 'none'
      ? {}
      : {
          currency: 'USD',
          cost: amount(rating.cost),
          cost_source: rating.cost_source,
          multiplier: rating.multiplier,
          tier: creditTier(rating.multiplier),
          credits: rating.credits,
        }),
    ...(all
      ? {
          provider_cost: amount(rating.provider_cost),
          computed_cost: amount(rating.computed_cost),
          components: componentsJson(rating.components),
          // Rates have as many digits as amounts and are written the same way.
          markup: usdText(rating.markup),
          markup_amount: amount(rating.markup_amount),
          fixed_fee: amount(rating.fixed_fee),
          price_version: rating.price_version,
          rule_version: rating.rule_version,
          // What the provider would have charged.
          ...(saved_cost === undefined ? {} : { saved_cost }),
        }
      : {}),
  };
  // Last of all: dimensions such as `tier` are not among the record's own fields.
  return Object.fromEntries(Object.entries(json).filter(([field]) => !hidden.has(field)));
}

function amount(pico: bigint | null): string | null {
  return pico === null ? null : usdText(pico);
}

function componentsJson(components: CostComponents): Record<string, string> {
  return Object.fromEntries(Object.entries(components).map(([component, pico]) => [component, usdText(pico)]));
}
