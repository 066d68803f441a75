import { booked } from '../store/conformance/bookings';
import { askOne, rowsOf } from './test/ask-ledger';

const METRICS = ['peak_requests_per_minute', 'peak_tokens_per_minute'];
const MINUTE = 60_000;
const TEN = Date.UTC(2026, 0, 10, 10);
const call = (offset: number, tokens: number, api_key = 'k1') =>
  booked({ api_key, timestamp: TEN + offset, input_tokens: tokens - 1, output_tokens: 1 });

describe('peaks', () => {
  it('are those of the busiest calendar minute, which need not be the same for requests and tokens', async () => {
    const records = [
      ...[call(0, 10), call(30_000, 10), call(MINUTE - 1, 10)],
      ...[call(MINUTE, 100), call(2 * MINUTE - 1, 1)],
    ];
    expect(rowsOf(await askOne(records, { metrics: METRICS }))).toEqual([[3, 101]]);
  });

  it('do not see a burst across the border of two minutes', async () => {
    const records = [call(MINUTE - 2, 5), call(MINUTE - 1, 5), call(MINUTE, 5), call(MINUTE + 1, 5)];
    expect(rowsOf(await askOne(records, { metrics: METRICS }))).toEqual([[2, 10]]);
  });

  it('are each group’s own, and of the rest that of all others together', async () => {
    const keys = ['k1', 'k1', 'k1', 'k2', 'k2', 'k3', 'k3'];
    const records = keys.map((key, index) => call(index, 10, key));
    const query = { metrics: METRICS, groupBy: ['api_key'], limit: 1, other: true };
    expect(rowsOf(await askOne(records, query))).toEqual([
      ['k1', 3, 30],
      ['(other)', 4, 40],
    ]);
  });

  it('are 0 without calls, and count what lies in the range of a minute that it cuts', async () => {
    expect(rowsOf(await askOne([], { metrics: METRICS }))).toEqual([[0, 0]]);
    const records = [call(0, 1), call(1, 1), call(2, 1)];
    expect(rowsOf(await askOne(records, { metrics: METRICS, from: TEN + 1 }))).toEqual([[2, 2]]);
  });

  it('find the minute again when calls of several come mixed up', async () => {
    const records = [0, 5, 0, 5, 0, 7].map((minute, index) => call(minute * MINUTE + index, 1));
    expect(rowsOf(await askOne(records, { metrics: METRICS }))).toEqual([[3, 3]]);
  });

  it('over time are those of each bucket', async () => {
    const records = [call(0, 1), call(1, 1), call(61 * MINUTE, 7)];
    const query = { metrics: METRICS, granularity: 'hour', from: TEN, to: TEN + 180 * MINUTE };
    const { frames } = await askOne(records, query);
    expect(frames!.map(({ data }) => data.values[1])).toEqual([
      [2, 1, 0],
      [2, 7, 0],
    ]);
  });

  it('have no share, as they are no part of a whole', async () => {
    const { frames } = await askOne([call(0, 1)], { metrics: METRICS, share: true });
    expect(frames![0]!.schema.fields.map(({ name }) => name)).toEqual(METRICS);
  });
});
