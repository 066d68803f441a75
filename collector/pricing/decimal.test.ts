import fc from 'fast-check';
import { divideHalfEven, picoFromUsd, scaled, usdNumber, usdText } from './decimal';

const big = (bits: number) => fc.bigInt({ min: -(2n ** BigInt(bits)), max: 2n ** BigInt(bits) });
const positive = fc.bigInt({ min: 1n, max: 2n ** 80n });
const abs = (value: bigint) => (value < 0n ? -value : value);

describe('divideHalfEven', () => {
  test.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [1n, 2n, 0n],
    [3n, 2n, 2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
    [25n, 10n, 2n],
    [35n, 10n, 4n],
    [26n, 10n, 3n],
    [24n, 10n, 2n],
  ])('%s ÷ %s is %s', (dividend, divisor, quotient) => {
    expect(divideHalfEven(dividend, divisor)).toBe(quotient);
  });

  test('is off by half at most, and by half only towards an even quotient', () => {
    fc.assert(
      fc.property(big(120), positive, (dividend, divisor) => {
        const quotient = divideHalfEven(dividend, divisor);
        const twiceOff = 2n * abs(quotient * divisor - dividend);
        expect(twiceOff <= divisor).toBe(true);
        expect(twiceOff < divisor || quotient % 2n === 0n).toBe(true);
      })
    );
  });

  test('rounds both signs alike', () => {
    fc.assert(
      fc.property(big(120), positive, (dividend, divisor) => {
        expect(divideHalfEven(-dividend, divisor)).toBe(-divideHalfEven(dividend, divisor));
      })
    );
  });
});

describe('scaled', () => {
  test.each([
    ['0.1', 1, 1n],
    [0.1, 12, 100_000_000_000n],
    ['1e3', 0, 1_000n],
    ['1E-3', 3, 1n],
    ['-2.5', 0, -2n],
    ['-3.5', 0, -4n],
    ['+7', 0, 7n],
    [' 7 ', 0, 7n],
    ['7.', 0, 7n],
    ['.7', 1, 7n],
    [1e21, 0, 10n ** 21n],
    [5e-324, 12, 0n],
    ['0.05', 1, 0n],
    ['0.15', 1, 2n],
    ['0.25', 1, 2n],
  ])('of %j with %i digits is %s', (value, digits, units) => {
    expect(scaled(value, digits)).toBe(units);
  });

  test.each([
    '',
    ' ',
    '.',
    '-',
    '+.',
    'e5',
    '1e',
    '1e+',
    '1e1000',
    '0x10',
    '1,5',
    '1 000',
    '--1',
    'NaN',
    'Infinity',
    '1'.repeat(65),
  ])('of %j is undefined', (text) => {
    expect(scaled(text, 12)).toBeUndefined();
  });

  test.each([NaN, Infinity, -Infinity])('of %d is undefined', (number) => {
    expect(scaled(number, 12)).toBeUndefined();
  });

  test('agrees with the fraction that the text stands for', () => {
    const digits = fc.integer({ min: 0, max: 20 });
    const exponents = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(big(60), digits, exponents, digits, (units, places, exponent, kept) => {
        const text = abs(units)
          .toString()
          .padStart(places + 1, '0');
        const cut = text.length - places;
        const written = `${units < 0n ? '-' : ''}${text.slice(0, cut)}.${text.slice(cut)}e${exponent}`;
        // units · 10^(exponent − places) as a fraction, times 10^kept.
        const power = BigInt(exponent - places + kept);
        const expected = power >= 0n ? units * 10n ** power : divideHalfEven(units, 10n ** -power);
        expect(scaled(written, kept)).toBe(expected);
      })
    );
  });
});

describe('usdText', () => {
  test.each([
    [0n, '0'],
    [1n, '0.000000000001'],
    [-1n, '-0.000000000001'],
    [10n ** 12n, '1'],
    [15n * 10n ** 11n, '1.5'],
    [10n ** 21n + 1n, '1000000000.000000000001'],
  ])('writes %s picodollars as %s USD', (pico, text) => {
    expect(usdText(pico)).toBe(text);
  });

  test('is read back as the same amount, and never has an exponent', () => {
    fc.assert(
      fc.property(big(150), (pico) => {
        const text = usdText(pico);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(text.length > 64 || picoFromUsd(text) === pico).toBe(true);
      })
    );
  });
});

test('usdNumber is the double nearest to the amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 21n }), (pico) => {
      const number = usdNumber(pico);
      const off = (value: number) => abs(scaled(value.toFixed(20), 20)! - pico * 10n ** 8n);
      expect(off(number) <= off(number * (1 + Number.EPSILON))).toBe(true);
      expect(off(number) <= off(number * (1 - Number.EPSILON))).toBe(true);
    })
  );
});

test('sums around 10⁹ USD are exact to 10⁻¹² USD', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 21n }), { maxLength: 50 }), (amounts) => {
      const read = amounts.map((amount) => picoFromUsd(usdText(amount))!);
      expect(usdText(read.reduce((sum, amount) => sum + amount, 0n))).toBe(
        usdText(amounts.reduce((sum, amount) => sum + amount, 0n))
      );
    })
  );
});
