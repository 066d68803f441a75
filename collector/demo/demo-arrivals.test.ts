import { demoArrivals, MAX_LAG } from './demo-arrivals';
import { demoRecords } from './demo-records';
import { trialOf } from './demo-trial';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 4, 12);
const TRIAL = trialOf(NOW);
const WEEK = Array.from({ length: 168 }, (_, index) => Math.floor(NOW / HOUR) - 168 + index);
const BY_HOUR = WEEK.map((hour) => demoArrivals(hour, TRIAL));
const ALL = BY_HOUR.flat();

test('the same hour of a trial arrives the same way, always', () => {
  expect(demoArrivals(WEEK[100]!, TRIAL)).toEqual(BY_HOUR[100]);
});

test('every record of an hour arrives once as new, after its call has ended and within four hours', () => {
  WEEK.forEach((hour, index) => {
    const ids = new Set(demoRecords(hour, TRIAL).map(({ id }) => id));
    const arrived = new Set<string>();
    for (const { receivedAt, read } of BY_HOUR[index]!) {
      for (const record of read.records.filter(({ id }) => !arrived.has(id))) {
        arrived.add(record.id);
        const lag = receivedAt - record.timestamp;
        expect(lag).toBeGreaterThan(Math.min(record.latency_ms ?? 0, HOUR / 2));
        expect(lag).toBeLessThan(MAX_LAG);
      }
    }
    expect(arrived).toEqual(ids);
  });
});

test('each arrival brings something new of its source, so that it is known to have come', () => {
  const arrived = new Set<string>();
  for (const { source, read } of ALL) {
    expect(read.records.every((record) => record.source === source)).toBe(true);
    expect(read.records.some(({ id }) => !arrived.has(id))).toBe(true);
    read.records.forEach(({ id }) => arrived.add(id));
  }
});

test('some are sent twice, some ratings come later, some differ, and some rows are broken', () => {
  const first = new Map<string, object>();
  let [repeated, rated, differing] = [0, 0, 0];
  for (const record of ALL.flatMap(({ read }) => read.records)) {
    const known = first.get(record.id);
    if (!known) {
      first.set(record.id, record);
    } else if (record.model === '') {
      rated += 1;
    } else if (JSON.stringify(known) === JSON.stringify(record)) {
      repeated += 1;
    } else {
      differing += 1;
    }
  }
  expect(repeated / first.size).toBeGreaterThan(0.001);
  expect(repeated / first.size).toBeLessThan(0.03);
  expect(rated).toBeGreaterThan(50);
  expect(differing).toBeGreaterThan(0);
  const fields = new Set(ALL.flatMap(({ read }) => read.rejected.map(({ field }) => field)));
  expect(fields.size).toBeGreaterThan(2);
});
