import fc from 'fast-check';
import { DIMENSIONS, type DimensionId } from '../../../contract/dimensions';
import { type MetricId, METRICS } from '../../../contract/metrics';
import { GRANULARITIES, NAMED_RANGES } from '../../../contract/query';
import { type UsageRecord } from '../../../contract/record';
import { type Rating } from '../../pricing/price-record';
import { type BookedRecord } from '../../store/store';
import { type NaiveQuestion } from './naive';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones with the instants around which they are asked about: changes of their clocks, where they have any. */
export const CHANGES: ReadonlyArray<readonly [zone: string, instants: readonly string[]]> = [
  ['Europe/Berlin', ['2025-03-30T01:00Z', '2025-10-26T01:00Z']],
  ['America/New_York', ['2025-03-09T07:00Z', '2025-11-02T06:00Z']],
  ['Australia/Lord_Howe', ['2025-04-05T15:00Z', '2025-10-04T15:30Z']],
  ['America/St_Johns', ['2025-03-09T05:30Z', '2025-11-02T04:30Z']],
  ['Asia/Kathmandu', ['2025-12-31T18:15Z']],
  ['Asia/Kolkata', ['2025-02-28T18:30Z']],
  ['UTC', ['2026-01-01T00:00Z']],
];

export interface Case {
  readonly ledger: readonly BookedRecord[];
  readonly question: NaiveQuestion;
  readonly now: number;
  /** Sees own calls only; null sees all. */
  readonly asker: string | null;
}

/** A ledger and a question about it, both around one change of the clocks. */
export const randomCase: fc.Arbitrary<Case> = fc
  .constantFrom(...CHANGES)
  .chain(([zone, instants]) => fc.tuple(fc.constant(zone), fc.constantFrom(...instants)))
  .chain(([zone, instant]) => {
    const centre = Date.parse(instant);
    return fc.record({
      ledger: fc.array(randomBooking(centre), { maxLength: 60 }).map(withRepeats),
      question: randomQuestion(centre, zone),
      now: momentNear(centre),
      asker: fc.option(text('ada', 'a', 'system', 'nobody'), { freq: 1 }),
    });
  });

/** What has the identity of an earlier record is that record again. */
function withRepeats(ledger: readonly BookedRecord[]): BookedRecord[] {
  const first = new Map<string, BookedRecord>();
  return ledger.map((booking) => {
    const identity = JSON.stringify([booking.record.source, booking.record.id]);
    const known = first.get(identity) ?? booking;
    first.set(identity, known);
    return known;
  });
}

/** Often right at a border, else anywhere within three days. */
function momentNear(centre: number): fc.Arbitrary<number> {
  const border = fc
    .tuple(fc.constantFrom(-24, -6, -2, -1, -0.5, 0, 0.5, 1, 2, 6, 24), fc.constantFrom(-1, 0, 0, 1))
    .map(([hours, ms]) => centre + hours * HOUR + ms);
  return fc.oneof(border, fc.integer({ min: centre - 3 * DAY, max: centre + 3 * DAY }));
}

const tokens = fc.oneof(fc.nat(5_000), fc.constantFrom(0, 1, 1_000_000_000_000));
/** Eighths, so that sums of them do not depend on their order. */
const milliseconds = fc.nat(400_000).map((eighths) => eighths / 8);
const text = (...values: string[]) => fc.constantFrom(...values);

/** Names that are easily mixed up. */
const NAMES = ['a', 'b', 'A', 'a\u0000', '\u0000b', '\uffff', '🙂', '(none)', 'a, b'];

