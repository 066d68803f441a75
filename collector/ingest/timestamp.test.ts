import fc from 'fast-check';
import { NOW } from '../test/start-collector';
import { readRecord } from './read-record';

const DAY = 86_400_000;

/** Epoch ms of a record's timestamp, or why it has none. */
function read(timestamp: unknown, now = NOW): unknown {
  const outcome = readRecord({ model: 'm', timestamp }, { source: 's', now });
  return 'message' in outcome ? outcome : outcome.record.timestamp;
}

const MOMENT = Date.UTC(2026, 2, 1, 12, 30, 15, 123);

test.each([
  ['2026-03-01T12:30:15.123Z'],
  ['2026-03-01t12:30:15.123z'],
  ['2026-03-01 12:30:15.123Z'],
  ['2026-03-01T13:30:15.123+01:00'],
  ['2026-03-01T07:00:15.123-05:30'],
  ['2026-03-01T12:30:15.123456789Z'],
  [' 2026-03-01T12:30:15.123Z '],
  [MOMENT],
  [MOMENT / 1_000],
  [`${MOMENT}`],
  ['1772368215.123'],
  ['1772368215.123999'],
  [MOMENT * 1_000],
  [MOMENT * 1_000 + 999],
  [`${MOMENT}999`],
  [MOMENT * 1_000_000],
  [`${MOMENT}000000`],
  [`${MOMENT}999999`],
])('%j is one and the same moment', (timestamp) => {
  expect(read(timestamp)).toBe(MOMENT);
});

test.each([
  ['yesterday'],
  ['2026-03-01'],
  ['2026-03-01T12:30:15'],
  ['2026-03-01T12:30Z'],
  ['2026-02-30T00:00:00Z'],
  ['2026-13-01T00:00:00Z'],
  ['2026-03-01T25:00:00Z'],
  ['Sun, 01 Mar 2026 12:30:15 GMT'],
  ['2026-03-01T12:30:15Z[Europe/Berlin]'],
  ['-1772368215'],
  [-1],
  [true],
  [{}],
  [[MOMENT]],
])('%j is rejected with what is allowed', (timestamp) => {
  expect(read(timestamp)).toEqual({
    field: 'timestamp',
    message: expect.stringMatching(/^timestamp must be an RFC 3339/),
  });
});

describe('is believed', () => {
  const first = Date.UTC(2000, 0, 1);
  const last = NOW + 7 * DAY;

  test.each([
    [first, first],
    [first / 1_000, first],
    [first * 1_000, first],
    [first * 1e6, first],
    ['2000-01-01T00:00:00Z', first],
    [last, last],
    [new Date(last).toISOString(), last],
  ])('%j, at the edge', (timestamp, time) => {
    expect(read(timestamp)).toBe(time);
  });

  test.each([
    [first - 1],
    ['1999-12-31T23:59:59.999Z'],
    [0],
    [1],
    [last + 1],
    [last * 1e3 + 1e3],
    ['9999-12-31T23:59:59Z'],
    [1e300],
  ])('not %j, beyond the edge', (timestamp) => {
    expect(read(timestamp)).toEqual({
      field: 'timestamp',
      message: 'timestamp must lie between 2000-01-01 and seven days ahead of now',
    });
  });
});

test.each([
  [0, undefined],
  [-DAY, undefined],
  [DAY, ['clock_ahead']],
  [7 * DAY, ['clock_ahead']],
])('%i ms ahead of the clock has the flags %j', (ahead, flags) => {
  const outcome = readRecord({ model: 'm', timestamp: NOW + ahead }, { source: 's', now: NOW });
  expect('record' in outcome && outcome.record.flags).toEqual(flags || undefined);
});

test('the unit never changes the moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: NOW }), (ms) => {
      const written: unknown[] = [
        ms,
        ms / 1e3,
        ms * 1e3,
        ms * 1e6,
        `${ms}`,
        `${ms}000`,
        `${ms}000000`,
        new Date(ms).toISOString(),
      ];
      expect(written.map((timestamp) => read(timestamp))).toEqual(written.map(() => ms));
    }),
    { numRuns: 2_000 }
  );
});
