import { type UsageRecord } from '../../contract/record';
import { billedTokens, promptTokens } from './billed-tokens';
import { divideHalfEven, type Pico, scaled } from './decimal';
import { PER_PIECE, type Price, PRICE_COMPONENTS, type PriceComponent, rateOf, type Rates, ratesOf } from './price';

const ATTO_PER_PICO = 1_000_000n;
/** Digits after the point that units are read to: more than a double has from 1 on. */
const UNIT_DIGITS = 24;
export const UNIT_SCALE = 10n ** BigInt(UNIT_DIGITS);
/** Of a line's `exact`. */
export const EXACT_PER_PICO = ATTO_PER_PICO * UNIT_SCALE;
/** A million USD, the most a provider can report of one call. What costs more has a wrong price or amount. */
const MAX_COST: Pico = 10n ** 18n;

/** Provider-side cost by component; the parts add up to the whole. */
export type CostComponents = Readonly<Partial<Record<PriceComponent, Pico>>>;

export interface Cost {
  readonly total: Pico;
  readonly components: CostComponents;
}

/** One line of a bill: an amount at a rate. */
export interface BillLine {
  readonly component: PriceComponent;
  /** Tokens, calls or units. */
  readonly amount: number;
  /** 10⁻¹⁸ USD each. */
  readonly rate: bigint;
  /** 10⁻¹⁸ USD / `UNIT_SCALE`, exact. */
  readonly exact: bigint;
}

/** What a price makes of a record; undefined if something that was used has no rate, or the cost cannot be right. */
export function costOf(record: UsageRecord, price: Price): Cost | undefined {
  const lines = billLines(record, price);
  if (!lines || lines.length === 0) {
    return undefined;
  }
  const cost = roundLines(lines);
  return cost.total > MAX_COST ? undefined : cost;
}

/** The lines that make up a record's cost; undefined if something that was used has no rate. */
export function billLines(record: UsageRecord, price: Price): BillLine[] | undefined {
  const rates = ratesOf(price, promptTokens(record));
  const lines: BillLine[] = [];
  if (rates.request !== undefined) {
    lines.push(line('request', 1, rates.request, UNIT_SCALE));
  }
  for (const [component, tokens] of pricesTokens(rates) ? billedTokens(record) : []) {
    const rate = tokens > 0 ? rateOf(rates, component) : 0n;
    if (rate === undefined) {
      return undefined;
    }
    if (tokens > 0) {
      lines.push(line(component, tokens, rate, BigInt(tokens) * UNIT_SCALE));
    }
  }
  if (record.units && rates.unit !== undefined) {
    lines.push(line('unit', record.units, rates.unit, scaled(record.units, UNIT_DIGITS)!));
  }
  return lines;
}

/** The sum, rounded once half-even; what rounding each line leaves over is on the largest of them. */
export function roundLines(lines: readonly BillLine[]): Cost {
  const total = round(lines.reduce((sum, { exact }) => sum + exact, 0n));
  const components = new Map(lines.map(({ component, exact }) => [component, round(exact)]));
  const [largest] = [...lines].sort((a, b) => (a.exact === b.exact ? 0 : a.exact < b.exact ? 1 : -1));
  const rest = total - [...components.values()].reduce((sum, part) => sum + part, 0n);
  if (largest && rest !== 0n) {
    components.set(largest.component, components.get(largest.component)! + rest);
  }
  return { total, components: Object.fromEntries(components) };
}

function line(component: PriceComponent, amount: number, rate: bigint, scaledAmount: bigint): BillLine {
  return { component, amount, rate, exact: rate * scaledAmount };
}

function round(exact: bigint): Pico {
  return divideHalfEven(exact, EXACT_PER_PICO);
}

/** Whether tokens are billed at all: a price per request or unit alone is the whole price. */
function pricesTokens(rates: Rates): boolean {
  return PRICE_COMPONENTS.some((component) => !PER_PIECE.has(component) && rates[component] !== undefined);
}
