import { isTextMetric, METRICS, type NumberMetricId } from '../../contract/metrics';
import { type UsageRecord } from '../../contract/record';
import { type Rating } from '../pricing/price-record';
import { aggregate, booked, priced, usd } from '../store/conformance/bookings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { dependsOnPrices, FORMULAS } from './metrics';

async function values(
  metrics: readonly NumberMetricId[],
  ...calls: Array<[Partial<UsageRecord>, Partial<Rating>?]>
): Promise<Array<number | null>> {
  const store = new SqliteStore(':memory:');
  try {
    await store.append(calls.map(([record, rating]) => booked(record, rating)));
    const [row] = await aggregate(store, { measures: metrics.flatMap((metric) => FORMULAS[metric].needs) });
    return metrics.map((metric) => FORMULAS[metric].value(row!.cell));
  } finally {
    await store.close();
  }
}

it('are there for every metric of numbers, and need what they read', async () => {
  const metrics = METRICS.map(({ id }) => id).filter((id) => !isTextMetric(id));
  for (const metric of metrics) {
    const [value] = await values([metric], [{}]);
    expect(value === null || Number.isFinite(value)).toBe(true);
  }
  expect(Object.keys(FORMULAS).sort()).toEqual([...metrics].sort());
});

it('of percentiles are null where no call has the value', async () => {
  const latency = ['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99', 'latency_max'] as const;
  const ttft = ['ttft_p50', 'ttft_p95', 'ttft_p99'] as const;
  expect(await values([...latency, ...ttft], [{}])).toEqual(Array(8).fill(null));
  expect(await values([...latency, ...ttft], [{ latency_ms: 0 }], [{}])).toEqual([0, 0, 0, 0, 0, null, null, null]);
  expect(await values(ttft, [{ time_to_first_token_ms: 5 }])).toEqual([5, 5, 5]);
});

it('of retries and caches are null where nothing is priced, else the sum of what is known', async () => {
  const metrics = ['retry_cost', 'cache_savings', 'interactions', 'units'] as const;
  const retry = { attempt_of: 'a' };
  expect(await values(metrics, [retry])).toEqual([null, null, 1, 0]);
  const saved = { ...priced('2'), cache_savings: usd('-0.5') };
  expect(await values(metrics, [{ id: 'a', units: 3 }, saved], [retry, priced('1')], [retry])).toEqual([1, -0.5, 1, 3]);
});

it('of what the price list says are summed of the calls that it prices, reported or not, and null without any', async () => {
  const metrics = ['provider_cost', 'computed_cost'] as const;
  const reported = { ...priced('2'), provider_cost: usd('2'), cost_source: 'reported' as const };
  expect(await values(metrics, [{}, { ...reported, computed_cost: usd('1.5') }], [{}, reported], [{}])).toEqual([
    4, 1.5,
  ]);
  expect(await values(metrics, [{}, reported], [{}])).toEqual([2, null]);
  expect(await values(metrics, [{}, { ...reported, computed_cost: 0n }])).toEqual([2, 0]);
});

it('of margins are a fraction of the cost, null where that is 0 or nothing is priced', async () => {
  const sold = { ...priced('4'), provider_cost: usd('3') };
  expect(await values(['margin', 'margin_rate'], [{}, sold], [{}])).toEqual([1, 0.25]);
  expect(await values(['margin', 'margin_rate'], [{}, { ...priced('2'), provider_cost: usd('3') }])).toEqual([
    -1, -0.5,
  ]);
  expect(await values(['margin', 'margin_rate'], [{}, { ...priced('0'), provider_cost: usd('3') }])).toEqual([
    -3,
    null,
  ]);
  expect(await values(['margin_rate'], [{}])).toEqual([null]);
});

it('tell which are missing unpriced calls', () => {
  expect(
    (['cost', 'retry_cost', 'cache_savings', 'margin', 'margin_rate', 'computed_cost'] as const).map(dependsOnPrices)
  ).toEqual(Array(6).fill(true));
  expect((['requests', 'top_model', 'units', 'latency_p50'] as const).map(dependsOnPrices)).toEqual(
    Array(4).fill(false)
  );
});
