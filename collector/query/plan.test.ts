import { type Granularity } from '../../contract/query';
import { type MetricId } from '../../contract/metrics';
import { type Question } from './question';
import { planQuery } from './plan';
import { at, show } from './time/local';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function question(changes: Partial<Question>): Question {
  return {
    refId: 'A',
    metrics: ['requests'],
    groupBy: [],
    filters: [],
    granularity: 'auto',
    timezone: 'Europe/Berlin',
    range: { from: at('2025-06-01T00:00', 'Europe/Berlin'), to: at('2025-07-01T00:00', 'Europe/Berlin') },
    limit: null,
    other: false,
    compare: null,
    compareAs: 'fields',
    share: false,
    unused: false,
    tellsCostSource: true,
    complete: false,
    settleMs: 0,
    intervalMs: 0,
    maxDataPoints: 1_000,
    notices: [],
    ...changes,
  };
}

function sizeOf(changes: Partial<Question>): [size: string | undefined, count: number | undefined] {
  const { buckets } = planQuery(question(changes), 0, null);
  return [buckets?.size, buckets?.starts.length];
}

function range(from: string, to: string, zone = 'Europe/Berlin'): Partial<Question> {
  return { range: { from: at(from, zone), to: at(to, zone) }, timezone: zone };
}

describe('granularity auto', () => {
  it('takes the finest that fits maxDataPoints', () => {
    expect(sizeOf({ maxDataPoints: 11_000 })).toEqual(['5m', 8_640]);
    expect(sizeOf({ maxDataPoints: 1_000 })).toEqual(['hour', 720]);
    expect(sizeOf({ maxDataPoints: 719 })).toEqual(['6h', 120]);
    expect(sizeOf({ maxDataPoints: 119 })).toEqual(['day', 30]);
  });

  it('counts the buckets that there are, not those a width would give', () => {
    expect(sizeOf({ maxDataPoints: 30 })).toEqual(['day', 30]);
    expect(sizeOf({ maxDataPoints: 29 })).toEqual(['week', 6]);
    expect(sizeOf({ ...range('2025-06-01T00:30', '2025-06-01T10:30'), maxDataPoints: 11 })).toEqual(['hour', 11]);
    expect(sizeOf({ ...range('2025-06-01T00:30', '2025-06-01T10:30'), maxDataPoints: 10 })).toEqual(['6h', 2]);
    expect(sizeOf({ ...range('2025-10-26T00:00', '2025-10-27T00:00'), maxDataPoints: 25 })).toEqual(['hour', 25]);
    expect(sizeOf({ ...range('2025-10-26T00:00', '2025-10-27T00:00'), maxDataPoints: 24 })).toEqual(['6h', 4]);
    expect(sizeOf({ ...range('2025-03-30T00:00', '2025-03-31T00:00'), maxDataPoints: 23 })).toEqual(['hour', 23]);
  });

  it('is not finer than intervalMs, by the usual width of a day and a week', () => {
    expect(sizeOf({ intervalMs: HOUR })[0]).toBe('hour');
    expect(sizeOf({ intervalMs: HOUR + 1 })[0]).toBe('6h');
    expect(sizeOf({ intervalMs: DAY })[0]).toBe('day');
    expect(sizeOf({ intervalMs: DAY + 1 })[0]).toBe('week');
    expect(sizeOf({ intervalMs: 7 * DAY })[0]).toBe('week');
    expect(sizeOf({ intervalMs: 30 * DAY })[0]).toBe('month');
  });

  it('takes months where nothing fits', () => {
    expect(sizeOf({ ...range('2015-01-01T00:00', '2025-01-01T00:00'), maxDataPoints: 5 })).toEqual(['month', 120]);
    expect(sizeOf({ intervalMs: 400 * DAY })).toEqual(['month', 1]);
  });
});

describe('a granularity by name', () => {
  it('is taken whatever the panel would like', () => {
    expect(sizeOf({ granularity: 'hour', intervalMs: 30 * DAY, maxDataPoints: 1 })).toEqual(['hour', 720]);
  });

  it('may give 11,000 buckets and not one more', () => {
    const minutes = (count: number): Partial<Question> => ({
      granularity: 'minute',
      range: { from: 0, to: count * 60_000 },
    });
    expect(sizeOf(minutes(11_000))).toEqual(['minute', 11_000]);
    expect(() => sizeOf(minutes(11_001))).toThrow(/granularity minute gives more than 11000 buckets/);
    expect(() => sizeOf({ granularity: 'minute', range: { from: 30_000, to: 30_000 + 11_000 * 60_000 } })).toThrow(
      /11000/
    );
  });

  it.each([
    ['minute', '2025-01-01T00:00', '2025-01-15T00:00', '5m'],
    ['minute', '2025-01-01T00:00', '2026-01-01T00:00', 'hour'],
    ['5m', '2025-01-01T00:00', '2025-04-01T00:00', '15m'],
    ['hour', '2015-01-01T00:00', '2025-01-01T00:00', 'day'],
    ['day', '1970-01-02T00:00', '2025-01-01T00:00', 'week'],
  ] as Array<[Granularity, string, string, string]>)(
    'of %s from %s to %s names the nearest that fits: %s',
    async (granularity, from, to, nearest) => {
      const ask = async () => sizeOf({ granularity, ...range(from, to, 'UTC') });
      await expect(ask).rejects.toThrow(`the finest that fits is ${nearest}`);
      await expect(ask).rejects.toMatchObject({ code: 'invalid_query', field: 'granularity' });
    }
  );

  it('none has no buckets', () => expect(sizeOf({ granularity: 'none' })).toEqual([undefined, undefined]));
});

