import { type UsageRecord } from '../../contract/record';
import { priceRecord, type Pricing, type Rating } from '../pricing/price-record';

/** As many digits as a store keeps of multipliers and credits. */
const CREDIT_SCALE = 1e6;

/**
 * A record priced anew at its own time. What the provider reported wins; what the customer pays on top, and the
 * multiplier, stay those of the day it was booked.
 *
 * The fee of a record that had no price is not kept with it: it is that of its rule, if that is still configured.
 */
export function repriceRecord(record: UsageRecord, before: Rating, pricing: Pricing): Rating {
  const booked = pricing.rules.find(
    ({ version, markup }) => version === before.rule_version && markup === before.markup
  );
  const wasPriced = before.cost !== null;
  const kept = {
    match: {},
    from: -Infinity,
    to: Infinity,
    markup: before.markup,
    fee: wasPriced ? before.fixed_fee : (booked?.fee ?? 0n),
    feeOn: wasPriced ? ('all' as const) : (booked?.feeOn ?? 'success'),
    version: before.rule_version ?? '',
  };
  return {
    ...priceRecord(record, { ...pricing, rules: [kept] }),
    rule_version: before.rule_version,
    multiplier: before.multiplier,
    credits: before.credits,
  };
}

/** A record priced anew at its own time with all that is configured now: prices, customer rules, multipliers. */
export function rerateRecord(record: UsageRecord, pricing: Pricing): Rating {
  const rating = priceRecord(record, pricing);
  return { ...rating, multiplier: asStored(rating.multiplier), credits: asStored(rating.credits) };
}

function asStored(value: number): number {
  return Math.round(value * CREDIT_SCALE) / CREDIT_SCALE;
}
