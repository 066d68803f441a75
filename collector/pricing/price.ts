/** Components a price can have; all but `request` and `unit` are USD per 1,000,000 tokens. */
export const PRICE_COMPONENTS = [
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'input_audio',
  'input_image',
  'reasoning',
  'output_audio',
  'output_image',
  'request',
  'unit',
] as const;
export type PriceComponent = (typeof PRICE_COMPONENTS)[number];

/** Components that are paid per call and per unit rather than per token. */
export const PER_PIECE: ReadonlySet<PriceComponent> = new Set<PriceComponent>(['request', 'unit']);

/** 10⁻¹⁸ USD per token, call or unit. */
export type Rates = Readonly<Partial<Record<PriceComponent, bigint>>>;

/** Rates of the whole request once its prompt has more than `above` tokens; what it does not name stays as it was. */
export interface ContextTier {
  readonly above: number;
  readonly rates: Rates;
}

/** A part of each UTC day, minutes after midnight, [from, to); it goes past midnight where `to` is the smaller. */
export interface DayHours {
  readonly from: number;
  readonly to: number;
}

/** One price, valid in [from, to) and, where it has hours, in those hours only. */
export interface Price {
  /** OpenTelemetry name; none: whoever provides the model. */
  readonly provider?: string;
  readonly model: string;
  /** The tier it is the price of; none: `default`. */
  readonly serviceTier?: string;
  /** The unit that `rates.unit` pays. */
  readonly unit?: string;
  readonly from: number;
  readonly to: number;
  readonly hours?: DayHours;
  readonly rates: Rates;
  /** By `above`, ascending. */
  readonly tiers?: readonly ContextTier[];
  /** Names the entry in stored records. */
  readonly version: string;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Whether a price holds at a time, epoch ms. */
export function isInForce({ from, to, hours }: Price, timestamp: number): boolean {
  return from <= timestamp && timestamp < to && (!hours || isWithin(hours, timestamp));
}

function isWithin({ from, to }: DayHours, timestamp: number): boolean {
  const minute = Math.floor(timestamp / MINUTE_MS) % DAY_MINUTES;
  return from <= to ? from <= minute && minute < to : from <= minute || minute < to;
}

/** Prices with the one that counts first: the youngest, and of one date the one of certain hours. */
export function byPrecedence(prices: readonly Price[]): Price[] {
  return [...prices].sort((a, b) => compare(b.from, a.from) || Number(!a.hours) - Number(!b.hours));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The tier a prompt of so many tokens (all input, cached included) falls into, if any. */
export function tierOf({ tiers = [] }: Price, promptTokens: number): ContextTier | undefined {
  return tiers.findLast(({ above }) => promptTokens > above);
}

/** Rates of a request with a prompt of so many tokens. */
export function ratesOf(price: Price, promptTokens: number): Rates {
  const tier = tierOf(price, promptTokens);
  return tier ? { ...price.rates, ...tier.rates } : price.rates;
}

/** A part without a rate of its own costs what the rest of its whole costs. */
export function rateOf(rates: Rates, component: PriceComponent): bigint | undefined {
  const whole = WHOLE_OF[component];
  return rates[component] ?? (whole && rateOf(rates, whole));
}

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
