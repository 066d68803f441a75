import { countDays } from './count-days';

const HOUR = 3_600_000;
const WEEKEND = [6, 7];
const at = (text: string) => Date.parse(text);

describe('days of a range', () => {
  it('are those of the zone, the weekend’s apart', () => {
    const week = { from: at('2026-01-05T00:00Z'), to: at('2026-01-12T00:00Z') };
    expect(countDays(week, 'UTC', WEEKEND)).toEqual({ weekend: 2, other: 5 });
    expect(countDays(week, 'UTC', [5])).toEqual({ weekend: 1, other: 6 });
    expect(countDays(week, 'UTC', [])).toEqual({ weekend: 0, other: 7 });
    const inTokyo = { from: week.from - 9 * HOUR, to: week.to - 9 * HOUR };
    expect(countDays(inTokyo, 'Asia/Tokyo', WEEKEND)).toEqual({ weekend: 2, other: 5 });
  });

  it('count as the part that lies in the range where it cuts them', () => {
    const range = { from: at('2026-01-09T18:00Z'), to: at('2026-01-10T12:00Z') };
    expect(countDays(range, 'UTC', WEEKEND)).toEqual({ weekend: 0.5, other: 0.25 });
    const short = { from: at('2026-01-09T06:00Z'), to: at('2026-01-09T12:00Z') };
    expect(countDays(short, 'UTC', WEEKEND)).toEqual({ weekend: 0, other: 0.25 });
  });

  it('are one each, however many hours they have', () => {
    const spring = { from: at('2026-03-28T00:00+01:00'), to: at('2026-03-30T00:00+02:00') };
    expect(countDays(spring, 'Europe/Berlin', WEEKEND)).toEqual({ weekend: 2, other: 0 });
    const half = { from: at('2025-10-26T00:00+02:00'), to: at('2025-10-26T00:00+02:00') + 12.5 * HOUR };
    expect(countDays(half, 'Europe/Berlin', WEEKEND)).toEqual({ weekend: 0.5, other: 0 });
  });

  it('of no time are none', () => {
    expect(countDays({ from: 5, to: 5 }, 'UTC', WEEKEND)).toEqual({ weekend: 0, other: 0 });
    expect(countDays({ from: 5, to: 1 }, 'UTC', WEEKEND)).toEqual({ weekend: 0, other: 0 });
  });
});
