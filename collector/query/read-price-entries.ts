import { Temporal } from 'temporal-polyfill';
import { type DimensionId, emptyGroup } from '../../contract/dimensions';
import { priceLine } from '../journal/unpriced';
import { EVER, type Plan } from './plan';
import { groupKey, type GroupTotals } from './rank-groups';
import { type Read } from './read-period';

/** What one entry of the prices is for. */
const OF_ENTRY = ['model', 'provider', 'service_tier', 'unit'] as const satisfies readonly DimensionId[];

/**
 * The lines for `pricing.prices` that would price what has no price, by the group's key: for groups by model that have
 * unpriced calls in the range, from the day of the first such call of any time.
 *
 * @param zone - the ledger's, which the days of prices go by
 */
export async function readPriceEntries(
  { question: { groupBy, filters }, totals }: Plan,
  groups: readonly GroupTotals[],
  zone: string,
  read: Read
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(
    groups
      .filter(({ current }) => current && current.count('unpriced_requests') > 0)
      .map(({ group }) => groupKey(group))
  );
  if (wanted.size === 0 || !groupBy.includes('model')) {
    return new Map();
  }
  const dimensions = [...groupBy, ...OF_ENTRY.filter((id) => !groupBy.includes(id))];
  const rows = await read({
    ...totals,
    ...EVER,
    groupBy: dimensions,
    filters: [...filters, { dimension: 'cost_source', operator: '=', values: ['unpriced'] }],
    measures: ['requests', 'input_tokens', 'output_tokens', 'units', 'first_timestamp'],
  });
  const lines = new Map<string, string[]>();
  for (const { group, cell } of rows) {
    const names = group as readonly string[];
    const key = groupKey(names.slice(0, groupBy.length));
    if (!wanted.has(key)) {
      continue;
    }
    const value = (id: (typeof OF_ENTRY)[number]) => {
      const name = names[dimensions.indexOf(id)]!;
      return name === emptyGroup(id) ? undefined : name;
    };
    const first = cell.count('first_timestamp');
    const usage = {
      model: names[dimensions.indexOf('model')]!,
      ...{ provider: value('provider'), serviceTier: value('service_tier'), unit: value('unit') },
      ...{ requests: cell.count('requests'), units: cell.count('units') },
      ...{ inputTokens: cell.count('input_tokens'), outputTokens: cell.count('output_tokens') },
      ...{ firstSeen: first, lastSeen: first },
    };
    lines.set(key, [...(lines.get(key) ?? []), priceLine(usage, dayOf(first, zone))]);
  }
  return new Map([...lines].map(([key, own]) => [key, own.sort().join('\n')]));
}

function dayOf(time: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDate().toString();
}
