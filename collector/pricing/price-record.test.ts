import { costOf, pricingFromYaml } from '../test/pricing';

const TOKENS = { input_tokens: 1_000_000 };

test('provider cost 0.10, markup 25 % and fee 0.01 make 0.135', () => {
  const pricing = pricingFromYaml('customer: [{ markup: 0.25, fee: 0.01 }]');
  expect(costOf(pricing, { provider_cost: '0.10' })).toEqual({
    cost: '0.135',
    provider: '0.1',
    markup: '0.025',
    fee: '0.01',
    source: 'reported',
    credits: 1,
  });
});

describe('the provider’s cost', () => {
  const pricing = pricingFromYaml(`
    prices:
      - { model: m, input: 2, output: 8 }
      - { model: free, input: 0, output: 0 }
      - { model: per-call, request: 0.02 }
      - { model: half, input: 2 }
      - { model: both, request: 0.02, input: 2 }`);

  test.each([
    ['is computed from tokens', { input_tokens: 500_000, output_tokens: 250_000 }, '3', 'computed'],
    ['is the reported one where there is one', { ...TOKENS, provider_cost: '0.5' }, '0.5', 'reported'],
    ['is a reported 0 of the gateway’s own cache', { ...TOKENS, cache_hit: true, provider_cost: '0' }, '0', 'reported'],
    ['is 0 for an answer of the gateway’s own cache', { ...TOKENS, cache_hit: true }, '0', 'computed'],
    ['is unknown for an unknown model', { ...TOKENS, model: 'other' }, null, 'unpriced'],
    ['is a true 0 for a free model', { ...TOKENS, model: 'free' }, '0', 'computed'],
    ['is unknown for a success without any usage', {}, null, 'unpriced'],
    ['is unknown for a success of a free model without any usage', { model: 'free' }, null, 'unpriced'],
    ['is unknown where something that was used has no price', { output_tokens: 1, model: 'half' }, null, 'unpriced'],
    ['is known where what has no price was not used', { ...TOKENS, output_tokens: 0, model: 'half' }, '2', 'computed'],
    ['is the price per request', { model: 'per-call' }, '0.02', 'computed'],
    ['is the price per request, whatever tokens were used', { ...TOKENS, model: 'per-call' }, '0.02', 'computed'],
    ['adds the price per request to that of tokens', { ...TOKENS, model: 'both' }, '2.02', 'computed'],
    ['is reported for an unknown model too', { model: 'other', provider_cost: '0.5' }, '0.5', 'reported'],
  ] as const)('%s', (_, fields, provider, source) => {
    expect(costOf(pricing, fields)).toMatchObject({ provider, cost: provider, source });
  });

  describe('of a failed call', () => {
    test.each([
      ['without tokens is 0', {}, '0', 'computed'],
      ['without tokens is 0 for an unknown model', { model: 'other' }, '0', 'computed'],
      ['without tokens is 0 where the price is per request', { model: 'per-call' }, '0', 'computed'],
      ['with tokens is what they cost', TOKENS, '2', 'computed'],
      ['with tokens of an unknown model is unknown', { ...TOKENS, model: 'other' }, null, 'unpriced'],
      ['is the reported one', { provider_cost: '0.1' }, '0.1', 'reported'],
    ] as const)('%s', (_, fields, provider, source) => {
      for (const status_code of [302, 400, 429, 500]) {
        expect(costOf(pricing, { status_code, ...fields })).toMatchObject({ provider, source, credits: 0 });
      }
    });
  });
});

describe('the fee', () => {
  const pricing = (feeOn: string) =>
    pricingFromYaml(`{ prices: [{ model: m, input: 2 }], customer: [{ fee: 0.01${feeOn} }] }`);

  test.each([
    ['successful, priced calls', TOKENS, '0.01', '0.01'],
    ['answers of the gateway’s cache', { cache_hit: true }, '0.01', '0.01'],
    ['failed calls only if it is on all', { status_code: 500 }, '0', '0.01'],
    ['no unpriced call', { ...TOKENS, model: 'other' }, '0', '0'],
    ['no unpriced failure', { ...TOKENS, model: 'other', status_code: 500 }, '0', '0'],
  ] as const)('is charged for %s', (_, fields, onSuccess, onAll) => {
    expect(costOf(pricing(''), fields).fee).toBe(onSuccess);
    expect(costOf(pricing(', fee_on: success'), fields).fee).toBe(onSuccess);
    expect(costOf(pricing(', fee_on: all'), fields).fee).toBe(onAll);
  });

  test('is not part of what the markup is taken of', () => {
    const marked = pricingFromYaml('{ customer: [{ markup: 1, fee: 1 }] }');
    expect(costOf(marked, { provider_cost: '1' })).toMatchObject({ cost: '3', markup: '1', fee: '1' });
  });
});

describe('credits', () => {
  test.each([
    ['one of a priced success', { provider_cost: '1' }, 1],
    ['one of an unpriced success', TOKENS, 1],
    ['none of a failure', { status_code: 500, provider_cost: '1' }, 0],
  ] as const)('are %s', (_, fields, credits) => {
    expect(costOf(pricingFromYaml('{}'), fields).credits).toBe(credits);
  });
});

describe('units', () => {
  const pricing = pricingFromYaml('{ prices: [{ model: m, unit: 0.04, unit_name: image }, { model: s, unit: 1 }] }');

  test.each([
    [{ units: 3, unit: 'image' }, '0.12'],
    [{ units: 3, unit: 'second' }, null],
    [{ units: 3 }, null],
    [{ unit: 'image' }, null],
    [{ units: 3, unit: 'image', input_tokens: 20 }, '0.12'],
    [{ model: 's', units: 1.234_567_891_234 }, '1.234567891234'],
    [{ model: 's', units: 0.000_000_5 }, '0.0000005'],
  ])('of %j cost %s', (fields, provider) => {
    expect(costOf(pricing, fields).provider).toBe(provider);
  });
});

test.each([
  [{ provider_cost: '0.000000000001' }, 'markup: 0.5', '0.000000000002'],
  [{ provider_cost: '0.000000000003' }, 'markup: 0.5', '0.000000000004'],
  [{ provider_cost: '0.000000000001' }, 'markup: 0.499999999999', '0.000000000001'],
])('cost rounds half-even: %j with %s is %s', (fields, rule, cost) => {
  expect(costOf(pricingFromYaml(`{ customer: [{ ${rule} }] }`), fields).cost).toBe(cost);
});

test.each([
  [1, '0.000000000002'],
  [3, '0.000000000008'],
  [2, '0.000000000005'],
])('provider cost rounds half-even: %i tokens at 2.5 picodollars are %s', (input_tokens, provider) => {
  expect(costOf(pricingFromYaml('{ prices: [{ model: m, input: 0.0000025 }] }'), { input_tokens }).provider).toBe(
    provider
  );
});

test('a provider’s cost beyond a million USD is unknown rather than wrong', () => {
  const pricing = pricingFromYaml('{ prices: [{ model: m, unit: 1000 }], customer: [{ markup: 1, fee: 0 }] }');
  const unpriced = { provider: null, cost: null, fee: '0', source: 'unpriced' };
  expect(costOf(pricing, { units: 1_000 })).toMatchObject({ provider: '1000000', cost: '2000000' });
  expect(costOf(pricing, { units: 1_000.000_001 })).toMatchObject(unpriced);
  expect(costOf(pricing, { units: 1e12 })).toMatchObject(unpriced);
  expect(costOf(pricing, { units: 1e12, provider_cost: '1000000' })).toMatchObject({ cost: '2000000' });
});
