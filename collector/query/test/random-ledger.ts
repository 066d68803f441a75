import fc from 'fast-check';
import { DIMENSIONS, type DimensionId } from '../../../contract/dimensions';
import { type UsageRecord } from '../../../contract/record';
import { type Rating } from '../../pricing/price-record';
import { type BookedRecord } from '../../store/store';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones with the instants around which they are asked about: changes of their clocks, where they have any. */
export const CHANGES: ReadonlyArray<readonly [zone: string, instants: readonly string[]]> = [
  ['Europe/Berlin', ['2025-03-30T01:00Z', '2025-10-26T01:00Z', '2024-03-31T01:00Z', '2026-03-29T01:00Z']],
  ['America/New_York', ['2025-03-09T07:00Z', '2025-11-02T06:00Z']],
  ['Australia/Lord_Howe', ['2025-04-05T15:00Z', '2025-10-04T15:30Z']],
  ['America/St_Johns', ['2025-03-09T05:30Z', '2025-11-02T04:30Z']],
  // Clocks that change at midnight, so that a date begins at one, or its last hour comes twice.
  ['Africa/Cairo', ['2025-04-24T22:00Z', '2025-10-30T21:00Z']],
  ['America/Santiago', ['2025-04-06T03:00Z', '2025-09-07T04:00Z']],
  ['Asia/Kathmandu', ['2025-12-31T18:15Z']],
  ['Asia/Kolkata', ['2025-02-28T18:30Z']],
  ['UTC', ['2026-01-01T00:00Z']],
];

/** Names that are easily mixed up. */
export const NAMES = ['a', 'b', 'A', 'a\u0000', '\u0000b', '\uffff', '🙂', '(none)', 'a, b', "a' --", 'a"b', 'a\nb'];

/** Keys of tags that are easily taken apart or taken for something else. */
export const TAG_KEYS = [
  'feature',
  'a.b',
  'a"b',
  "a'b",
  '$',
  '[0]',
  '*',
  '#-1',
  ' ',
  'Ключ',
  '🙂',
  'a\\b',
  '__proto__',
  'constructor',
  'tag.x',
  '\uffff',
  'a\nb',
  '%',
  '"',
] as const;

const text = (...values: string[]) => fc.constantFrom(...values);

/** Often right at a border, else anywhere within three days. */
export function momentNear(centre: number): fc.Arbitrary<number> {
  const border = fc
    .tuple(fc.constantFrom(-24, -6, -2, -1, -0.5, 0, 0.5, 1, 2, 6, 24), fc.constantFrom(-1, 0, 0, 1))
    .map(([hours, ms]) => centre + hours * HOUR + ms);
  return fc.oneof(border, fc.integer({ min: centre - 3 * DAY, max: centre + 3 * DAY }));
}

/** A ledger around an instant. What has the identity of an earlier record is that record again. */
export function randomLedger(centre: number): fc.Arbitrary<BookedRecord[]> {
  const few = fc.array(randomBooking(centre), { maxLength: 5 });
  const many = fc.array(randomBooking(centre), { minLength: 20, maxLength: 60, size: 'max' });
  return fc
    .oneof({ withCrossShrink: true }, { weight: 1, arbitrary: few }, { weight: 5, arbitrary: many })
    .map((ledger) => {
      const first = new Map<string, BookedRecord>();
      return ledger.map((booking) => {
        const identity = JSON.stringify([booking.record.source, booking.record.id]);
        const known = first.get(identity) ?? booking;
        first.set(identity, known);
        return known;
      });
    });
}

const tokens = fc.oneof(fc.nat(5_000), fc.constantFrom(0, 1, 1_000_000_000_000));
/** Eighths, so that sums of them do not depend on their order. */
const eighths = fc.nat(400_000).map((count) => count / 8);

/** At times a day, a week or about a month before. */
function timestampNear(centre: number): fc.Arbitrary<number> {
  const days = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 7, 7, 28, 29, 30, 31);
  return fc.tuple(momentNear(centre), days).map(([moment, back]) => moment - back * DAY);
}

