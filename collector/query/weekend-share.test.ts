import { booked } from '../store/conformance/bookings';
import { askOne, rowsOf } from './test/ask-ledger';

const DAY = 86_400_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);
const WEEK = { from: MONDAY, to: MONDAY + 7 * DAY };
const calls = (day: number, count: number, team = 'a') =>
  Array.from({ length: count }, () => booked({ team, timestamp: MONDAY + (day - 1) * DAY + 43_200_000 }));

const share = async (records: ReturnType<typeof calls>, query: Record<string, unknown> = {}, now = WEEK.to) =>
  rowsOf(await askOne(records, { ...WEEK, metrics: ['weekend_share'], ...query }, { now }));

describe('the weekend’s share', () => {
  it('is the mean weekend day ÷ the mean of all other days, empty ones counted', async () => {
    expect(await share([...calls(1, 8), ...calls(3, 2), ...calls(7, 1)])).toEqual([[0.25]]);
    expect(await share(calls(2, 10))).toEqual([[0]]);
  });

  it('is null without weekend, without other days, and without calls on those', async () => {
    expect(await share(calls(1, 5), { to: MONDAY + 5 * DAY })).toEqual([[null]]);
    expect(await share(calls(6, 5), { from: MONDAY + 5 * DAY })).toEqual([[null]]);
    expect(await share(calls(6, 5))).toEqual([[null]]);
    expect(await share([])).toEqual([[null]]);
  });

  it('takes the part that the range has of a day, and no day that is still to come', async () => {
    const records = [...calls(4, 4), ...calls(5, 4), ...calls(6, 1)];
    // Thursday’s second half, Friday, and Saturday’s first three quarters.
    const query = { from: MONDAY + 3.5 * DAY, to: MONDAY + 5.75 * DAY };
    const [[value] = []] = await share(records, query);
    expect(value).toBeCloseTo(1 / 0.75 / (8 / 1.5), 14);
    expect(await share(records, { from: query.from }, query.to)).toEqual([[value]]);
  });

  it('goes by the zone of the query and by the days that are configured', async () => {
    const late = [1, 2, 3, 4, 5].map((day) => booked({ timestamp: MONDAY + day * DAY - 1 }));
    expect(await share(late)).toEqual([[0]]);
    // Friday’s last is Saturday’s in Berlin; the range is an hour of next Monday longer there, and one of this shorter.
    const berlin = { timezone: 'Europe/Berlin', from: MONDAY - 3_600_000, to: WEEK.to - 3_600_000 };
    expect(await share(late, berlin)).toEqual([[(1 / 4) * (5 / 2)]]);
    const dayParts = { peakDays: [], peakFrom: 0, peakTo: 0, weekendDays: [5] };
    const result = await askOne(
      calls(5, 3).concat(calls(6, 6)),
      { ...WEEK, metrics: ['weekend_share'] },
      { dayParts, now: WEEK.to }
    );
    expect(rowsOf(result)).toEqual([[3]]);
  });

  it('is each group’s own, over the same days, and has a change', async () => {
    const records = [
      ...calls(1, 5),
      ...calls(6, 1),
      ...calls(1, 5, 'b'),
      ...calls(7, 2, 'b'),
      ...calls(-1, 4),
      ...calls(-3, 5),
    ];
    const query = { groupBy: ['team'], compare: 'previous_period' };
    expect(await share(records, query)).toEqual([
      ['b', 1, null, null],
      ['a', 0.5, 2, -0.75],
    ]);
  });

  it('has no course over time, and an end', async () => {
    const ask = async (query: Record<string, unknown>) =>
      (await askOne([], { metrics: ['weekend_share'], ...query })).error;
    expect(await ask({ granularity: 'day' })).toContain('weekend_share, which is of all days together');
    expect(await ask({ from: 0, to: Date.UTC(2026, 0) })).toContain('at most 11000 days');
  });
});