describe('a range that is cut short', () => {
  const HALF_PAST = at('2025-06-15T12:34', 'Europe/Berlin');
  const rangeOf = (changes: Partial<Question>, now = HALF_PAST) => {
    const day = range('2025-06-15T00:00', '2025-06-16T00:00');
    const { range: given, buckets } = planQuery(question({ ...day, ...changes }), now, null);
    return { ends: show([given.to], 'Europe/Berlin')[0]!.slice(0, 16), buckets: buckets?.starts.length };
  };

  it('by settle ends so long before now, and is left alone if it ended before', () => {
    expect(rangeOf({ settleMs: 120_000, granularity: 'hour' })).toEqual({ ends: '2025-06-15T12:32', buckets: 13 });
    const later = at('2025-06-17T00:00', 'Europe/Berlin');
    expect(rangeOf({ settleMs: 120_000, granularity: 'none' }, later).ends).toBe('2025-06-16T00:00');
  });

  it.each([
    ['none', '2025-06-15T12:34', undefined],
    ['hour', '2025-06-15T12:00', 12],
    ['6h', '2025-06-15T12:00', 2],
    ['15m', '2025-06-15T12:30', 50],
    ['day', '2025-06-15T00:00', 0],
    ['month', '2025-06-15T00:00', 0],
  ] as Array<[Granularity, string, number | undefined]>)(
    'by complete with granularity %s ends at the last border that has passed: %s',
    (granularity, ends, buckets) => expect(rangeOf({ complete: true, granularity })).toEqual({ ends, buckets })
  );

  it('by complete keeps an end that is a border', () => {
    const later = at('2025-06-17T00:00', 'Europe/Berlin');
    expect(rangeOf({ complete: true, granularity: 'day' }, later)).toEqual({ ends: '2025-06-16T00:00', buckets: 1 });
  });

  it('by both is settled first', () => {
    const now = at('2025-06-15T12:01', 'Europe/Berlin');
    expect(rangeOf({ complete: true, settleMs: 120_000, granularity: 'hour' }, now).ends).toBe('2025-06-15T11:00');
  });

  it('never ends before it begins', () => {
    const now = at('2025-06-15T00:00:30', 'Europe/Berlin');
    expect(rangeOf({ complete: true, settleMs: 120_000, granularity: 'hour' }, now)).toEqual({
      ends: '2025-06-15T00:00',
      buckets: 0,
    });
  });

  it('has its buckets’ size chosen before complete takes anything off', () => {
    const changes = { complete: true, granularity: 'auto' as const, maxDataPoints: 12 };
    expect(rangeOf(changes)).toEqual({ ends: '2025-06-15T12:00', buckets: 2 });
  });
});

describe('a plan', () => {
  it('is refused for a text or a point in time over time', async () => {
    const ask = async () => sizeOf({ metrics: ['requests', 'top_model'], granularity: 'day' });
    await expect(ask).rejects.toMatchObject({ code: 'invalid_query', field: 'granularity' });
    await expect(ask).rejects.toThrow('granularity must be none with top_model');
    const instants = async () => sizeOf({ metrics: ['first_used'], granularity: 'auto' });
    await expect(instants).rejects.toThrow('granularity must be none with first_used, which is a point in time');
  });

  it('reads named ranges in the question’s zone, and all from the first record', () => {
    const now = at('2025-06-15T12:00', 'Asia/Kathmandu');
    const rangeOf = (name: Question['range']) =>
      planQuery(question({ range: name, timezone: 'Asia/Kathmandu' }), now, 7).range;
    expect(rangeOf('today')).toEqual({ from: now - 12 * HOUR, to: now });
    expect(rangeOf('all')).toEqual({ from: 7, to: now });
  });

  it('asks the store for the unpriced calls wherever money is shown, to tell of them', () => {
    const measures = (...metrics: MetricId[]) => planQuery(question({ metrics }), 0, null).totals.measures;
    expect(measures('cost')).toContain('unpriced_requests');
    expect(measures('requests', 'cost_per_request')).toContain('unpriced_requests');
    expect(measures('requests')).toEqual(['requests']);
  });
});
