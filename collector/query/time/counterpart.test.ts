import { type CalendarUnit, counterpart, counterpartOfDate, counterpartOrLater } from './counterpart';
import { at, show } from './local';

const shown = (time: number | null, zone: string) => (time === null ? null : show([time], zone)[0]);
const back = (local: string, unit: CalendarUnit, zone = 'Europe/Berlin') =>
  shown(counterpart(at(local, zone), unit, zone), zone);
const orLater = (local: string, unit: CalendarUnit, zone = 'Europe/Berlin') =>
  shown(counterpartOrLater(at(local, zone), unit, zone), zone);

describe('the counterpart of a time', () => {
  it.each([
    ['Europe/Berlin', '2025-03-31T02:30', '2025-03-30', '01:59+01:00', '03:00+02:00'],
    ['America/New_York', '2025-03-10T02:30', '2025-03-09', '01:59-05:00', '03:00-04:00'],
    ['Australia/Lord_Howe', '2025-10-06T02:15', '2025-10-05', '01:59+10:30', '02:30+11:00'],
  ])('in %s is none where the clocks skip it the day before', (zone, skipped, date, before, after) => {
    const day = skipped.slice(0, 11);
    expect(back(skipped, 'day', zone)).toBeNull();
    expect(back(`${day}01:59`, 'day', zone)).toBe(`${date}T${before}`);
    expect(back(day + after.slice(0, 5), 'day', zone)).toBe(`${date}T${after}`);
  });

  it.each([
    ['Europe/Berlin', '2025-10-26T02:30', '+02:00', '+01:00', '2025-10-25T02:30', '2025-10-27T02:30'],
    ['America/New_York', '2025-11-02T01:30', '-04:00', '-05:00', '2025-11-01T01:30', '2025-11-03T01:30'],
    ['Australia/Lord_Howe', '2025-04-06T01:45', '+11:00', '+10:30', '2025-04-05T01:45', '2025-04-07T01:45'],
  ])('in %s is of a repeated hour the same one of the two', (zone, local, first, second, dayBefore, dayAfter) => {
    expect(back(local + first, 'day', zone)).toBe(dayBefore + first);
    expect(back(local + second, 'day', zone)).toBeNull();
    expect(back(dayAfter, 'day', zone)).toBe(local + first);
  });

  it('keeps the wall clock over a change of the clocks, by day, week and month', () => {
    expect(back('2025-03-30T12:00', 'day')).toBe('2025-03-29T12:00+01:00');
    expect(back('2025-04-02T09:00', 'week')).toBe('2025-03-26T09:00+01:00');
    expect(back('2025-10-29T09:00', 'week')).toBe('2025-10-22T09:00+02:00');
    expect(back('2025-03-12T08:00', 'week', 'America/New_York')).toBe('2025-03-05T08:00-05:00');
    expect(back('2025-04-15T09:00', 'month')).toBe('2025-03-15T09:00+01:00');
    expect(back('2025-10-08T00:10', 'week', 'Australia/Lord_Howe')).toBe('2025-10-01T00:10+10:30');
  });

  it.each([
    ['2025-03-31T12:00', null],
    ['2025-03-29T12:00', null],
    ['2025-03-28T12:00', '2025-02-28T12:00+01:00'],
    ['2024-03-29T12:00', '2024-02-29T12:00+01:00'],
    ['2024-03-30T12:00', null],
    ['2025-05-31T12:00', null],
    ['2025-01-31T12:00', '2024-12-31T12:00+01:00'],
    ['2024-02-29T12:00', '2024-01-29T12:00+01:00'],
  ])('a month before %s is %s', (local, expected) => expect(back(local, 'month')).toBe(expected));
});

describe('the counterpart of a date', () => {
  const ofDate = (local: string, unit: CalendarUnit, zone: string) =>
    shown(counterpartOfDate(at(local, zone), unit, zone), zone);

  it('is the first instant of the date, though a change of the clocks hides midnight', () => {
    expect(ofDate('2018-11-05T00:00', 'day', 'America/Sao_Paulo')).toBe('2018-11-04T01:00-02:00');
    expect(ofDate('2018-11-04T01:00', 'day', 'America/Sao_Paulo')).toBe('2018-11-03T00:00-03:00');
  });

  it('is none where the calendar has no such date, or the zone skips it', () => {
    expect(ofDate('2025-03-31T00:00', 'month', 'Europe/Berlin')).toBeNull();
    expect(ofDate('2011-12-31T00:00', 'day', 'Pacific/Apia')).toBeNull();
  });
});

describe('the bound of a range without counterpart', () => {
  it('goes up to the next instant that has one', () => {
    expect(orLater('2025-03-29T10:00', 'month')).toBe('2025-03-01T00:00+01:00');
    expect(orLater('2025-03-31T00:00', 'month')).toBe('2025-03-01T00:00+01:00');
    expect(orLater('2025-03-31T02:30', 'day')).toBe('2025-03-30T03:00+02:00');
    expect(orLater('2025-10-06T02:10', 'day', 'Australia/Lord_Howe')).toBe('2025-10-05T02:30+11:00');
    expect(orLater('2025-10-26T02:30+01:00', 'day')).toBe('2025-10-25T03:00+02:00');
  });

  it('with a counterpart is that', () => {
    expect(orLater('2025-03-28T10:00', 'month')).toBe('2025-02-28T10:00+01:00');
  });
});
