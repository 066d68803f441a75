import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { costOf, pricingFromYaml } from '../test/pricing';

const M = 1_000_000;

const PRICES = `
  prices:
    - model: m
      input: 1
      output: 100
      cache_read: 0.5
      cache_write: 2
      cache_write_1h: 4
      input_audio: 8
      input_image: 16
      reasoning: 200
      output_audio: 400
      output_image: 800`;

describe('each token is billed once, parts taken out of their whole', () => {
  test.each<[Partial<UsageRecord>, string]>([
    [{ input_tokens: M }, '1'],
    [{ input_tokens: M, cache_read_tokens: M }, '0.5'],
    [{ input_tokens: 2 * M, cache_read_tokens: M }, '1.5'],
    [{ input_tokens: 3 * M, cache_read_tokens: M, cache_write_tokens: M }, '3.5'],
    [{ input_tokens: M, cache_write_tokens: M, cache_write_1h_tokens: M }, '4'],
    [{ input_tokens: 2 * M, cache_write_tokens: 2 * M, cache_write_1h_tokens: M }, '6'],
    [{ input_tokens: 2 * M, input_audio_tokens: M }, '9'],
    [{ input_tokens: 2 * M, input_image_tokens: M }, '17'],
    [{ output_tokens: M }, '100'],
    [{ output_tokens: 2 * M, reasoning_tokens: M }, '300'],
    [{ output_tokens: 2 * M, output_audio_tokens: M }, '500'],
    [{ output_tokens: 2 * M, output_image_tokens: M }, '900'],
    [{ input_tokens: 0, output_tokens: M, cache_read_tokens: 0, reasoning_tokens: 0 }, '100'],
  ])('%j costs %s', (fields, provider) => {
    expect(costOf(pricingFromYaml(PRICES), fields).provider).toBe(provider);
  });

  test.each<[string, Partial<UsageRecord>, string]>([
    ['cached audio', { input_tokens: M, cache_read_tokens: M, input_audio_tokens: M }, '0.5'],
    ['partly cached audio', { input_tokens: 3 * M, cache_read_tokens: 2 * M, input_audio_tokens: 2 * M }, '9'],
    ['spoken reasoning', { output_tokens: M, reasoning_tokens: M, output_audio_tokens: M }, '200'],
  ])('parts that overlap are not billed twice: %s', (_, fields, provider) => {
    expect(costOf(pricingFromYaml(PRICES), fields).provider).toBe(provider);
  });

  test('however the parts overlap, as many tokens are billed as there were', () => {
    const flat = pricingFromYaml(PRICES.replace(/: [\d.]+$/gm, ': 1'));
    const tokens = (most: number) => fc.integer({ min: 0, max: most });
    const input = tokens(M).chain((whole) =>
      tokens(whole).chain((read) =>
        fc.record({
          input_tokens: fc.constant(whole),
          cache_read_tokens: fc.constant(read),
          cache_write_tokens: tokens(whole - read),
          input_audio_tokens: tokens(whole >> 1),
          input_image_tokens: tokens(whole >> 1),
        })
      )
    );
    const output = tokens(M).chain((whole) =>
      fc.record({
        output_tokens: fc.constant(whole),
        reasoning_tokens: tokens(whole),
        output_audio_tokens: tokens(whole >> 1),
        output_image_tokens: tokens(whole >> 1),
      })
    );
    fc.assert(
      fc.property(input, output, (inputs, outputs) => {
        fc.pre(inputs.input_tokens + outputs.output_tokens > 0);
        const { provider } = costOf(flat, { ...inputs, ...outputs });
        expect(Math.round(Number(provider) * M)).toBe(inputs.input_tokens + outputs.output_tokens);
      })
    );
  });
});

describe('a part without a price of its own costs what its whole costs', () => {
  const plain = pricingFromYaml('{ prices: [{ model: m, input: 1, output: 10, cache_write: 2 }] }');

  test.each<[Partial<UsageRecord>, string]>([
    [{ input_tokens: 2 * M, cache_read_tokens: M }, '2'],
    [{ input_tokens: M, cache_write_tokens: M, cache_write_1h_tokens: M }, '2'],
    [{ input_tokens: M, input_audio_tokens: M }, '1'],
    [{ input_tokens: M, input_image_tokens: M }, '1'],
    [{ output_tokens: M, reasoning_tokens: M }, '10'],
    [{ output_tokens: M, output_audio_tokens: M }, '10'],
    [{ output_tokens: M, output_image_tokens: M }, '10'],
  ])('%j costs %s', (fields, provider) => {
    expect(costOf(plain, fields).provider).toBe(provider);
  });
});

test('parts larger than their whole are billed as they were reported', () => {
  const pricing = pricingFromYaml(PRICES);
  expect(costOf(pricing, { input_tokens: 10, cache_read_tokens: M }).provider).toBe('0.5');
  expect(costOf(pricing, { output_tokens: 1, input_audio_tokens: M }).provider).toBe('8.0001');
});
