/** Digits after the point of a picodollar. */
const PICO_DIGITS = 12;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** Longest text that is read as a number: bounds the work on hostile input. */
const MAX_LENGTH = 64;

/** An exact amount of money in 10⁻¹² USD. Sums of it stay exact; it becomes a double at the edge only. */
export type Pico = bigint;

/**
 * The exact value of a decimal as a whole number of 10^-`digits`, rounded half-even.
 *
 * Numbers are taken by their shortest decimal form, so 0.1 is one tenth. Undefined for what is no decimal.
 */
export function scaled(value: string | number, digits: number): bigint | undefined {
  const text = typeof value === 'number' ? String(value) : value.trim();
  const match = text.length <= MAX_LENGTH ? DECIMAL.exec(text) : null;
  if (!match) {
    return undefined;
  }
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') {
    return undefined;
  }
  const shift = digits - fraction.length + Number(exponent);
  const units = BigInt(whole + fraction);
  const magnitude = shift >= 0 ? units * 10n ** BigInt(shift) : divideHalfEven(units, 10n ** BigInt(-shift));
  return sign === '-' ? -magnitude : magnitude;
}

/** USD as picodollars. */
export function picoFromUsd(value: string | number): Pico | undefined {
  return scaled(value, PICO_DIGITS);
}

/** Picodollars as a plain decimal in USD, without exponent or trailing zeros. */
export function usdText(pico: Pico): string {
  const sign = pico < 0n ? '-' : '';
  const digits = (pico < 0n ? -pico : pico).toString().padStart(PICO_DIGITS + 1, '0');
  const whole = digits.slice(0, -PICO_DIGITS);
  const fraction = digits.slice(-PICO_DIGITS).replace(/0+$/, '');
  return sign + whole + (fraction ? `.${fraction}` : '');
}

/** Picodollars as the nearest double in USD, for frames. */
export function usdNumber(pico: Pico): number {
  return Number(usdText(pico));
}

/** Quotient of two whole numbers (divisor > 0), rounded half-even. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  let quotient = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) {
    quotient += 1n;
  }
  return negative ? -quotient : quotient;
}
