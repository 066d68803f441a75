import { PER_PIECE, type Price, PRICE_COMPONENTS, type Rates } from './price';

const ATTO_DIGITS = 18;
const MILLION = 1_000_000n;

/** A price as one line: its entry, its terms and its rates, per 1,000,000 tokens, call or unit. */
export function priceText({ version, serviceTier, unit, rates, tiers = [] }: Price): string {
  const terms = [serviceTier && `tier ${serviceTier}`, unit && `per ${unit}`].filter(Boolean).join(', ');
  return [
    `${version}${terms ? ` (${terms})` : ''}: ${ratesText(rates)}`,
    ...tiers.map((tier) => `above ${tier.above}: ${ratesText(tier.rates)}`),
  ].join('; ');
}

function ratesText(rates: Rates): string {
  return PRICE_COMPONENTS.flatMap((component) => {
    const rate = rates[component];
    return rate === undefined ? [] : [`${component} ${attoText(PER_PIECE.has(component) ? rate : rate * MILLION)}`];
  }).join(' ');
}

/** 10⁻¹⁸ USD as a plain decimal, without trailing zeros. */
export function attoText(atto: bigint): string {
  const digits = atto.toString().padStart(ATTO_DIGITS + 1, '0');
  return `${digits.slice(0, -ATTO_DIGITS)}.${digits.slice(-ATTO_DIGITS)}`.replace(/\.?0+$/, '');
}
