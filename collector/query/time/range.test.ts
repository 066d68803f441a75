import { NAMED_RANGES, type NamedRange } from '../../../contract/query';
import { rangeByName } from '../test/naive-time';
import { at, show } from './local';
import { namedRange } from './range';

function range(name: NamedRange, now: string, zone: string): string[] {
  const { from, to } = namedRange(name, at(now, zone), zone, null);
  return show([from, to], zone);
}

describe('rolling ranges', () => {
  it('are hours of time, however the clocks are changed', () => {
    expect(range('1h', '2025-10-26T02:30+01:00', 'Europe/Berlin')).toEqual([
      '2025-10-26T02:30+02:00',
      '2025-10-26T02:30+01:00',
    ]);
    expect(range('24h', '2025-03-30T12:00', 'Europe/Berlin')).toEqual([
      '2025-03-29T11:00+01:00',
      '2025-03-30T12:00+02:00',
    ]);
  });
});

describe('ranges of days', () => {
  it('are today and the whole calendar days before it, up to now', () => {
    const now = '2025-04-02T15:30';
    expect(range('7d', now, 'Europe/Berlin')).toEqual(['2025-03-27T00:00+01:00', '2025-04-02T15:30+02:00']);
    expect(range('30d', now, 'Europe/Berlin')).toEqual(['2025-03-04T00:00+01:00', '2025-04-02T15:30+02:00']);
    expect(range('90d', now, 'Europe/Berlin')).toEqual(['2025-01-03T00:00+01:00', '2025-04-02T15:30+02:00']);
  });

  it('follow the zone: the same moment is another day elsewhere', () => {
    const now = '2025-04-01T20:00Z';
    expect(range('7d', now, 'Asia/Kolkata')).toEqual(['2025-03-27T00:00+05:30', '2025-04-02T01:30+05:30']);
    expect(range('7d', now, 'America/New_York')).toEqual(['2025-03-26T00:00-04:00', '2025-04-01T16:00-04:00']);
  });

  it('begin at the first instant of a day without midnight', () => {
    expect(range('7d', '2018-11-10T09:00', 'America/Sao_Paulo')[0]).toBe('2018-11-04T01:00-02:00');
    expect(range('7d', '2022-04-02T09:00', 'Asia/Beirut')[0]).toBe('2022-03-27T01:00+03:00');
  });

  it('count the dates of the calendar, one that was skipped too', () => {
    expect(range('7d', '2012-01-02T12:00', 'Pacific/Apia')[0]).toBe('2011-12-27T00:00-10:00');
  });
});

describe('ranges of months', () => {
  it.each([
    ['1M', '2025-03-31T12:34', '2025-02-28T12:34+01:00'],
    ['1M', '2024-03-30T12:34', '2024-02-29T12:34+01:00'],
    ['3M', '2025-05-31T12:34', '2025-02-28T12:34+01:00'],
    ['6M', '2025-08-31T12:34', '2025-02-28T12:34+01:00'],
    ['12M', '2024-02-29T12:34', '2023-02-28T12:34+01:00'],
    ['1M', '2025-01-15T12:34', '2024-12-15T12:34+01:00'],
  ] as const)('%s before %s begins at %s', (name, now, from) => {
    expect(range(name, now, 'Europe/Berlin')[0]).toBe(from);
  });

  it('keep the time of day over a change of the clocks', () => {
    expect(range('1M', '2025-04-15T09:00', 'Europe/Berlin')).toEqual([
      '2025-03-15T09:00+01:00',
      '2025-04-15T09:00+02:00',
    ]);
  });

  it('begin after the gap if their first moment was skipped, at the earlier one if it was repeated', () => {
    expect(range('1M', '2025-04-30T02:30', 'Europe/Berlin')[0]).toBe('2025-03-30T03:30+02:00');
    expect(range('1M', '2025-11-26T02:30', 'Europe/Berlin')[0]).toBe('2025-10-26T02:30+02:00');
  });
});

describe('today and yesterday', () => {
  it.each([
    ['Europe/Berlin', '2025-03-30', 23],
    ['Europe/Berlin', '2025-10-26', 25],
    ['America/New_York', '2025-03-09', 23],
    ['Australia/Lord_Howe', '2025-04-06', 24.5],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['Asia/Beirut', '2022-03-27', 23],
    ['Asia/Kathmandu', '2025-03-30', 24],
  ])('in %s meet around %s, which has %d hours', (zone, date, hours) => {
    const evening = at(`${date}T23:59`, zone);
    const today = namedRange('today', evening, zone, null);
    expect((evening - today.from) / 3_600_000).toBeCloseTo(hours - 1 / 60, 6);
    expect(today.to).toBe(evening);
    const yesterday = namedRange('yesterday', evening + 12 * 3_600_000, zone, null);
    expect(yesterday.from).toBe(today.from);
    expect(yesterday.to - yesterday.from).toBe(hours * 3_600_000);
  });
});

describe('this month and the one before', () => {
  it('are calendar months of the zone', () => {
    expect(range('month', '2025-03-31T12:00', 'Europe/Berlin')).toEqual([
      '2025-03-01T00:00+01:00',
      '2025-03-31T12:00+02:00',
    ]);
    expect(range('previous_month', '2025-03-31T12:00', 'Europe/Berlin')).toEqual([
      '2025-02-01T00:00+01:00',
      '2025-03-01T00:00+01:00',
    ]);
    expect(range('previous_month', '2025-01-01T00:00', 'UTC')).toEqual([
      '2024-12-01T00:00+00:00',
      '2025-01-01T00:00+00:00',
    ]);
  });

  it('begin at midnight on a day that itself has none', () => {
    expect(range('month', '2018-11-04T12:00', 'America/Sao_Paulo')[0]).toBe('2018-11-01T00:00-03:00');
  });
});

describe('all', () => {
  it('is the first record to now', () => {
    expect(namedRange('all', 5_000, 'UTC', 1_000)).toEqual({ from: 1_000, to: 5_000 });
  });

  it('is empty without records, and where they all lie ahead', () => {
    expect(namedRange('all', 5_000, 'UTC', null)).toEqual({ from: 5_000, to: 5_000 });
    expect(namedRange('all', 5_000, 'UTC', 9_000)).toEqual({ from: 5_000, to: 5_000 });
  });
});

describe('every named range', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/St_Johns',
    'UTC',
  ];

  it.each(zones)('in %s is the one that counting on the calendar gives', (zone) => {
    const start = Date.UTC(2024, 0, 30, 0, 7, 3, 1);
    const moments = Array.from({ length: 250 }, (_, index) => start + index * 70.3 * 3_600_000);
    const wrong = moments.flatMap((now) =>
      NAMED_RANGES.filter((name) => {
        const { from, to } = namedRange(name, now, zone, start);
        const [expectedFrom, expectedTo] = rangeByName(name, now, zone, start);
        return from !== expectedFrom || to !== expectedTo;
      }).map((name) => `${name} at ${now}`)
    );
    expect(wrong).toEqual([]);
  });
});
