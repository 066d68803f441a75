import { type SourceModel, snapshotOf } from './snapshot';

function entryOf(model: Partial<SourceModel>) {
  const models = [{ id: 'm', match: { equals: 'm' }, prices: {}, ...model }];
  return snapshotOf([{ id: 'acme', models }]).acme?.models.m;
}

test('rates have the names that the configuration gives them; what it cannot bill is left out', () => {
  const prices = {
    input_mtok: 1,
    cache_write_1h_mtok: 2,
    output_reasoning_mtok: 3,
    requests_kcount: 12,
    web_searches_kcount: 10,
  };
  expect(entryOf({ prices })?.prices).toEqual([{ input: 1, cache_write_1h: 2, reasoning: 3, request: 0.012 }]);
  expect(entryOf({ prices: { web_searches_kcount: 10 } })).toBeUndefined();
});

test.each([
  [{ audio_hours: 0.36 }, { unit: 0.0001, unit_name: 'second' }],
  [{ audio_hours: 0.111 }, { unit: 0.0000308333333333333, unit_name: 'second' }],
  [
    { input_document_kpages: 1, input_annotated_document_kpages: 3 },
    { unit: 0.001, unit_name: 'page' },
  ],
])('%j is a price per unit', (prices, price) => {
  expect(entryOf({ prices })?.prices).toEqual([price]);
});

test('context tiers are one list with all rates that change', () => {
  const tiers = (price: number) => [{ start: 200_000, price }];
  const prices = {
    input_mtok: { base: 1, tiers: tiers(2) },
    output_mtok: { base: 10, tiers: tiers(15) },
    cache_read_mtok: 0.1,
  };
  expect(entryOf({ prices })?.prices).toEqual([
    { input: 1, output: 10, cache_read: 0.1, tiers: [{ above: 200_000, input: 2, output: 15 }] },
  ]);
});

test('prices of certain hours belong to the date before them', () => {
  const prices = [
    { prices: { input_mtok: 1 } },
    { constraint: { start_date: '2026-08-17' }, prices: { input_mtok: 2 } },
    { constraint: { start_time: '01:00:00Z', end_time: '04:00:00Z' }, prices: { input_mtok: 4 } },
  ];
  expect(entryOf({ prices })?.prices).toEqual([
    { input: 1 },
    { from: '2026-08-17', input: 2 },
    { from: '2026-08-17', hours: ['01:00', '04:00'], input: 4 },
  ]);
});

test.each([
  [{ name: 'M (free)' }, [{ input: 0, output: 0 }]],
  [{ price_comments: 'Included in the subscription' }, [{ input: 0, output: 0 }]],
  [{ description: 'A model for freeform text' }, undefined],
  [{}, undefined],
])('no rates are free only where the source says so: %j', (words, prices) => {
  expect(entryOf(words)?.prices).toEqual(prices);
});

test('match clauses become names and patterns; the model’s own name is none of them', () => {
  const match = {
    or: [
      { equals: 'm' },
      { equals: 'n' },
      { starts_with: 'm-' },
      { ends_with: '-m' },
      { contains: 'mm' },
      { and: [{ starts_with: 'x' }, { regex: '^(?!.*tts)' }] },
    ],
  };
  const prices = { input_mtok: 1 };
  expect(entryOf({ match, prices })?.match).toEqual(['n', 'm-*', '*-m', '*mm*', ['x*', '/^(?!.*tts)/']]);
  expect(() => entryOf({ match: { and: [{ and: [{ equals: 'a' }] }] }, prices })).toThrow(/nested deeper/);
});
