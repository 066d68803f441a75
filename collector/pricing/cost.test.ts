import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { costOf as costTexts, pricingFromYaml, usageRecord } from '../test/pricing';
import { priceRecord, type Rating } from './price-record';

const M = 1_000_000;

function rated(yaml: string, fields: Partial<UsageRecord>): Rating {
  return priceRecord(usageRecord(fields), pricingFromYaml(yaml));
}

describe('components', () => {
  test('are what each kind of use cost', () => {
    const yaml = 'prices: [{ model: m, input: 1, output: 10, cache_read: 0.5, request: 0.25, unit: 2 }]';
    const usage = { input_tokens: 3 * M, cache_read_tokens: 2 * M, output_tokens: M, units: 1.5 };
    expect(rated(yaml, usage).components).toEqual({
      request: 250_000_000_000n,
      input: 1_000_000_000_000n,
      cache_read: 1_000_000_000_000n,
      output: 10_000_000_000_000n,
      unit: 3_000_000_000_000n,
    });
  });

  test('put what rounding leaves over on the largest of them', () => {
    const yaml = 'prices: [{ model: m, input: 0.0000005, output: 0.0000014 }]';
    const { components, computed_cost } = rated(yaml, { input_tokens: 1, output_tokens: 1 });
    // 0.5 and 1.4 picodollars: 0 and 1 by themselves, 2 together.
    expect([components, computed_cost]).toEqual([{ input: 0n, output: 2n }, 2n]);
  });

  test('of a free model are 0, of an unpriced one there are none', () => {
    expect(rated('prices: [{ model: m, input: 0, output: 0 }]', { input_tokens: 5 }).components).toEqual({ input: 0n });
    expect(rated('{}', { input_tokens: 5 })).toMatchObject({ components: {}, computed_cost: null });
  });

  test('add up to the computed cost exactly, whatever the rates and amounts', () => {
    const rate = fc.tuple(fc.nat(50), fc.nat(999_999_999_999)).map(([a, b]) => `${a}.${String(b).padStart(12, '0')}`);
    const amount = fc.nat(3_000_000);
    const names = ['input', 'output', 'cache_read', 'reasoning', 'output_audio', 'request', 'unit'] as const;
    const rates = fc.tuple(...names.map(() => rate)).map((list) => names.map((name, index) => [name, list[index]]));
    const tiers = fc.tuple(amount, rate).map(([above, input]) => [{ above: above + 1, input }]);
    const usage = fc.record({
      input_tokens: amount,
      cache_read_tokens: amount,
      output_tokens: amount,
      reasoning_tokens: amount,
      output_audio_tokens: amount,
      units: fc.double({ min: 0, max: 1_000, noNaN: true }),
    });
    fc.assert(
      fc.property(rates, tiers, usage, (list, tier, fields) => {
        const price = { model: 'm', ...Object.fromEntries(list), tiers: tier };
        const { components, computed_cost, provider_cost } = rated(JSON.stringify({ prices: [price] }), fields);
        expect(Object.values(components).reduce((sum, part) => sum + part, 0n)).toBe(computed_cost);
        expect(provider_cost).toBe(computed_cost);
      }),
      { numRuns: 300 }
    );
  });
});

describe('a context tier', () => {
  const yaml = `
    prices:
      - model: m
        input: 1
        output: 10
        cache_read: 0.5
        tiers: [{ above: 400000, input: 4 }, { above: 200000, input: 2, output: 15 }]`;

  test.each([
    [{ input_tokens: 200_000, output_tokens: M }, '10.2'],
    [{ input_tokens: 200_001, output_tokens: M }, '15.400002'],
    [{ input_tokens: 400_001, output_tokens: M }, '11.600004'],
    [{ input_tokens: 300_000, cache_read_tokens: 300_000 }, '0.15'],
    [{ input_tokens: 1, cache_read_tokens: 300_000 }, '0.15'],
    [{ output_tokens: M }, '10'],
  ])('goes by the whole prompt and reprices all of the request: %j costs %s', (usage, cost) => {
    expect(costTexts(pricingFromYaml(yaml), usage).provider).toBe(cost);
  });

  test('that does not name a rate leaves it as it was, in whatever order tiers are written', () => {
    expect(costTexts(pricingFromYaml(yaml), { input_tokens: 500_000, output_tokens: M }).provider).toBe('12');
  });
});
