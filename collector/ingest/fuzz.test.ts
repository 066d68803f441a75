import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { intake, total } from '../test/replies';
import { NOW, startCollector } from '../test/start-collector';
import { FIELD_SCHEMAS } from './fields';

jest.setTimeout(60_000);

const SEED = 20_260_304;
const BATCHES = 40;
const ROWS = 100;

const YAML = `
pricing:
  prices:
    - { model: m, input: 1.25, output: 10, cache_read: 0.125, request: 0.001, unit: 0.04 }
  customer:
    - { markup: 0.25, fee: 0.01, fee_on: all }
`;

const COMPLETE: Record<string, unknown> = {
  ...{ source: 's', timestamp: NOW, model: 'm', user: 'ada', provider: 'openai', service_tier: 'default' },
  ...{ input_tokens: 100, output_tokens: 20, cache_read_tokens: 50, units: 2, unit: 'image', status_code: 200 },
  ...{ latency_ms: 12.5, cache_hit: false, rating: 4, provider_cost: '0.01', currency: 'USD' },
  ...{ tags: { a: 'b' }, metadata: { c: 1 } },
};

const extremes = fc.constantFrom<unknown>(
  ...[0, -0, -1, 1e-300, 1e300, 1.7e308, 5e-324, 2 ** 53, 2 ** 63, -(2 ** 63), 1e21, 0.1, 999_999_999_999],
  ...['', ' ', '0', '-1', '1e308', '1e999', '9'.repeat(64), '0.' + '1'.repeat(60), '\u0000', '\ud800', 'constructor'],
  ...['__proto__', "'; DROP TABLE record; --", 'null', 'true', '2026-01-01', '.chat', null, true, [], {}, [[]]]
);
const value = fc.oneof(
  { weight: 3, arbitrary: extremes },
  { weight: 1, arbitrary: fc.jsonValue({ noUnicodeString: false }) }
);
const field = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...Object.keys(FIELD_SCHEMAS).filter((key) => key !== 'id' && key !== 'source')),
  },
  { weight: 1, arbitrary: fc.string() }
);
const mutations = fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 4 });

test('no mutation of a record makes the collector fail or costs a good row', async () => {
  const collector = await startCollector({ yaml: YAML });
  const mutated = fc.sample(mutations, { seed: SEED, numRuns: BATCHES * ROWS });
  let expected = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const good: Partial<UsageRecord> = { id: `good-${batch}`, source: 's', model: 'm' };
    const rows = mutated
      .slice(batch * ROWS, (batch + 1) * ROWS)
      .map((changes, index) => ({ ...COMPLETE, ...Object.fromEntries(changes), id: `${batch}-${index}` }));
    const { accepted, duplicates, rejected } = await intake(collector.post([good, ...rows]));
    expect(accepted + rejected.length).toBe(ROWS + 1);
    expect(duplicates).toBe(0);
    expect(rejected.map(({ index }) => index)).not.toContain(0);
    expect(rejected.every(({ field: name, message }) => name !== undefined && message.startsWith(name))).toBe(true);
    expected += accepted;
  }
  expect(await total(collector, 'requests')).toBe(expected);
  expect(expected).toBeGreaterThan(BATCHES * 10);
  await everyNumberIsFinite(collector);
});

async function everyNumberIsFinite(collector: Parameters<typeof total>[0]): Promise<void> {
  for (const metric of ['cost', 'provider_cost', 'markup_amount', 'total_tokens', 'latency_avg', 'credits']) {
    expect([metric, await total(collector, metric)]).toEqual([metric, expect.any(Number)]);
  }
}

test('no JSON text at all makes the collector fail', async () => {
  const collector = await startCollector();
  for (const body of fc.sample(fc.json({ maxDepth: 4 }), { seed: SEED, numRuns: 300 })) {
    const reply = await collector.call('/api/v1/records', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    expect([body, [200, 400].includes(reply.status)]).toEqual([body, true]);
    await reply.arrayBuffer();
  }
});