const tags = fc
  .array(fc.tuple(text(...TAG_KEYS), text('x', 'y', ...NAMES)), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries));

function randomBooking(centre: number): fc.Arbitrary<BookedRecord> {
  const fields: { [Field in keyof UsageRecord]: fc.Arbitrary<UsageRecord[Field]> } = {
    id: fc.nat(200).map(String),
    source: text('sdk', 'gateway'),
    timestamp: timestampNear(centre),
    model: text('m1', 'm2', 'm3', '\uffff', '🙂'),
    status_code: fc.constantFrom(200, 200, 200, 201, 299, 100, 199, 300, 404, 429, 500, 599),
    user: text('ada', 'bob', 'system', ...NAMES),
    team: text('search', ...NAMES),
    organization: text('o1', 'o2', '(none)'),
    provider: text('p1', 'p2'),
    error_type: text('http_429', 'timeout'),
    input_tokens: tokens,
    output_tokens: tokens,
    cache_read_tokens: tokens,
    cache_write_tokens: tokens,
    reasoning_tokens: tokens,
    units: fc.nat(4_000).map((count) => count / 8),
    latency_ms: eighths,
    time_to_first_token_ms: eighths,
    rating: fc.integer({ min: 2, max: 10 }).map((halves) => halves / 2),
    attempt_of: fc.nat(20).map(String),
    tags,
  };
  const others = DIMENSIONS.map(({ id }) => id).filter((id) => !(id in fields) && !DERIVED.has(id));
  const rest = Object.fromEntries(others.map((id) => [id, text('x', 'y')]));
  return fc
    .tuple(
      fc.record(fields as Required<typeof fields>, {
        requiredKeys: ['id', 'source', 'timestamp', 'model', 'status_code'],
      }),
      fc.record(rest, { requiredKeys: [] }),
      randomRating
    )
    .map(([record, more, rating]) => ({ record: { ...record, ...more }, rating, receivedAt: centre }));
}

const DERIVED: ReadonlySet<DimensionId> = new Set<DimensionId>([
  ...(['status_class', 'cost_source', 'cost_check', 'tier', 'multiplier'] as const),
  ...(['hour_of_day', 'weekday', 'day_part'] as const),
]);

const pico = fc.bigInt({ min: 0n, max: 10n ** 18n });
/** Writing to a cache can cost more than it saves. */
const savings = fc.oneof(pico, fc.bigInt({ min: -(10n ** 12n), max: 0n }), fc.constant(null));

const randomRating: fc.Arbitrary<Rating> = fc
  .record({
    cost_source: fc.constantFrom('reported', 'computed', 'unpriced'),
    provider_cost: pico,
    markup_amount: fc.oneof(pico, fc.bigInt({ min: -(10n ** 12n), max: 0n })),
    fixed_fee: pico,
    multiplier: fc.constantFrom(1, 2, 0.25, 0.1, 0.000001),
    charged: fc.boolean(),
    computed: fc.constantFrom(null, 100n, 99n, 101n, 102n, 98n),
    cache_savings: savings,
  })
  .map(({ cost_source, provider_cost, markup_amount, fixed_fee, multiplier, charged, computed, cache_savings }) => ({
    ...(cost_source === 'unpriced'
      ? { cost_source, provider_cost: null, markup_amount: null, fixed_fee: 0n, cost: null, cache_savings: null }
      : {
          ...{ cost_source, provider_cost, markup_amount, fixed_fee, cache_savings },
          cost: provider_cost + markup_amount + fixed_fee,
        }),
    computed_cost: cost_source === 'unpriced' || computed === null ? null : (provider_cost * computed) / 100n,
    components: {},
    markup: 0n,
    multiplier,
    credits: charged ? multiplier : 0,
    price_version: null,
    rule_version: null,
  }));
