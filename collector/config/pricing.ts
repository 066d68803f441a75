import { Catalogue } from '../pricing/catalogue/catalogue';
import { CATALOGUE_FILE } from '../pricing/catalogue/catalogue-file';
import { type CustomerRule } from '../pricing/customer-rules';
import { type Multiplier } from '../pricing/multipliers';
import { PER_PIECE, type Price, PRICE_COMPONENTS, type PriceComponent, type Rates } from '../pricing/price';
import { PriceBook } from '../pricing/price-book';
import { type Pricing } from '../pricing/price-record';
import { normalizeProvider } from '../pricing/providers';
import {
  type CreditsConfig,
  type CustomerRuleConfig,
  type MultiplierConfig,
  type PriceConfig,
  type PricingConfig,
} from './pricing-schema';
import { validityInZone } from './validity';

/** Rates in the file are 10⁻¹² USD per million tokens, so 10⁻¹⁸ USD per token; those per piece are not. */
const ATTO_PER_PICO = 1_000_000n;
const MULTIPLIER_SCALE = 1e6;
const NO_CREDITS: CreditsConfig = { multipliers: [] };

/** Prices, customer rules and multipliers as configured. Dates begin at midnight in the ledger's zone. */
export function pricingFromConfig(config: PricingConfig, timezone: string, credits = NO_CREDITS): Pricing {
  const prices = config.prices.map((price) => priceFromConfig(price, timezone));
  return {
    prices: new PriceBook(prices, config.catalogue ? new Catalogue(CATALOGUE_FILE) : undefined),
    rules: config.customer.map((rule, index) => ruleFromConfig(rule, index, timezone)),
    multipliers: credits.multipliers.map((entry) => multiplierFromConfig(entry, timezone)),
  };
}

function priceFromConfig(price: PriceConfig, timezone: string): Price {
  const provider = providerFromConfig(price);
  return {
    provider,
    model: price.model,
    serviceTier: price.service_tier,
    unit: price.unit_name,
    ...validityInZone(price, timezone),
    rates: ratesFromConfig(price),
    tiers: price.tiers
      .map((tier) => ({ above: tier.above, rates: ratesFromConfig(tier) }))
      .sort((a, b) => a.above - b.above),
    version: `config:${[provider, price.model].filter(Boolean).join('/')}@${price.from ?? 'always'}`,
  };
}

function ratesFromConfig(config: Partial<Record<PriceComponent, bigint>>): Rates {
  return Object.fromEntries(
    PRICE_COMPONENTS.flatMap((component) => {
      const rate = config[component];
      return rate === undefined ? [] : [[component, PER_PIECE.has(component) ? rate * ATTO_PER_PICO : rate] as const];
    })
  );
}

function ruleFromConfig(rule: CustomerRuleConfig, index: number, timezone: string): CustomerRule {
  return {
    match: { ...rule.match, provider: providerFromConfig(rule.match) },
    ...validityInZone(rule, timezone),
    markup: rule.markup ?? 0n,
    fee: rule.fee ?? 0n,
    feeOn: rule.fee_on,
    version: `config:${index + 1}@${rule.from ?? 'always'}`,
  };
}

function multiplierFromConfig(entry: MultiplierConfig, timezone: string): Multiplier {
  return {
    provider: providerFromConfig(entry),
    model: entry.model,
    ...validityInZone(entry, timezone),
    multiplier: Number(entry.multiplier) / MULTIPLIER_SCALE,
  };
}

function providerFromConfig({ provider }: { provider?: string }): string | undefined {
  return provider === undefined ? undefined : normalizeProvider(provider);
}

/** The prices as the start-up print names them. */
export function pricingText({ prices, customer, catalogue }: PricingConfig): string {
  const lists = `${prices.length} prices, ${customer.length} customer rules`;
  return catalogue ? lists : `${lists}, no catalogue`;
}
