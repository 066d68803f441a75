import fc from 'fast-check';
import { DIMENSIONS, type DimensionId, tagDimension } from '../../../contract/dimensions';
import { isForTables, metricInfo, METRICS, type MetricId } from '../../../contract/metrics';
import { COMPARE_AS, COMPARISONS, GRANULARITIES, NAMED_RANGES } from '../../../contract/query';
import { type NaiveQuestion } from './naive';
import { type NaiveFilter } from './naive-dimensions';
import { CHANGES, momentNear, NAMES, TAG_KEYS } from './random-ledger';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const tagged = fc.constantFrom(...TAG_KEYS).map(tagDimension);
const fields = fc.constantFrom(...DIMENSIONS.map(({ id }): DimensionId => id));
const dimension: fc.Arbitrary<DimensionId> = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 1, arbitrary: tagged }
);

const values = [
  ...['ada', 'system', '(none)', 'x', 'y', 'm1', 'sdk', '200', '2xx', '4xx', '404', 'unpriced', 'differs', 'premium'],
  ...['0.25', '1', '7', '13', 'peak', 'weekend', 'o1', '0', ...NAMES],
];

/** Regular expressions that RE2 and JavaScript read alike. */
const pattern: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '.*',
    '.+',
    '',
    'a',
    'a.*',
    '.',
    '..',
    '[ab]',
    '[^a]',
    '[^a-z]+',
    '\\d+',
    '[0-9]{1,2}',
    '1?[0-9]',
    '\\(none\\)'
  ),
  fc.constantFrom(
    '2..',
    '(2|4)xx',
    'm[12]',
    'ada|bob',
    'a|b',
    '(?:a|A)',
    '\\w+',
    '\\W',
    '[xy]|🙂',
    '.*\\x00.*',
    'peak|off_peak'
  ),
  fc
    .tuple(
      fc.constantFrom('a', 'x', 'm', '[^\\d]', '.'),
      fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '|b', '.?')
    )
    .map((parts) => parts.join(''))
);

/** What is asked of a dimension: mostly names that occur there. */
function valuesFor(id: DimensionId): string[] {
  return OCCURRING[id] ?? (id.startsWith('tag.') ? ['x', 'y', '(none)', 'a'] : ['x', '(none)', '429', 'timeout']);
}

const OCCURRING: Readonly<Partial<Record<DimensionId, string[]>>> = {
  user: ['ada', 'bob', 'system', 'a'],
  team: ['search', 'a', '(none)', '🙂'],
  organization: ['o1', 'o2', '(none)'],
  source: ['sdk'],
  provider: ['p1', '(none)'],
  model: ['m1', 'm3', '🙂'],
  status_code: ['200', '404', '500'],
  status_class: ['2xx', '4xx'],
  cost_source: ['reported', 'unpriced'],
  cost_check: ['agrees', 'differs'],
  tier: ['premium', 'economy'],
  multiplier: ['0.25', '1'],
  hour_of_day: ['0', '1', '2', '13', '23'],
  weekday: ['1', '6', '7'],
  day_part: ['peak', 'weekend'],
};

function randomFilter(me: string | null): fc.Arbitrary<NaiveFilter> {
  const person = me === null ? [] : ['@me'];
  const exactly = (id: DimensionId) =>
    fc.record({
      dimension: fc.constant(id),
      operator: fc.constantFrom('=' as const, '!=' as const),
      values: fc.oneof(
        fc.subarray(valuesFor(id), { minLength: 1 }),
        fc.subarray([...values, ...person], { maxLength: 6 })
      ),
    });
  const matching = fc.record({
    dimension,
    operator: fc.constantFrom('=~' as const, '!~' as const),
    values: fc.array(fc.oneof({ weight: 9, arbitrary: pattern }, ...person.map((text) => fc.constant(text))), {
      maxLength: 2,
    }),
  });
  return fc.oneof(dimension.chain(exactly), matching);
}

