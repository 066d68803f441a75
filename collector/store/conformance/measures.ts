import { type UsageRecord } from '../../../contract/record';
import { type Rating } from '../../pricing/price-record';
import { COUNTS, type Count, MONEY } from '../measures';
import { DEFAULT_DAY_PARTS } from '../store';
import { aggregate, booked, freshStore, NOON, type OpenStore, priced, usd } from './bookings';

export function measureTests(open: OpenStore): void {
  const store = freshStore(open);

  async function counts(
    ...calls: Array<[record: Partial<UsageRecord>, rating?: Partial<Rating>]>
  ): Promise<Record<Count, number>> {
    await store().append(calls.map(([record, rating]) => booked(record, rating)));
    const [row] = await aggregate(store(), { measures: COUNTS });
    return Object.fromEntries(COUNTS.map((measure) => [measure, row!.cell.count(measure)])) as Record<Count, number>;
  }

  it('of a bare record are one request and nothing else', async () => {
    const { last_received_at, first_timestamp, last_timestamp, ...numbers } = await counts([{}]);
    expect([last_received_at, first_timestamp, last_timestamp]).toEqual([NOON, NOON, NOON]);
    const { requests, peak_requests, interactions, models, unpriced_requests, ...others } = numbers;
    expect({ requests, peak_requests, interactions, models, unpriced_requests }).toEqual({
      requests: 1,
      peak_requests: 1,
      interactions: 1,
      models: 1,
      unpriced_requests: 1,
    });
    expect(new Set(Object.values(others))).toEqual(new Set([0]));
  });

  it('of errors are every status but 2xx', async () => {
    const calls = [199, 200, 201, 299, 300, 404, 500].map((status_code): [Partial<UsageRecord>] => [{ status_code }]);
    expect(await counts(...calls)).toMatchObject({ requests: 7, errors: 4 });
  });

  it('of tokens are sums of what is there', async () => {
    const tokens = {
      input_tokens: 100,
      output_tokens: 20,
      cache_read_tokens: 30,
      cache_write_tokens: 4,
      reasoning_tokens: 5,
    };
    expect(await counts([tokens], [{ input_tokens: 1 }], [{}])).toMatchObject({ ...tokens, input_tokens: 101 });
  });

  it('of tokens stay whole where they are large', async () => {
    const most = 1_000_000_000_000;
    expect(
      await counts([{ input_tokens: most }], [{ input_tokens: most - 1 }], [{ output_tokens: most }])
    ).toMatchObject({
      input_tokens: 1_999_999_999_999,
      output_tokens: most,
    });
  });

  it('of prices tell known from unknown ones', async () => {
    const free: Partial<Rating> = { cost_source: 'computed', cost: 0n, provider_cost: 0n, markup_amount: 0n };
    const result = await counts(
      [{ input_tokens: 5, output_tokens: 7 }],
      [{ output_tokens: 1 }],
      [{ input_tokens: 100 }, free],
      [{}, priced('2')]
    );
    expect(result).toMatchObject({ priced_requests: 2, unpriced_requests: 2, unpriced_tokens: 13 });
  });

  it('of credits are exact to the millionth, and charged calls those that cost some', async () => {
    const result = await counts(
      [{}, { credits: 0.1 }],
      [{}, { credits: 0.2 }],
      [{}, { credits: 0 }],
      [{}, { credits: 3 }]
    );
    expect(result).toMatchObject({ credits_micro: 3_300_000, charged_requests: 3 });
  });

  it('of times and ratings count the calls that have them, failed ones and zeros too', async () => {
    const result = await counts(
      [{ latency_ms: 100.5, time_to_first_token_ms: 10, rating: 4 }],
      [{ latency_ms: 0, status_code: 500 }],
      [{ latency_ms: 250.25, time_to_first_token_ms: 0, rating: 1.5 }],
      [{}]
    );
    expect(result).toMatchObject({ latency_sum: 350.75, latency_count: 3, latency_max: 250.25 });
    expect(result).toMatchObject({ ttft_sum: 10, ttft_count: 2, rating_sum: 5.5, rating_count: 2 });
  });

  it('of speed take calls with output and a latency above zero', async () => {
    const result = await counts(
      [{ output_tokens: 10, latency_ms: 100 }],
      [{ output_tokens: 0, latency_ms: 1_000 }],
      [{ output_tokens: 7, latency_ms: 0 }],
      [{ output_tokens: 7 }],
      [{ latency_ms: 9 }],
      [{ output_tokens: 5, latency_ms: 0.5, status_code: 500 }]
    );
    expect(result).toMatchObject({ speed_tokens: 15, speed_ms: 100.5 });
  });

  it('of people, models and providers count each once, and system not at all', async () => {
    const result = await counts(
      [{ user: 'ada', model: 'm1', provider: 'p1', attempt_of: 'x' }],
      [{ user: 'ada', model: 'm2', provider: 'p1', attempt_of: 'x' }],
      [{ user: 'Ada', model: 'm1' }],
      [{ user: 'system', model: 'm1' }],
      [{ model: 'm1' }]
    );
    expect(result).toMatchObject({ users: 2, models: 2, providers: 1, retries: 2 });
  });

  it('of times are those of the first and the newest call, in whatever order they are booked', async () => {
    const times = [NOON + 5, NOON - 3, NOON, NOON + 9, NOON - 2];
    const result = await counts(...times.map((timestamp): [Partial<UsageRecord>] => [{ timestamp }]));
    expect(result).toMatchObject({ first_timestamp: NOON - 3, last_timestamp: NOON + 9 });
  });

  it('of peaks are those of the busiest minute of UTC, in whatever order calls are booked', async () => {
    const minute = 60_000;
    const result = await counts(
      [{ timestamp: NOON, input_tokens: 1 }],
      [{ timestamp: NOON + minute - 1, output_tokens: 2 }],
      [{ timestamp: NOON + minute, input_tokens: 40, output_tokens: 2 }],
      [{ timestamp: NOON + 1 }]
    );
    expect(result).toMatchObject({ peak_requests: 3, peak_tokens: 42 });
  });

  it('of the weekend count calls on its days, as the calendar has them in its zone', async () => {
    const friday = Date.UTC(2026, 0, 16, 22);
    const hours = [0, 1, 2, 3, 26, 49, 50];
    await store().append(hours.map((hour) => booked({ timestamp: friday + hour * 3_600_000 })));
    const weekend = async (timezone: string, weekendDays: number[]) => {
      const dayParts = { ...DEFAULT_DAY_PARTS, weekendDays };
      const [row] = await aggregate(store(), { measures: ['weekend_requests'], calendar: { timezone, dayParts } });
      return row!.cell.count('weekend_requests');
    };
    expect(await weekend('UTC', [6, 7])).toBe(4);
    expect(await weekend('Europe/Berlin', [6, 7])).toBe(4);
    expect(await weekend('Europe/Berlin', [6])).toBe(3);
    expect(await weekend('UTC', [5])).toBe(2);
    expect(await weekend('UTC', [])).toBe(0);
  });

  it('of interactions count a call and its retries once, whichever of them are there', async () => {
    const result = await counts(
      [{ id: 'a' }],
      [{ id: 'a2', attempt_of: 'a' }],
      [{ id: 'a3', attempt_of: 'a', status_code: 500 }],
      [{ id: 'c2', attempt_of: 'c' }],
      [{ id: 'c3', attempt_of: 'c' }],
      [{ id: 'd' }]
    );
    expect(result).toMatchObject({ requests: 6, interactions: 3, retries: 4 });
  });

  it('of interactions are told apart by source and id together, however the two are written', async () => {
    const result = await counts(
      [{ source: 's', id: '1' }],
      [{ source: 't', id: '1' }],
      [{ source: 't', id: '2', attempt_of: '1' }],
      [{ source: 's1', id: '23' }],
      [{ source: 's12', id: '3' }],
      [{ source: 'a\u0000b', id: 'c' }],
      [{ source: 'a', id: '\u0000bc' }],
      [{ source: 'ä', id: 'x' }],
      [{ source: '1:s', id: '1' }]
    );
    expect(result.interactions).toBe(8);
  });

  it('of units are their sum, and how many units they are of', async () => {
    expect(await counts([{ units: 2.5, unit: 'second' }], [{ units: 1, unit: 'second' }], [{}])).toMatchObject({
      units: 3.5,
      unit_kinds: 1,
    });
  });

  it('of units tell a missing unit from a named one, and leave out what has a unit but no units', async () => {
    const result = await counts(
      [{ units: 0, unit: 'image' }],
      [{ units: 4 }],
      [{ unit: 'character' }],
      [{ units: 1, unit: 'second' }]
    );
    expect(result).toMatchObject({ units: 5, unit_kinds: 3 });
  });

  it('that were not asked for are refused, as they would be wrong', async () => {
    await store().append([booked({}, priced('1'))]);
    const [row] = await aggregate(store(), { measures: ['requests', 'cost'] });
    expect(row!.cell.money('cost')).toBe(usd('1'));
    for (const money of MONEY.filter((name) => name !== 'cost')) {
      expect(() => row!.cell.money(money)).toThrow(money);
    }
    expect(() => row!.cell.count('errors')).toThrow('errors');
  });
}
