import { Temporal } from 'temporal-polyfill';
import { type CustomerRule } from '../pricing/customer-rules';
import { PER_PIECE, type Price, PRICE_COMPONENTS, PriceBook } from '../pricing/price-book';
import { type Pricing } from '../pricing/price-record';
import { normalizeProvider } from '../pricing/providers';
import { type Config, type CustomerRuleConfig, type PriceConfig } from './schema';

/** Rates in the file are 10⁻¹² USD per million tokens, so 10⁻¹⁸ USD per token; those per piece are not. */
const ATTO_PER_PICO = 1_000_000n;

/** Prices and customer rules as configured. Dates begin at midnight in the ledger's zone. */
export function pricingFromConfig(config: Config['pricing'], timezone: string): Pricing {
  return {
    prices: new PriceBook(config.prices.map((price) => priceFromConfig(price, timezone))),
    rules: config.customer.map((rule, index) => ruleFromConfig(rule, index, timezone)),
  };
}

function priceFromConfig(price: PriceConfig, timezone: string): Price {
  const provider = price.provider === undefined ? undefined : normalizeProvider(price.provider);
  const rates = PRICE_COMPONENTS.flatMap((component) => {
    const rate = price[component];
    return rate === undefined ? [] : [[component, PER_PIECE.has(component) ? rate * ATTO_PER_PICO : rate] as const];
  });
  return {
    provider,
    model: price.model,
    serviceTier: price.service_tier,
    unit: price.unit_name,
    ...validity(price, timezone),
    rates: Object.fromEntries(rates),
    version: `config:${[provider, price.model].filter(Boolean).join('/')}@${price.from ?? 'always'}`,
  };
}

function ruleFromConfig(rule: CustomerRuleConfig, index: number, timezone: string): CustomerRule {
  const provider = rule.match.provider;
  return {
    match: provider === undefined ? rule.match : { ...rule.match, provider: normalizeProvider(provider) },
    ...validity(rule, timezone),
    markup: rule.markup ?? 0n,
    fee: rule.fee ?? 0n,
    feeOn: rule.fee_on,
    version: `config:${index + 1}@${rule.from ?? 'always'}`,
  };
}

function validity({ from, to }: { from?: string; to?: string }, timezone: string): { from: number; to: number } {
  return { from: from ? instant(from, timezone) : -Infinity, to: to ? instant(to, timezone) : Infinity };
}

function instant(local: string, timezone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).epochMilliseconds;
}
