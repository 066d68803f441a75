import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { pricingFromYaml, usageRecord } from '../test/pricing';
import { usdText } from './decimal';
import { priceRecord } from './price-record';

/** USD per 1,000,000 tokens. */
const PRICE = { model: 'm', input: 2, output: 10, cache_read: 0.2, cache_write: 2.5, cache_write_1h: 4 };

/** USD; null: unknown. */
function savings(
  fields: Partial<UsageRecord>,
  { price = PRICE, customer = [] }: { price?: object; customer?: object[] } = {}
): string | null {
  const pricing = pricingFromYaml(JSON.stringify({ catalogue: false, prices: [price], customer }));
  const { cache_savings: saved } = priceRecord(usageRecord(fields), pricing);
  return saved === null ? null : usdText(saved);
}

describe('cache savings', () => {
  it('are what tokens read from the provider’s cache would have cost more as plain input', () => {
    expect(savings({ input_tokens: 1_000_000, cache_read_tokens: 600_000, output_tokens: 5 })).toBe('1.08');
  });

  it('are reduced by what writing to the cache costs on top, below zero where nothing is read', () => {
    const write = { input_tokens: 1_000_000, cache_write_tokens: 300_000 };
    expect(savings(write)).toBe('-0.15');
    expect(savings({ ...write, cache_write_1h_tokens: 100_000 })).toBe('-0.3');
    expect(savings({ ...write, cache_read_tokens: 100_000 })).toBe('0.03');
  });

  it('are nothing without a cache, of a free call, and of one that failed before it used anything', () => {
    expect(savings({ input_tokens: 1_000 })).toBe('0');
    expect(savings({ input_tokens: 9, cache_read_tokens: 9 }, { price: { model: 'm', input: 0 } })).toBe('0');
    expect(savings({ status_code: 500 })).toBe('0');
  });

  it('are unknown where the cost is', () => {
    expect(savings({ model: 'other', input_tokens: 9, cache_read_tokens: 9 })).toBeNull();
    expect(savings({ model: 'other', input_tokens: 9, saved_cost: '1' })).toBeNull();
    expect(savings({})).toBeNull();
  });

  it('go by the price of the prompt’s own size', () => {
    const price = { ...PRICE, tiers: [{ above: 200_000, input: 4, cache_read: 0.4 }] };
    expect(savings({ input_tokens: 1_000_000, cache_read_tokens: 500_000 }, { price })).toBe('1.8');
    expect(savings({ input_tokens: 200_000, cache_read_tokens: 100_000 }, { price })).toBe('0.18');
  });

  it('leave other kinds of input at their own rates', () => {
    const price = { ...PRICE, input_audio: 30 };
    const call = { input_tokens: 1_000_000, cache_read_tokens: 800_000, input_audio_tokens: 500_000 };
    expect(savings(call, { price })).toBe('1.44');
  });

  it('are nothing where cached tokens have no plain rate to be compared with, or no rate of their own', () => {
    const call = { input_tokens: 1_000_000, cache_read_tokens: 1_000_000 };
    expect(savings(call, { price: { model: 'm', output: 1, cache_read: 0.2 } })).toBe('0');
    expect(savings(call, { price: { model: 'm', input: 2 } })).toBe('0');
  });

  it('are the customer’s: with the markup, without the fee', () => {
    const call = { input_tokens: 1_000_000, cache_read_tokens: 1_000_000 };
    expect(savings(call, { customer: [{ markup: 0.25, fee: 0.01 }] })).toBe('2.25');
  });

  it('of a reported cost go by the book, and are what was reported alone where it has no price', () => {
    const call = { input_tokens: 1_000_000, cache_read_tokens: 1_000_000, provider_cost: '0.3' };
    expect(savings(call)).toBe('1.8');
    expect(savings({ ...call, model: 'other' })).toBe('0');
    expect(savings({ ...call, model: 'other', saved_cost: '0.7' })).toBe('0.7');
    expect(savings({ ...call, saved_cost: '0.7' })).toBe('2.5');
  });

  describe('of a call that the gateway’s own cache answered', () => {
    const call = { cache_hit: true, input_tokens: 1_000_000, output_tokens: 100_000 };

    it('are what was reported as saved', () => {
      expect(savings({ ...call, saved_cost: '0.123456789012' })).toBe('0.123456789012');
      expect(savings({ ...call, saved_cost: '0' })).toBe('0');
      expect(savings({ ...call, saved_cost: '1' }, { customer: [{ markup: 0.5, fee: 0.01 }] })).toBe('1.5');
      expect(savings({ cache_hit: true, saved_cost: '1' })).toBe('1');
    });

    it('are else what the price says of the call', () => {
      expect(savings(call)).toBe('3');
      expect(savings({ ...call, cache_read_tokens: 1_000_000 })).toBe('3');
      expect(savings({ ...call, provider_cost: '0' })).toBe('3');
      expect(savings({ ...call, provider_cost: '0.5' })).toBe('2.5');
    });

    it('are else nothing', () => {
      expect(savings({ cache_hit: true })).toBe('0');
      expect(savings({ ...call, model: 'other' })).toBe('0');
      expect(savings({ cache_hit: true, status_code: 500 }, { price: { model: 'm', request: 1 } })).toBe('0');
      expect(savings({ ...call, model: 'other', provider_cost: '0.5' })).toBe('0');
    });
  });

  it('are the exact difference of two bills times the markup, rounded half-even once', () => {
    const rate = fc.integer({ min: 0, max: 10 ** 15 }).map((picos) => BigInt(picos));
    const tokens = fc.integer({ min: 0, max: 3_000_000 });
    const decimal = (picos: bigint) => `${picos / 10n ** 12n}.${String(picos % 10n ** 12n).padStart(12, '0')}`;
    const amounts = fc.record({ text: tokens, read: tokens, write: tokens, write1h: tokens, answer: tokens });
    const rates = fc.record({ input: rate, cache_read: rate, cache_write: rate, cache_write_1h: rate, output: rate });
    fc.assert(
      fc.property(rates, amounts, rate, rate, fc.boolean(), (price, used, markup, saved, hit) => {
        fc.pre(Object.values(used).some((amount) => amount > 0));
        const cached = used.read + used.write + used.write1h;
        const record: Partial<UsageRecord> = {
          input_tokens: used.text + cached,
          output_tokens: used.answer,
          cache_read_tokens: used.read,
          cache_write_tokens: used.write + used.write1h,
          cache_write_1h_tokens: used.write1h,
          ...(hit ? { cache_hit: true } : { saved_cost: decimal(saved) }),
        };
        const texts = Object.fromEntries(Object.entries(price).map(([name, picos]) => [name, decimal(picos)]));
        const options = { price: { model: 'm', ...texts }, customer: [{ markup: decimal(markup) }] };
        // In 10⁻¹⁸ USD, as rates are of a million tokens.
        const plain = BigInt(used.text + cached) * price.input + BigInt(used.answer) * price.output;
        const billed =
          BigInt(used.text) * price.input +
          BigInt(used.answer) * price.output +
          BigInt(used.read) * price.cache_read +
          BigInt(used.write) * price.cache_write +
          BigInt(used.write1h) * price.cache_write_1h;
        const exact = (hit ? plain : plain - billed + saved * 1_000_000n) * (10n ** 12n + markup);
        expect(savings(record, options)).toBe(decimalOf(exact, 10n ** 18n));
      }),
      { numRuns: 300 }
    );
  });
});

/** A fraction of picodollars as USD, of two equally near picodollars the even one. */
function decimalOf(numerator: bigint, denominator: bigint): string {
  const size = numerator < 0n ? -numerator : numerator;
  let picos = (2n * size + denominator) / (2n * denominator);
  if ((2n * size + denominator) % (2n * denominator) === 0n && picos % 2n === 1n) {
    picos -= 1n;
  }
  return usdText(numerator < 0n ? -picos : picos);
}
