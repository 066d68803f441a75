import { Temporal } from 'temporal-polyfill';
import { at, show } from './local';
import { isZone, localTime, offsetSpans, startOfDate } from './zone';

const HOUR = 3_600_000;

describe('a zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kathmandu', 'Etc/GMT+5', 'europe/berlin'])(
    'may be named %s',
    (name) => expect(isZone(name)).toBe(true)
  );

  it.each(['', 'Berlin', 'Europe/Atlantis', '+01:00', '-03', '$zone', 'ledger', ' UTC'])('is not named "%s"', (name) =>
    expect(isZone(name)).toBe(false)
  );
});

describe('local time', () => {
  it('is the clock on the wall with its offset', () => {
    const time = Date.UTC(2025, 6, 1, 12);
    expect(localTime(time, 'Asia/Kathmandu').toString()).toBe('2025-07-01T17:45:00+05:45[Asia/Kathmandu]');
    expect(localTime(time, 'America/St_Johns').toString()).toBe('2025-07-01T09:30:00-02:30[America/St_Johns]');
  });
});

describe('the start of a date', () => {
  it.each([
    ['Europe/Berlin', '2025-03-30', '2025-03-30T00:00+01:00'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T01:00-02:00'],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T00:00-03:00'],
    ['Asia/Beirut', '2022-03-27', '2022-03-27T01:00+03:00'],
    ['America/Havana', '2025-11-02', '2025-11-02T00:00-04:00'],
    ['Pacific/Apia', '2011-12-30', '2011-12-31T00:00+14:00'],
  ])('in %s on %s is %s', (zone, date, start) => {
    expect(show([startOfDate(Temporal.PlainDate.from(date), zone)], zone)).toEqual([start]);
  });
});

describe('spans of one offset', () => {
  it('cover a range without gap or overlap, clipped to it', () => {
    const [from, to] = [at('2025-01-01T00:00', 'Europe/Berlin'), at('2026-01-01T00:00', 'Europe/Berlin')];
    const [spring, autumn] = [Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1)];
    expect(offsetSpans(from, to, 'Europe/Berlin')).toEqual([
      { start: from, end: spring, offset: HOUR },
      { start: spring, end: autumn, offset: 2 * HOUR },
      { start: autumn, end: to, offset: HOUR },
    ]);
  });

  it('are one where nothing changes', () => {
    const [from, to] = [Date.UTC(2000, 0), Date.UTC(2030, 0)];
    expect(offsetSpans(from, to, 'UTC')).toEqual([{ start: from, end: to, offset: 0 }]);
    expect(offsetSpans(from, to, 'Asia/Kolkata')).toEqual([{ start: from, end: to, offset: 5.5 * HOUR }]);
  });

  it('begin and end with a change that lies on the border', () => {
    const change = Date.UTC(2025, 2, 30, 1);
    expect(offsetSpans(change, change + 1, 'Europe/Berlin')).toEqual([
      { start: change, end: change + 1, offset: 2 * HOUR },
    ]);
    expect(offsetSpans(change - 1, change, 'Europe/Berlin')).toEqual([
      { start: change - 1, end: change, offset: HOUR },
    ]);
    expect(offsetSpans(change, change, 'Europe/Berlin')).toEqual([]);
  });

  it('know changes of half an hour and of a whole day', () => {
    const offsets = (zone: string, from: number, to: number) =>
      offsetSpans(from, to, zone).map(({ offset }) => offset / HOUR);
    expect(offsets('Australia/Lord_Howe', Date.UTC(2025, 3), Date.UTC(2025, 10))).toEqual([11, 10.5, 11]);
    expect(offsets('Pacific/Apia', Date.UTC(2011, 11), Date.UTC(2012, 0))).toEqual([-10, 14]);
  });
});
