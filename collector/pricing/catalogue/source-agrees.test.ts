import { calcPrice, waitForUpdate } from '@pydantic/genai-prices';
import { costOf, pricingFromYaml } from '../../test/pricing';
import { CATALOGUE_FILE } from './catalogue-file';
import { providerName } from './provider-names';

const pricing = pricingFromYaml('{}');
/** Around context tiers and cache, on days and at hours of different prices. */
const USAGES = [
  { input_tokens: 1_000, output_tokens: 500 },
  { input_tokens: 128_000, output_tokens: 1_000, cache_read_tokens: 100_000 },
  { input_tokens: 300_000, output_tokens: 2_000, cache_read_tokens: 1_000, cache_write_tokens: 2_000 },
];
const TIMES = ['2025-06-01T12:00:00Z', '2026-09-30T02:30:00Z', '2026-09-30T20:00:00Z', '2027-02-01T08:00:00Z'];
/** Prices that the source has and a record has no amounts for, or that it counts apart. */
const APART = new Set(['request', 'unit']);

test('the source’s own calculator comes to the same cost for every model that is billed by token', async () => {
  const sources = new Map((await waitForUpdate())?.map((provider) => [provider.id, provider]));
  const differing: string[] = [];
  let compared = 0;
  for (const [id, { models }] of Object.entries(CATALOGUE_FILE.providers)) {
    for (const [model, { prices }] of Object.entries(models)) {
      if (prices.some((price) => price.input === undefined || Object.keys(price).some((key) => APART.has(key)))) {
        continue;
      }
      for (const usage of USAGES) {
        for (const time of TIMES) {
          const source = calcPrice(usage, model, { provider: sources.get(id), timestamp: new Date(time) });
          const fields = { provider: providerName(id), model, ...usage, timestamp: Date.parse(time) };
          const cost = costOf(pricing, fields).provider;
          // Of several entries that fit a name the source takes the first, the ledger the one of that name.
          if (source?.model.id === model && cost !== null) {
            compared += 1;
            if (Math.abs(source.total_price - Number(cost)) > 1e-9 * Math.max(1, source.total_price)) {
              differing.push(`${id}/${model} ${time}: ${source.total_price} here ${cost}`);
            }
          }
        }
      }
    }
  }
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(15_000);
});
