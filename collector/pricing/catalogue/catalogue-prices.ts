import { scaled } from '../decimal';
import { type DayHours, PER_PIECE, type Price, PRICE_COMPONENTS, type Rates } from '../price';
import { type CatalogueModel, type CataloguePrice, type CatalogueRates } from './catalogue-file';

const ATTO_DIGITS = 18;
/** Rates per million tokens have six digits less as rates per token. */
const PER_TOKEN_DIGITS = 12;

/** The prices of one model of the catalogue; `version` begins the name that each has in records. */
export function pricesOfModel(
  { prices }: CatalogueModel,
  { provider, model, version }: { provider: string; model: string; version: string }
): Price[] {
  const starts = prices.map(startOf);
  return prices.map((price, index): Price => {
    const from = starts[index]!;
    return {
      provider,
      model,
      unit: price.unit_name,
      from,
      to: Math.min(...starts.filter((start) => start > from), Infinity),
      hours: price.hours && hoursOf(price.hours),
      rates: attoRates(price),
      tiers: price.tiers?.map((tier) => ({ above: tier.above, rates: attoRates(tier) })),
      version: `${version}@${price.from ?? 'always'}${price.hours ? `T${price.hours.join('-')}Z` : ''}`,
    };
  });
}

function startOf({ from }: CataloguePrice): number {
  return from === undefined ? -Infinity : Date.parse(`${from}T00:00:00Z`);
}

function hoursOf([from, to]: readonly [string, string]): DayHours {
  return { from: minutesOf(from), to: minutesOf(to) };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

function attoRates(rates: CatalogueRates): Rates {
  return Object.fromEntries(
    PRICE_COMPONENTS.flatMap((component) => {
      const rate = rates[component];
      const digits = PER_PIECE.has(component) ? ATTO_DIGITS : PER_TOKEN_DIGITS;
      return rate === undefined ? [] : [[component, scaled(rate, digits)!] as const];
    })
  );
}
