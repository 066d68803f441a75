import { RateLimit } from './rate-limit';

const MINUTE = 60_000;

let rates: RateLimit;
beforeEach(() => {
  rates = new RateLimit();
});

const takeMany = (count: number, now: number, perMinute = 60) =>
  Array.from({ length: count }, () => rates.take('a', perMinute, 1, now)).filter((wait) => wait === 0).length;

test('a minute’s worth may come at once, and no more', () => {
  expect(takeMany(100, 0)).toBe(60);
  expect(rates.take('a', 60, 1, 0)).toBe(1_000);
});

test('it fills evenly, up to a minute’s worth', () => {
  takeMany(60, 0);
  expect(rates.take('a', 60, 1, 999)).toBe(1);
  expect(takeMany(5, 1_000)).toBe(1);
  expect(takeMany(20, 11_000)).toBe(10);
  expect(takeMany(200, 100 * MINUTE)).toBe(60);
});

test('who waits as long as told gets through', () => {
  for (const perMinute of [1, 7, 60, 601, 100_000]) {
    const key = String(perMinute);
    let now = 0;
    for (let index = 0; index < 3 * perMinute && index < 5_000; index++) {
      const wait = rates.take(key, perMinute, 1, now);
      if (wait > 0) {
        now += wait;
        expect(rates.take(key, perMinute, 1, now)).toBe(0);
      }
    }
  }
});

test('over a long time no more than the rate and one minute’s worth gets through', () => {
  let taken = 0;
  for (let now = 0; now < 10 * MINUTE; now += 50) {
    taken += rates.take('a', 60, 1, now) === 0 ? 1 : 0;
  }
  expect(taken).toBeGreaterThanOrEqual(659);
  expect(taken).toBeLessThanOrEqual(660);
});

test('refusals cost nothing', () => {
  takeMany(60, 0);
  for (let index = 0; index < 1_000; index++) {
    rates.take('a', 60, 1, 0);
  }
  expect(rates.take('a', 60, 1, 1_000)).toBe(0);
});

test('more than a minute’s worth passes at once, and is waited for afterwards', () => {
  expect(rates.take('a', 1_000, 10_000, 0)).toBe(0);
  expect(rates.take('a', 1_000, 1, 0)).toBe(9_001 * 60);
  expect(rates.take('a', 1_000, 1, 9_001 * 60)).toBe(0);
});

test('keys do not share', () => {
  takeMany(60, 0);
  expect(rates.take('b', 60, 1, 0)).toBe(0);
});

test('a clock that is set back neither fills nor empties', () => {
  expect(takeMany(30, MINUTE)).toBe(30);
  expect(takeMany(100, 0)).toBe(30);
});
