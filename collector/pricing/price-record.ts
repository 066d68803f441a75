import { type CostSource, type UsageRecord } from '../../contract/record';
import { billedTokens } from './billed-tokens';
import { type CustomerRule, findCustomerRule } from './customer-rules';
import { divideHalfEven, type Pico, picoFromUsd, scaled } from './decimal';
import { PER_PIECE, type Price, PRICE_COMPONENTS, type PriceBook, type PriceComponent } from './price-book';

const ATTO_PER_PICO = 1_000_000n;
const MARKUP_SCALE = 10n ** 12n;
/** Digits after the point that units are read to: more than a double has from 1 on. */
const UNIT_DIGITS = 24;
const UNIT_SCALE = 10n ** BigInt(UNIT_DIGITS);
/** A billion USD. What costs more has a wrong price or amount, and a ledger's sums could not hold much of it. */
const MAX_COST: Pico = 10n ** 21n;
/** Multiplier of a model that has none of its own. */
const DEFAULT_MULTIPLIER = 1;

/** What a record costs, fixed at the call's own time. Null amounts: the price is unknown. */
export interface Rating {
  readonly cost_source: CostSource;
  readonly provider_cost: Pico | null;
  /** What the customer pays: provider cost + markup amount + fixed fee. */
  readonly cost: Pico | null;
  /** Markup rate in 10⁻¹². */
  readonly markup: bigint;
  readonly markup_amount: Pico | null;
  readonly fixed_fee: Pico;
  readonly multiplier: number;
  readonly credits: number;
  readonly price_version: string | null;
  readonly rule_version: string | null;
}

export interface Pricing {
  readonly prices: PriceBook;
  readonly rules: readonly CustomerRule[];
}

/** Whether the call succeeded: status 2xx. */
export function succeeded(record: UsageRecord): boolean {
  return record.status_code >= 200 && record.status_code < 300;
}

/** Costs of one record. Rounds half-even twice: the provider's cost, then the customer's. */
export function priceRecord(record: UsageRecord, { prices, rules }: Pricing): Rating {
  const success = succeeded(record);
  const rule = findCustomerRule(rules, record);
  const rating = rate(success, providerCost(record, success, prices), rule);
  return rating.cost !== null && rating.cost > MAX_COST ? rate(success, UNPRICED, rule) : rating;
}

function rate(success: boolean, provider: ProviderCost, rule: CustomerRule | undefined): Rating {
  const markup = rule?.markup ?? 0n;
  const charged = provider.cost !== null && (success || rule?.feeOn === 'all');
  const fee = (charged && rule?.fee) || 0n;
  const cost =
    provider.cost === null ? null : divideHalfEven(provider.cost * (MARKUP_SCALE + markup), MARKUP_SCALE) + fee;
  return {
    cost_source: provider.source,
    provider_cost: provider.cost,
    cost,
    markup,
    markup_amount: cost === null || provider.cost === null ? null : cost - provider.cost - fee,
    fixed_fee: fee,
    multiplier: DEFAULT_MULTIPLIER,
    credits: success ? DEFAULT_MULTIPLIER : 0,
    price_version: provider.version,
    rule_version: rule?.version ?? null,
  };
}

interface ProviderCost {
  readonly cost: Pico | null;
  readonly source: CostSource;
  readonly version: string | null;
}

const UNPRICED: ProviderCost = { cost: null, source: 'unpriced', version: null };
const NOTHING: ProviderCost = { cost: 0n, source: 'computed', version: null };

function providerCost(record: UsageRecord, success: boolean, prices: PriceBook): ProviderCost {
  if (record.provider_cost !== undefined) {
    const reported = picoFromUsd(record.provider_cost);
    return reported === undefined ? UNPRICED : { cost: reported, source: 'reported', version: null };
  }
  const used = (record.input_tokens ?? 0) + (record.output_tokens ?? 0) + (record.units ?? 0) > 0;
  if (record.cache_hit || (!success && !used)) {
    return NOTHING;
  }
  const price = prices.find(record);
  if (!price || (!used && price.rates.request === undefined)) {
    return UNPRICED;
  }
  const cost = exactCost(record, price);
  return cost === undefined
    ? UNPRICED
    : { cost: divideHalfEven(cost, ATTO_PER_PICO * UNIT_SCALE), source: 'computed', version: price.version };
}

/** Cost in 10⁻¹⁸ USD / `UNIT_SCALE`; undefined if something that was used has no price. */
function exactCost(record: UsageRecord, { rates }: Price): bigint | undefined {
  let total = rates.request ?? 0n;
  let billed = rates.request !== undefined;
  for (const [component, amount] of pricesTokens(rates) ? billedTokens(record) : []) {
    if (amount > 0) {
      const rate = rateOf(rates, component);
      if (rate === undefined) {
        return undefined;
      }
      total += rate * BigInt(amount);
      billed = true;
    }
  }
  total *= UNIT_SCALE;
  if (record.units && rates.unit !== undefined) {
    total += rates.unit * scaled(record.units, UNIT_DIGITS)!;
    billed = true;
  }
  return billed ? total : undefined;
}

/** Whether tokens are billed at all: a price per request or unit alone is the whole price. */
function pricesTokens(rates: Price['rates']): boolean {
  return PRICE_COMPONENTS.some((component) => !PER_PIECE.has(component) && rates[component] !== undefined);
}

function rateOf(rates: Price['rates'], component: PriceComponent): bigint | undefined {
  const whole = WHOLE_OF[component];
  return rates[component] ?? (whole && rateOf(rates, whole));
}

/** A part without a price of its own costs what the rest of its whole costs. */
const WHOLE_OF: Partial<Record<PriceComponent, PriceComponent>> = {
  cache_read: 'input',
  cache_write: 'input',
  cache_write_1h: 'cache_write',
  input_audio: 'input',
  input_image: 'input',
  reasoning: 'output',
  output_audio: 'output',
  output_image: 'output',
};
