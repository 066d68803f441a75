import { chance, hex, logNormal, pick, seededRandom, wholeNear } from './random';

const sample = (count: number, next: () => number) => Array.from({ length: count }, next);

test('a seed determines the numbers, and another seed gives others', () => {
  expect(sample(50, seededRandom(7))).toEqual(sample(50, seededRandom(7)));
  expect(sample(50, seededRandom(7))).not.toEqual(sample(50, seededRandom(8)));
});

test('numbers are uniform in [0, 1)', () => {
  const numbers = sample(20_000, seededRandom(1));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length;
    expect(share).toBeCloseTo(0.1, 1);
  }
});

test('items are picked as often as their weights say', () => {
  const random = seededRandom(2);
  const picked = Array.from({ length: 20_000 }, () =>
    pick(random, [
      ['a', 6],
      ['b', 3],
      ['c', 1],
      ['never', 0],
    ] as const)
  );
  const share = (item: string) => picked.filter((other) => other === item).length / picked.length;
  expect([share('a'), share('b'), share('c')].map((value) => Math.round(value * 10))).toEqual([6, 3, 1]);
  expect(share('never')).toBe(0);
});

test('half of the log-normal numbers lie below the median, and none below 0', () => {
  const random = seededRandom(3);
  const numbers = Array.from({ length: 20_000 }, () => logNormal(random, 100, 0.5));
  expect(numbers.filter((number) => number < 100).length / numbers.length).toBeCloseTo(0.5, 1);
  expect(numbers.every((number) => number > 0 && Number.isFinite(number))).toBe(true);
});

test('a chance comes true as often as its share says', () => {
  const random = seededRandom(4);
  const share = sample(20_000, () => Number(chance(random, 0.3))).reduce((sum, one) => sum + one, 0) / 20_000;
  expect(share).toBeCloseTo(0.3, 1);
  expect(sample(100, () => Number(chance(random, 0)))).not.toContain(1);
});

test('hexadecimal texts have the digits asked for', () => {
  const random = seededRandom(5);
  [1, 8, 12, 32].forEach((digits) => expect(hex(random, digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`)));
});

test('whole numbers near a mean have it on average, and none is below 0', () => {
  const random = seededRandom(6);
  for (const mean of [1, 3, 60]) {
    const numbers = sample(20_000, () => wholeNear(random, mean));
    expect(numbers.every((number) => Number.isInteger(number) && number >= 0)).toBe(true);
    expect(numbers.reduce((sum, one) => sum + one, 0) / numbers.length / mean).toBeCloseTo(1, 1);
  }
});
