import fc from 'fast-check';
import { type Count } from '../measures';
import { aggregate, booked, freshStore, type OpenStore } from './bookings';

const LATENCY: ReadonlyArray<[Count, number]> = [
  ['latency_p50', 0.5],
  ['latency_p90', 0.9],
  ['latency_p95', 0.95],
  ['latency_p99', 0.99],
];
const TTFT: ReadonlyArray<[Count, number]> = [
  ['ttft_p50', 0.5],
  ['ttft_p95', 0.95],
  ['ttft_p99', 0.99],
];

/** PostgreSQL's `percentile_cont`: between the two values whose ranks the fraction lies between. */
function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = fraction * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return low + (high - low) * (rank - Math.floor(rank));
}

export function percentileTests(open: OpenStore): void {
  const store = freshStore(open);

  it('lie between ranks', async () => {
    await store().append([10, 40, 20].map((latency_ms) => booked({ latency_ms })));
    const [row] = await aggregate(store(), { measures: ['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'] });
    expect(LATENCY.map(([measure]) => row!.cell.count(measure))).toEqual([
      20,
      expect.closeTo(36, 9),
      expect.closeTo(38, 9),
      expect.closeTo(39.6, 9),
    ]);
  });

  it('of one value are that value, of none are nothing', async () => {
    await store().append([booked({ team: 'a', latency_ms: 7.5 }), booked({ team: 'a' }), booked({ team: 'b' })]);
    const measures = [...LATENCY, ...TTFT].map(([measure]) => measure);
    const rows = await aggregate(store(), { groupBy: ['team'], measures });
    const of = (team: string) => {
      const { cell } = rows.find(({ group }) => group[0] === team)!;
      return measures.map((measure) => cell.count(measure));
    };
    expect(of('a')).toEqual([7.5, 7.5, 7.5, 7.5, 0, 0, 0]);
    expect(new Set(of('b'))).toEqual(new Set([0]));
  });

  it('count failed calls and zeros, in each group and bucket apart', async () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
    const call = fc.record({
      team: fc.constantFrom('a', 'b'),
      timestamp: fc.constantFrom(0, 10),
      status_code: fc.constantFrom(200, 500),
      latency_ms: fc.option(value, { nil: undefined }),
      time_to_first_token_ms: fc.option(value, { nil: undefined }),
    });
    const [calls] = fc.sample(fc.array(call, { minLength: 400, maxLength: 400 }), { numRuns: 1, seed: 7 });
    await store().append(calls!.map((record) => booked(record)));
    const measures = [...LATENCY, ...TTFT].map(([measure]) => measure);
    const rows = await aggregate(store(), { groupBy: ['team'], buckets: [0, 10], measures });
    expect(rows).toHaveLength(4);
    for (const { group, bucket, cell } of rows) {
      const own = calls!.filter(({ team, timestamp }) => team === group[0] && timestamp === bucket * 10);
      for (const [field, ranks] of [
        ['latency_ms', LATENCY],
        ['time_to_first_token_ms', TTFT],
      ] as const) {
        const values = own.flatMap((record) => record[field] ?? []);
        for (const [measure, fraction] of ranks) {
          expect(cell.count(measure) / percentile(values, fraction)).toBeCloseTo(1, 9);
        }
      }
    }
  });
}
