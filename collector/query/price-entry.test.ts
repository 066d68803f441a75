import { alertScope, fullScope, memberScope } from '../access/scope';
import { booked, priced } from '../store/conformance/bookings';
import { askOne, noticesOf, rowsOf } from './test/ask-ledger';

const JANUARY = Date.UTC(2026, 0, 10);
const RECORDS = [
  booked({ model: 'known', provider: 'acme', timestamp: JANUARY }, priced('1')),
  booked({ model: 'new', provider: 'acme', timestamp: JANUARY, user: 'ada', input_tokens: 10, output_tokens: 2 }),
  booked({ model: 'new', provider: 'acme', timestamp: JANUARY, user: 'ada', service_tier: 'batch', input_tokens: 5 }),
  // Late in the evening of the last of October in UTC, November in Berlin.
  booked({ model: 'new', provider: 'acme', timestamp: Date.UTC(2025, 9, 31, 23, 30), user: 'bob', input_tokens: 1 }),
  booked({ model: 'painter', timestamp: JANUARY, units: 3, unit: 'image' }),
  booked({ model: 'long gone', timestamp: Date.UTC(2024, 0), input_tokens: 1 }),
];
const ASKED = { metrics: ['unpriced_requests', 'price_entry'], groupBy: ['model'] };
const NEW = [
  '- { provider: "acme", model: "new", from: 2025-11-01, input: USD_PER_MILLION, output: USD_PER_MILLION }',
  '- { provider: "acme", model: "new", service_tier: "batch", from: 2026-01-10, input: USD_PER_MILLION }',
].join('\n');
const PAINTER = '- { model: "painter", unit_name: "image", from: 2026-01-10, unit: USD_PER_UNIT }';

it('is the line that prices a model from its first call without a price, whatever the range', async () => {
  const result = await askOne(RECORDS, ASKED, { timezone: 'Europe/Berlin' });
  expect(rowsOf(result)).toEqual([
    ['new', 2, NEW],
    ['painter', 1, PAINTER],
    ['known', 0, null],
  ]);
});

it('is by the ledger’s zone, whichever the question has', async () => {
  const result = await askOne(RECORDS, { ...ASKED, timezone: 'UTC' }, { timezone: 'Europe/Berlin' });
  expect(rowsOf(result)[0]).toEqual(['new', 2, NEW]);
});

it('is blank for others and for what was not used, and asks for models elsewhere', async () => {
  expect(rowsOf(await askOne(RECORDS, { ...ASKED, limit: 1, other: true, unused: true }))).toEqual([
    ['new', 2, expect.stringContaining('"new"')],
    ['(other)', 1, null],
    ['long gone', null, null],
  ]);
  const tile = await askOne(RECORDS, { metrics: ['price_entry'] });
  expect(rowsOf(tile)).toEqual([[null]]);
  expect(noticesOf(tile)).toContain('price_entry is known by model: group by model');
});

it('goes by the calls that the one asking may see', async () => {
  const result = await askOne(RECORDS, ASKED, { scope: memberScope('ada') });
  expect(rowsOf(result)).toEqual([['new', 2, NEW.replace('2025-11-01', '2026-01-10')]]);
});

it('is refused where it would tell what is hidden, to alert rules, and over time', async () => {
  const hiding = { scope: { ...fullScope(), hiddenDimensions: ['provider' as const] } };
  expect((await askOne(RECORDS, ASKED, hiding)).error).toContain(
    'price_entry may not be used by you: it tells provider.'
  );
  const alone = { ...ASKED, metrics: ['price_entry'] };
  expect((await askOne(RECORDS, alone, { scope: alertScope() })).error).toContain('price_entry is a text');
  expect((await askOne(RECORDS, { ...ASKED, granularity: 'month' })).error).toContain('none with price_entry');
});
