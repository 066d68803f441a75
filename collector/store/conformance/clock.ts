import { type DimensionId } from '../../../contract/dimensions';
import { type Calendar, DEFAULT_DAY_PARTS } from '../store';
import { aggregate, booked, countsByGroup, freshStore, NOON, type OpenStore, readLog } from './bookings';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUARTER = HOUR / 4;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const inZone = (timezone: string): Calendar => ({ timezone, dayParts: DEFAULT_DAY_PARTS });

/** What a clock on the wall says, by the platform's own calendar. */
function wallClock(timezone: string): (time: number) => { hour: number; weekday: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hour: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return { hour: Number(parts.get('hour')), weekday: WEEKDAYS.indexOf(parts.get('weekday')!) + 1 };
  };
}

function dayPart({ hour, weekday }: { hour: number; weekday: number }): string {
  return weekday > 5 ? 'weekend' : hour >= 9 && hour < 17 ? 'peak' : 'off_peak';
}

function tally(names: readonly string[]): Record<string, number> {
  return names.reduce<Record<string, number>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});
}

export function clockTests(open: OpenStore): void {
  const store = freshStore(open);

  async function bookAt(...times: number[]): Promise<void> {
    await store().append(times.map((timestamp, index) => booked({ id: String(index + 1), timestamp })));
  }
  const by = async (dimension: DimensionId, calendar?: Calendar) =>
    countsByGroup(await aggregate(store(), { groupBy: [dimension], calendar }));

  it('are in UTC unless told otherwise', async () => {
    await bookAt(NOON, NOON + 8 * HOUR, NOON + 2 * DAY, NOON + 3 * DAY);
    expect(await by('hour_of_day')).toEqual({ 12: 3, 20: 1 });
    expect(await by('weekday')).toEqual({ 4: 2, 6: 1, 7: 1 });
    expect(await by('day_part')).toEqual({ peak: 1, off_peak: 1, weekend: 2 });
  });

  it.each([
    ['Europe/Berlin', Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)],
    ['Europe/Berlin', Date.UTC(2025, 9, 25), Date.UTC(2025, 9, 27)],
    ['America/New_York', Date.UTC(2026, 2, 7), Date.UTC(2026, 2, 10)],
    // Clocks change by half an hour.
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 3), Date.UTC(2026, 3, 6)],
    ['Asia/Kathmandu', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)],
    ['Asia/Kolkata', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)],
    ['Pacific/Apia', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)],
    ['Pacific/Marquesas', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)],
    // Skipped a whole day.
    ['Pacific/Apia', Date.UTC(2011, 11, 29), Date.UTC(2012, 0, 1)],
    ['Africa/Casablanca', Date.UTC(2026, 1, 14), Date.UTC(2026, 1, 16)],
  ])('are what the clocks of %s say, every quarter of an hour from %d', async (zone, from, to) => {
    const times = Array.from({ length: (to - from) / QUARTER }, (_, index) => from + index * QUARTER - (index % 2));
    await bookAt(...times);
    const clock = wallClock(zone);
    const calendar = inZone(zone);
    expect(await by('hour_of_day', calendar)).toEqual(tally(times.map((time) => String(clock(time).hour))));
    expect(await by('weekday', calendar)).toEqual(tally(times.map((time) => String(clock(time).weekday))));
    expect(await by('day_part', calendar)).toEqual(tally(times.map((time) => dayPart(clock(time)))));
  });

  it('are right over decades of changing clocks, and at the first instant there is', async () => {
    const from = Date.UTC(2000, 0, 1);
    const times = [0, 1, ...Array.from({ length: 2_000 }, (_, index) => from + index * (5 * DAY + 7 * HOUR + 1))];
    await bookAt(...times);
    for (const zone of ['America/Los_Angeles', 'Europe/Berlin']) {
      const clock = wallClock(zone);
      expect(await by('hour_of_day', inZone(zone))).toEqual(tally(times.map((time) => String(clock(time).hour))));
      expect(await by('weekday', inZone(zone))).toEqual(tally(times.map((time) => String(clock(time).weekday))));
    }
  });

  it('take their parts of the day from the calendar', async () => {
    const friday = Date.UTC(2026, 0, 16);
    await bookAt(...[5, 6, 11, 12, 23].map((hour) => friday + hour * HOUR), friday + DAY + 8 * HOUR);
    const dayParts = { peakDays: [5, 6], peakFrom: 6, peakTo: 12, weekendDays: [7] };
    expect(await by('day_part', { timezone: 'UTC', dayParts })).toEqual({ off_peak: 3, peak: 3 });
    const rest = { peakDays: [], peakFrom: 0, peakTo: 24, weekendDays: [] };
    expect(await by('day_part', { timezone: 'UTC', dayParts: rest })).toEqual({ off_peak: 6 });
  });

  it('are filtered by in the same zone, in aggregates and the log', async () => {
    // 23:30 on Friday in UTC is half past midnight on Saturday in Berlin.
    const late = Date.UTC(2026, 0, 16, 23, 30);
    await bookAt(late, late - HOUR, late + 10 * HOUR);
    const ids = async (timezone: string, dimension: DimensionId, operator: '=' | '!=' | '=~', values: string[]) => {
      const request = { filters: [{ dimension, operator, values }], calendar: inZone(timezone) };
      const entries = await readLog(store(), request);
      const rows = await aggregate(store(), request);
      expect(rows[0]?.cell.count('requests') ?? 0).toBe(entries.length);
      return entries.map(({ record }) => record.id).sort();
    };
    expect(await ids('UTC', 'weekday', '=', ['5'])).toEqual(['1', '2']);
    expect(await ids('Europe/Berlin', 'weekday', '=', ['5'])).toEqual(['2']);
    expect(await ids('Europe/Berlin', 'hour_of_day', '=', ['0', '10'])).toEqual(['1', '3']);
    expect(await ids('Europe/Berlin', 'hour_of_day', '=~', ['2.'])).toEqual(['2']);
    expect(await ids('Europe/Berlin', 'day_part', '!=', ['weekend'])).toEqual(['2']);
  });

  it('are grouped with others, kept and folded', async () => {
    await bookAt(NOON, NOON + HOUR, NOON + DAY, NOON + 2 * DAY);
    const groupBy = ['hour_of_day', 'weekday', 'user'] as const;
    expect(countsByGroup(await aggregate(store(), { groupBy, keep: [['12', '5', 'system']] }))).toEqual({
      '12/5/system': 1,
      other: 3,
    });
  });

  it('of a ledger without records are no groups', async () => {
    expect(await by('hour_of_day', inZone('Europe/Berlin'))).toEqual({});
  });
}
