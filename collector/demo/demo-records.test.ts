import { readRecord } from '../ingest/read-record';
import { demoRecords } from './demo-records';
import { DEMO_TEAMS } from './demo-world';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
/** Hours of a week in March. */
const WEEK = Array.from({ length: 168 }, (_, index) => Math.floor(Date.UTC(2026, 2, 2) / HOUR) + index);

test('the same hour gives the same records, always', () => {
  for (const hour of WEEK) {
    expect(demoRecords(hour)).toEqual(demoRecords(hour));
  }
  expect(demoRecords(WEEK[12]!)).not.toEqual(demoRecords(WEEK[13]!));
});

test('records lie within their hour, in order, each with an id of its own', () => {
  const ids = new Set<string>();
  let count = 0;
  for (const hour of WEEK) {
    const records = demoRecords(hour);
    const times = records.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(records.filter(({ timestamp }) => Math.floor(timestamp / HOUR) !== hour)).toEqual([]);
    records.forEach(({ id, source }) => ids.add(`${source}/${id}`));
    count += records.length;
  }
  expect(ids.size).toBe(count);
  expect(count).toBeGreaterThan(1_000);
});

test('intake would take every record as it is, without a flag', () => {
  for (const record of WEEK.flatMap(demoRecords)) {
    const read = readRecord(record, { source: 'other', now: Date.UTC(2026, 3, 1) });
    expect(read).toEqual({ record, idGiven: true });
  }
});

test('a week has every team and model, failures, streams, cached tokens and calls that nobody signed for', () => {
  const records = WEEK.flatMap(demoRecords);
  const seen = (key: 'team' | 'model') => new Set(records.map((record) => record[key]));
  expect(seen('team')).toEqual(new Set(DEMO_TEAMS.map(({ name }) => name)));
  expect(seen('model')).toEqual(new Set(DEMO_TEAMS.flatMap(({ models }) => models.map(([{ name }]) => name))));
  const share = (matches: (record: (typeof records)[number]) => boolean) =>
    records.filter(matches).length / records.length;
  expect(share(({ status_code }) => status_code >= 400)).toBeGreaterThan(0.003);
  expect(share(({ status_code }) => status_code >= 400)).toBeLessThan(0.1);
  expect(share(({ user }) => user === undefined)).toBeGreaterThan(0.01);
  expect(share(({ stream }) => stream === true)).toBeGreaterThan(0.2);
  expect(share(({ cache_read_tokens = 0 }) => cache_read_tokens > 0)).toBeGreaterThan(0.2);
});