function ascending([a, b]: readonly [number, number]): [from: number, to: number] {
  return a < b ? [a, b] : [b, a];
}

function often<T>(likely: T, value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(fc.constant(likely), value);
}

// A price entry is no number, and has a test of its own.
const ids = METRICS.map(({ id }): MetricId => id).filter((id) => id !== 'price_entry');
const metric = fc.constantFrom(...ids);
const range = (centre: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.tuple(momentNear(centre), momentNear(centre)).map(ascending) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(0.25, 1, 2, 3, 7, 31), fc.constantFrom(0.5, 1, 2, 3), momentNear(0))
        .map(([before, after, off]) => [centre - before * DAY + (off % HOUR), centre + after * DAY] as const),
    },
    { weight: 3, arbitrary: fc.constantFrom(...NAMED_RANGES) }
  );
const named = fc.constantFrom(...CHANGES.map(([name]) => name));

/** A question of someone around an instant in a zone. */
export function randomQuestion(centre: number, zone: string, me: string | null): fc.Arbitrary<NaiveQuestion> {
  return fc
    .record({
      metrics: fc.uniqueArray(metric, { minLength: 1, maxLength: 4, size: 'max' }),
      groupBy: fc.oneof(
        fc.uniqueArray(dimension, { maxLength: 3, size: 'max' }),
        fc.shuffledSubarray(['user', 'team', 'model'] as DimensionId[], { maxLength: 2 }),
        fc.shuffledSubarray(['provider', 'model'] as DimensionId[])
      ),
      filters: often([], fc.array(randomFilter(me), { minLength: 1, maxLength: 2 })),
      granularity: often('none' as const, fc.constantFrom(...GRANULARITIES)),
      timezone: fc.oneof({ weight: 4, arbitrary: fc.constant(zone) }, { weight: 1, arbitrary: named }),
      range: range(centre),
      limit: fc.option(fc.integer({ min: 1, max: 5 })),
      other: fc.boolean(),
      compare: often(null, fc.constantFrom(...COMPARISONS)),
      compareAs: often('fields' as const, fc.constantFrom(...COMPARE_AS)),
      share: often(false, fc.boolean()),
      unused: often(false, fc.boolean()),
      complete: often(false, fc.boolean()),
      settleMs: often(0, fc.constantFrom(1_000, 90_000, 2 * MINUTE, 15 * MINUTE, HOUR, 24 * HOUR)),
      intervalMs: fc.constantFrom(0, MINUTE, 61_000, HOUR, DAY, 7 * DAY, 30 * DAY),
      maxDataPoints: fc.constantFrom(1, 2, 3, 7, 24, 25, 30, 48, 100, 1_000),
    })
    .map((question): NaiveQuestion => {
      const { granularity, groupBy, metrics } = question;
      const isTable = granularity === 'none';
      // That some are for tables alone, and refused over time, need not be seen over and over.
      const overTime = metrics.filter((id) => !isForTables(metricInfo(id)));
      const kept = isTable || !overTime.includes(metrics[0]!) ? metrics : overTime;
      // Units are seldom all alike unless they are asked for apart.
      const isApart = metrics.includes('units') && groupBy.length < 3;
      // Nor that the help for a status asks to be grouped by it.
      const helped = kept.includes('status_help') && groupBy.length > 0 ? ['status_code' as const] : [];
      return {
        ...question,
        // Over time and compared it is refused, which need not be seen over and over.
        unused: question.unused && ((isTable && !question.compare) || question.maxDataPoints === 1),
        metrics: kept,
        groupBy: [...new Set<DimensionId>([...(isApart ? ['unit' as const] : []), ...helped, ...groupBy])],
        // Alone beside a share they are refused, which need not be seen over and over either.
        compareAs: question.share && question.maxDataPoints > 1 ? ('fields' as const) : question.compareAs,
      };
    });
}
