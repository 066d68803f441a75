import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { priceRecord } from './price-record';
import { pricingFromYaml, usageRecord } from '../test/pricing';

jest.setTimeout(60_000);

/** A fraction of whole numbers: the recomputation shares no code with what it checks. */
type Fraction = readonly [numerator: bigint, denominator: bigint];

function fraction(decimal: string): Fraction {
  const [mantissa = '', exponent = '0'] = decimal.toLowerCase().split('e');
  const [whole = '', places = ''] = mantissa.split('.');
  const power = Number(exponent) - places.length;
  const units = BigInt(whole + places);
  return power >= 0 ? [units * 10n ** BigInt(power), 1n] : [units, 10n ** BigInt(-power)];
}

const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];

/** Whole picodollars next to a positive fraction of dollars; of two equally near ones the even one. */
function picodollars([numerator, denominator]: Fraction): bigint {
  const doubled = (2n * numerator * 10n ** 12n) / denominator;
  const exactHalf = (2n * numerator * 10n ** 12n) % denominator === 0n && doubled % 2n === 1n;
  const up = (doubled + 1n) / 2n;
  return exactHalf && up % 2n === 1n ? up - 1n : up;
}

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 999_999_999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(12, '0')}`);
const tokens = fc.integer({ min: 0, max: 2_000_000 });
const units = fc.double({ min: 0, max: 9e3, noNaN: true });

const RATES = [
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'input_audio',
  'reasoning',
  'request',
  'unit',
] as const;
const rates = fc.record(
  Object.fromEntries(RATES.map((name) => [name, decimal])) as Record<(typeof RATES)[number], typeof decimal>
);

const usage = fc
  .record({
    text: tokens,
    read: tokens,
    write: tokens,
    write1h: tokens,
    audio: tokens,
    answer: tokens,
    thought: tokens,
    units,
  })
  .filter((parts) => Object.values(parts).some((part) => part > 0));

test('the provider’s cost is the exact sum of its components, rounded once', () => {
  fc.assert(
    fc.property(rates, usage, (price, parts) => {
      const record = usageRecord({
        input_tokens: parts.text + parts.read + parts.write + parts.write1h + parts.audio,
        output_tokens: parts.answer + parts.thought,
        cache_read_tokens: parts.read,
        cache_write_tokens: parts.write + parts.write1h,
        cache_write_1h_tokens: parts.write1h,
        input_audio_tokens: parts.audio,
        reasoning_tokens: parts.thought,
        units: parts.units,
      });
      const perMillion = ([rate, amount]: [string, number]) =>
        times(times(fraction(rate), [BigInt(amount), 1n]), [1n, 1_000_000n]);
      const components: Fraction[] = [
        perMillion([price.input, parts.text]),
        perMillion([price.cache_read, parts.read]),
        perMillion([price.cache_write, parts.write]),
        perMillion([price.cache_write_1h, parts.write1h]),
        perMillion([price.input_audio, parts.audio]),
        perMillion([price.output, parts.answer]),
        perMillion([price.reasoning, parts.thought]),
        times(fraction(price.unit), fraction(String(parts.units))),
        fraction(price.request),
      ];
      const pricing = pricingFromYaml(JSON.stringify({ prices: [{ model: 'm', ...price }] }));
      expect(priceRecord(record, pricing)).toMatchObject({
        cost_source: 'computed',
        provider_cost: picodollars(components.reduce(plus)),
      });
    }),
    { numRuns: 300 }
  );
});

test('the customer’s cost is provider cost + markup + fee, to the picodollar', () => {
  const statuses = fc.constantFrom(200, 201, 404, 500);
  fc.assert(
    fc.property(decimal, decimal, decimal, statuses, fc.boolean(), (reported, markup, fee, status_code, all) => {
      const rule = { markup, fee, fee_on: all ? 'all' : 'success' };
      const pricing = pricingFromYaml(JSON.stringify({ customer: [rule] }));
      const record: UsageRecord = usageRecord({ provider_cost: reported, status_code });
      const rating = priceRecord(record, pricing);
      const charged = status_code < 300 || all;
      const marked = picodollars(times(fraction(reported), plus([1n, 1n], fraction(markup))));
      expect(rating.cost).toBe(marked + (charged ? picodollars(fraction(fee)) : 0n));
      expect(rating.cost).toBe(rating.provider_cost! + rating.markup_amount! + rating.fixed_fee);
    }),
    { numRuns: 300 }
  );
});
