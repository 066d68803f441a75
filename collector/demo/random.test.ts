import { logNormal, pick, seededRandom } from './random';

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
