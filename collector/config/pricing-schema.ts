import { z } from 'zod';
import { RULE_FIELDS } from '../pricing/customer-rules';
import { PRICE_COMPONENTS } from '../pricing/price';
import { exactDecimal } from './exact-decimal';
import { strict } from './strict';
import { AFTER_FROM, isOrdered, VALIDITY } from './validity';

/** Prices, rates and fees are read to 10⁻¹². */
const decimal = exactDecimal(12, 1_000_000);
/** Multipliers are read to 10⁻⁶, which records keep. */
const multiplier = exactDecimal(6, 1_000);

const RATES = Object.fromEntries(PRICE_COMPONENTS.map((component) => [component, decimal.optional()])) as Record<
  (typeof PRICE_COMPONENTS)[number],
  z.ZodOptional<typeof decimal>
>;

const TIER_HELP = 'must be a whole number of tokens from 1 on';

const tier = strict({ above: z.int({ error: TIER_HELP }).min(1, { error: TIER_HELP }), ...RATES });

const tiers = z.array(tier).refine((list) => new Set(list.map(({ above }) => above)).size === list.length, {
  error: 'must begin at different numbers of tokens',
});

const price = strict({
  provider: z.string().optional(),
  model: z.string().min(1),
  service_tier: z.string().optional(),
  unit_name: z.string().optional(),
  ...VALIDITY,
  ...RATES,
  tiers: tiers.default([]),
}).refine(isOrdered, AFTER_FROM);

const MATCH = Object.fromEntries(RULE_FIELDS.map((field) => [field, z.string().optional()])) as Record<
  (typeof RULE_FIELDS)[number],
  z.ZodOptional<z.ZodString>
>;

const customerRule = strict({
  match: strict(MATCH).default({}),
  ...VALIDITY,
  markup: decimal.optional(),
  fee: decimal.optional(),
  fee_on: z.enum(['success', 'all']).default('success'),
}).refine(isOrdered, AFTER_FROM);

const modelMultiplier = strict({
  provider: z.string().optional(),
  model: z.string().min(1),
  ...VALIDITY,
  multiplier,
}).refine(isOrdered, AFTER_FROM);

/** The `pricing` key. */
export const PRICING_SCHEMA = strict({
  prices: z.array(price).default([]),
  customer: z.array(customerRule).default([]),
  catalogue: z.boolean({ error: 'must be true or false' }).default(true),
});

/** The `credits` key. */
export const CREDITS_SCHEMA = strict({ multipliers: z.array(modelMultiplier).default([]) });

export type PricingConfig = z.output<typeof PRICING_SCHEMA>;
export type CreditsConfig = z.output<typeof CREDITS_SCHEMA>;
export type PriceConfig = z.output<typeof price>;
export type CustomerRuleConfig = z.output<typeof customerRule>;
export type MultiplierConfig = z.output<typeof modelMultiplier>;
