import { type CostSource, type UsageRecord } from '../../contract/record';
import { type CustomerRule, findCustomerRule } from './customer-rules';
import { divideHalfEven, type Pico, picoFromUsd } from './decimal';
import { type Price, type PriceBook, type PriceComponent } from './price-book';

const ATTO_PER_PICO = 1_000_000n;
const MARKUP_SCALE = 10n ** 12n;
/** Units are billed to the millionth. */
const UNIT_SCALE = 1_000_000;
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
  const provider = providerCost(record, success, prices);
  const rule = findCustomerRule(rules, record);
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
  const atto = attoCost(record, price);
  return atto === undefined
    ? UNPRICED
    : { cost: divideHalfEven(atto, ATTO_PER_PICO), source: 'computed', version: price.version };
}

/** Cost in 10⁻¹⁸ USD; undefined if something that was used has no price. */
function attoCost(record: UsageRecord, { rates }: Price): bigint | undefined {
  let total = rates.request ?? 0n;
  let billed = rates.request !== undefined;
  for (const [component, amount] of amounts(record)) {
    if (amount > 0) {
      const rate = rateOf(rates, component);
      if (rate === undefined) {
        return undefined;
      }
      total += rate * BigInt(amount);
      billed = true;
    }
  }
  if (record.units && rates.unit !== undefined) {
    total += divideHalfEven(rates.unit * BigInt(Math.round(record.units * UNIT_SCALE)), BigInt(UNIT_SCALE));
    billed = true;
  }
  return billed ? total : undefined;
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

/** Tokens per component, each token once: parts are taken out of the whole they belong to. */
function amounts(record: UsageRecord): Array<[PriceComponent, number]> {
  const write1h = record.cache_write_1h_tokens ?? 0;
  const write5m = Math.max(0, (record.cache_write_tokens ?? 0) - write1h);
  const input: Array<[PriceComponent, number]> = [
    ['cache_read', record.cache_read_tokens ?? 0],
    ['cache_write', write5m],
    ['cache_write_1h', write1h],
    ['input_audio', record.input_audio_tokens ?? 0],
    ['input_image', record.input_image_tokens ?? 0],
  ];
  const output: Array<[PriceComponent, number]> = [
    ['reasoning', record.reasoning_tokens ?? 0],
    ['output_audio', record.output_audio_tokens ?? 0],
    ['output_image', record.output_image_tokens ?? 0],
  ];
  return [
    ['input', rest(record.input_tokens, input)],
    ['output', rest(record.output_tokens, output)],
    ...input,
    ...output,
  ];
}

function rest(whole: number | undefined, parts: Array<[PriceComponent, number]>): number {
  return Math.max(0, (whole ?? 0) - parts.reduce((sum, [, amount]) => sum + amount, 0));
}
