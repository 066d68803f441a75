import { type CostSource, type UsageRecord } from '../../contract/record';
import { cacheSavings } from './cache-savings';
import { costOf, type CostComponents } from './cost';
import { type CustomerRule, findCustomerRule } from './customer-rules';
import { divideHalfEven, type Pico, picoFromUsd } from './decimal';
import { findMultiplier, type Multiplier } from './multipliers';
import { type Price } from './price';
import { type PriceBook } from './price-book';

const MARKUP_SCALE = 10n ** 12n;
/** A billion USD: no rule is meant to make that of a call, and a ledger's sums could not hold much of it. */
const MAX_CUSTOMER_COST: Pico = 10n ** 21n;

/** What a record costs, fixed at the call's own time. Null amounts: the price is unknown. */
export interface Rating {
  readonly cost_source: CostSource;
  readonly provider_cost: Pico | null;
  /** What the book says, whether or not the provider reported a cost; null: it has no price. */
  readonly computed_cost: Pico | null;
  /** The computed cost by component; the parts add up to it. */
  readonly components: CostComponents;
  /** What the customer pays: provider cost + markup amount + fixed fee. */
  readonly cost: Pico | null;
  /** Markup rate in 10⁻¹². */
  readonly markup: bigint;
  readonly markup_amount: Pico | null;
  readonly fixed_fee: Pico;
  /**
   * What the customer would have paid more without any cache, the provider's and the gateway's own, fees apart. Below
   * zero where writing to a cache cost more than reading from it saved.
   */
  readonly cache_savings: Pico | null;
  readonly multiplier: number;
  readonly credits: number;
  readonly price_version: string | null;
  readonly rule_version: string | null;
}

export interface Pricing {
  readonly prices: PriceBook;
  readonly rules: readonly CustomerRule[];
  readonly multipliers: readonly Multiplier[];
}

/** Whether the call succeeded: status 2xx. */
export function succeeded(record: UsageRecord): boolean {
  return record.status_code >= 200 && record.status_code < 300;
}

/** Costs of one record. Rounds half-even twice: the provider's cost, then the customer's. */
export function priceRecord(record: UsageRecord, { prices, rules, multipliers }: Pricing): Rating {
  const success = succeeded(record);
  const rule = findCustomerRule(rules, record);
  const multiplier =
    multipliers.length === 0 ? 1 : findMultiplier(multipliers, { ...record, names: prices.namesOf(record) });
  const terms = { success, rule, multiplier };
  const rating = rate(record, providerCost(record, success, prices), terms);
  return rating.cost !== null && rating.cost > MAX_CUSTOMER_COST ? rate(record, UNPRICED, terms) : rating;
}

interface Terms {
  readonly success: boolean;
  readonly rule: CustomerRule | undefined;
  readonly multiplier: number;
}

function rate(
  record: UsageRecord,
  { cost: provider, source, computed, price, version }: ProviderCost,
  { success, rule, multiplier }: Terms
): Rating {
  const markup = rule?.markup ?? 0n;
  const charged = provider !== null && (success || rule?.feeOn === 'all');
  const fee = (charged && rule?.fee) || 0n;
  const cost = provider === null ? null : divideHalfEven(provider * (MARKUP_SCALE + markup), MARKUP_SCALE) + fee;
  return {
    cost_source: source,
    provider_cost: provider,
    computed_cost: computed?.total ?? null,
    components: computed?.components ?? {},
    cost,
    markup,
    markup_amount: cost === null || provider === null ? null : cost - provider - fee,
    fixed_fee: fee,
    cache_savings: provider === null ? null : savings(record, price, provider, markup),
    multiplier,
    credits: success ? multiplier : 0,
    price_version: version,
    rule_version: rule?.version ?? null,
  };
}

/** Unknown where it cannot be right. */
function savings(record: UsageRecord, price: Price | undefined, provider: Pico, markup: bigint): Pico | null {
  const saved = cacheSavings(record, price, { provider, markup, scale: MARKUP_SCALE });
  return saved > MAX_CUSTOMER_COST || saved < -MAX_CUSTOMER_COST ? null : saved;
}

interface ProviderCost {
  readonly cost: Pico | null;
  readonly source: CostSource;
  /** What the book says. */
  readonly computed: Computed['cost'] | null;
  /** The book's entry for what was used. */
  readonly price?: Price;
  readonly version: string | null;
}

interface Computed {
  readonly cost: { readonly total: Pico; readonly components: CostComponents };
  readonly price?: Price;
  readonly version: string | null;
}

const UNPRICED: ProviderCost = { cost: null, source: 'unpriced', computed: null, version: null };
const NOTHING: Computed = { cost: { total: 0n, components: {} }, version: null };

/** What the provider reported wins over what the book says. */
function providerCost(record: UsageRecord, success: boolean, prices: PriceBook): ProviderCost {
  const computed = computedCost(record, success, prices);
  const version = computed?.version ?? null;
  if (record.provider_cost !== undefined) {
    const reported = picoFromUsd(record.provider_cost);
    return reported === undefined
      ? UNPRICED
      : { cost: reported, source: 'reported', computed: computed?.cost ?? null, price: computed?.price, version };
  }
  return computed
    ? { cost: computed.cost.total, source: 'computed', computed: computed.cost, price: computed.price, version }
    : UNPRICED;
}

function computedCost(record: UsageRecord, success: boolean, prices: PriceBook): Computed | undefined {
  const used = (record.input_tokens ?? 0) + (record.output_tokens ?? 0) + (record.units ?? 0) > 0;
  if (!success && !used) {
    return NOTHING;
  }
  if (record.cache_hit) {
    return { ...NOTHING, price: prices.find(record) };
  }
  const price = prices.find(record);
  const perRequest = price?.rates.request !== undefined;
  const cost = price && (used || perRequest) ? costOf(record, price) : undefined;
  return price && cost && { cost, price, version: price.version };
}
