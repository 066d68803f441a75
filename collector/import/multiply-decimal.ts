import { scaled } from '../pricing/decimal';

const DIGITS = 18;

/** Product of two decimals to 10⁻¹², exact unless it has more digits; undefined if one of them is none. */
export function multiplyDecimal(text: string, factor: string): string | undefined {
  const [left, right] = [scaled(text, DIGITS), scaled(factor, DIGITS)];
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const product = left * right;
  const digits = (product < 0n ? -product : product).toString().padStart(2 * DIGITS + 1, '0');
  const fraction = digits.slice(-2 * DIGITS).replace(/0+$/, '');
  return (product < 0n ? '-' : '') + digits.slice(0, -2 * DIGITS) + (fraction ? `.${fraction}` : '');
}