function randomBooking(centre: number): fc.Arbitrary<BookedRecord> {
  const fields: { [Field in keyof UsageRecord]: fc.Arbitrary<UsageRecord[Field]> } = {
    id: fc.nat(200).map(String),
    source: text('sdk', 'gateway'),
    timestamp: momentNear(centre),
    model: text('m1', 'm2', 'm3'),
    status_code: fc.constantFrom(200, 200, 200, 201, 299, 100, 199, 300, 404, 429, 500, 599),
    user: text('ada', 'bob', 'system', ...NAMES),
    team: text('search', ...NAMES),
    provider: text('p1', 'p2'),
    error_type: text('http_429', 'timeout'),
    input_tokens: tokens,
    output_tokens: tokens,
    cache_read_tokens: tokens,
    cache_write_tokens: tokens,
    reasoning_tokens: tokens,
    latency_ms: milliseconds,
    time_to_first_token_ms: milliseconds,
    rating: fc.integer({ min: 2, max: 10 }).map((halves) => halves / 2),
    attempt_of: text('first'),
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
  'status_class',
  'cost_source',
  'cost_check',
  'tier',
  'multiplier',
]);

const pico = fc.bigInt({ min: 0n, max: 10n ** 18n });

const randomRating: fc.Arbitrary<Rating> = fc
  .record({
    cost_source: fc.constantFrom('reported', 'computed', 'unpriced'),
    provider_cost: pico,
    markup_amount: fc.oneof(pico, fc.bigInt({ min: -(10n ** 12n), max: 0n })),
    fixed_fee: pico,
    multiplier: fc.constantFrom(1, 2, 0.25, 0.1, 0.000001),
    charged: fc.boolean(),
    computed: fc.constantFrom(null, 100n, 99n, 101n, 102n, 98n),
  })
  .map(({ cost_source, provider_cost, markup_amount, fixed_fee, multiplier, charged, computed }) => ({
    ...(cost_source === 'unpriced'
      ? { cost_source, provider_cost: null, markup_amount: null, fixed_fee: 0n, cost: null }
      : { cost_source, provider_cost, markup_amount, fixed_fee, cost: provider_cost + markup_amount + fixed_fee }),
    computed_cost: cost_source === 'unpriced' || computed === null ? null : (provider_cost * computed) / 100n,
    components: {},
    markup: 0n,
    multiplier,
    credits: charged ? multiplier : 0,
    price_version: null,
    rule_version: null,
  }));

function randomQuestion(centre: number, zone: string): fc.Arbitrary<NaiveQuestion> {
  const metrics = METRICS.map(({ id }): MetricId => id);
  const dimensions = DIMENSIONS.map(({ id }): DimensionId => id);
  const values = [
    'ada',
    'system',
    '(none)',
    'x',
    'm1',
    'sdk',
    '200',
    '2xx',
    '4xx',
    '404',
    'unpriced',
    'differs',
    'premium',
    '0.25',
    ...NAMES,
  ];
  return fc.record({
    metrics: fc.shuffledSubarray(metrics, { minLength: 1, maxLength: 4 }),
    groupBy: fc.oneof(
      fc.shuffledSubarray(dimensions, { maxLength: 3 }),
      fc.shuffledSubarray(['user', 'team', 'model'] as DimensionId[], { maxLength: 2 })
    ),
    filters: fc.array(
      fc.record({
        dimension: fc.constantFrom(...dimensions),
        operator: fc.constantFrom('=', '!=', '!='),
        values: fc.subarray(values, { maxLength: 6 }),
      }),
      { maxLength: 2 }
    ),
    granularity: fc.constantFrom(...GRANULARITIES),
    timezone: fc.oneof(
      { weight: 4, arbitrary: fc.constant(zone) },
      { weight: 1, arbitrary: fc.constantFrom(...CHANGES.map(([name]) => name)) }
    ),
    range: fc.oneof(
      { weight: 2, arbitrary: fc.tuple(momentNear(centre), momentNear(centre)).map(ascending) },
      { weight: 1, arbitrary: fc.constantFrom(...NAMED_RANGES) }
    ),
    limit: fc.option(fc.integer({ min: 1, max: 5 })),
    other: fc.boolean(),
    intervalMs: fc.constantFrom(0, 60_000, 61_000, HOUR, DAY, 7 * DAY, 30 * DAY),
    maxDataPoints: fc.constantFrom(1, 2, 3, 7, 24, 25, 30, 48, 100, 1_000),
  });
}

function ascending([a, b]: [number, number]): [from: number, to: number] {
  return a < b ? [a, b] : [b, a];
}
