import { DEFAULT_DAY_PARTS } from '../../../collector/store/store';
import { type NaiveQuestion } from '../../../collector/query/test/naive';
import { dimensionValue, passes } from '../../../collector/query/test/naive-dimensions';
import { type NaiveRow } from '../../../collector/query/test/naive-metrics';
import { wallClock } from '../../../collector/query/test/naive-time';
import { type ExpectedColumn } from './expected-frame';
import { groupBy as itemsBy } from './group-by';

/** Beside the metrics, which are numbers: the lines that price unpriced calls, from the day of the first of them. */
export function priceEntries(
  { filters, groupBy, timezone }: NaiveQuestion,
  groups: ReadonlyArray<readonly string[]>,
  rows: readonly NaiveRow[],
  ledgerZone: string
): ExpectedColumn {
  const context = { timezone, dayParts: DEFAULT_DAY_PARTS, me: null };
  const unpriced = rows.filter((row) => row.rating.cost_source === 'unpriced' && passes(row, filters, context));
  const nameOf = (row: NaiveRow) => JSON.stringify(groupBy.map((id) => dimensionValue(id, row, context)));
  const byGroup = itemsBy(unpriced, nameOf);
  return {
    name: 'price_entry',
    values: groups.map((group) => linesOf(byGroup.get(JSON.stringify(group)) ?? [], ledgerZone)),
  };
}

function linesOf(rows: readonly NaiveRow[], zone: string): string | null {
  const entryOf = ({ record: { model, provider, service_tier, unit } }: NaiveRow) =>
    JSON.stringify([model, provider, service_tier ?? 'default', unit]);
  const lines = [...itemsBy(rows, entryOf).values()].map((own) => lineOf(own, zone));
  return lines.length > 0 ? lines.sort().join('\n') : null;
}

function lineOf(rows: readonly NaiveRow[], zone: string): string {
  const { model, provider, service_tier: tier, unit } = rows[0]!.record;
  const first = Math.min(...rows.map(({ record }) => record.timestamp));
  const uses = (field: 'input_tokens' | 'output_tokens' | 'units') =>
    rows.some(({ record }) => (record[field] ?? 0) > 0);
  const amounts = [
    uses('input_tokens') ? 'input: USD_PER_MILLION' : '',
    uses('output_tokens') ? 'output: USD_PER_MILLION' : '',
    uses('units') ? 'unit: USD_PER_UNIT' : '',
  ].filter((text) => text !== '');
  const parts = [
    provider && `provider: "${provider}"`,
    `model: "${model}"`,
    tier && tier !== 'default' && `service_tier: "${tier}"`,
    unit && `unit_name: "${unit}"`,
    `from: ${new Date(wallClock(first, zone)).toISOString().slice(0, 10)}`,
    ...(amounts.length > 0 ? amounts : ['request: USD_PER_CALL']),
  ];
  return `- { ${parts.filter(Boolean).join(', ')} }`;
}
