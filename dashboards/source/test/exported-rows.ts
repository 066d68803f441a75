import { type TestCollector } from '../../../collector/test/start-collector';
import { type NaiveRow } from '../../../collector/query/test/naive-metrics';
import { type CostSource, type UsageRecord } from '../../../contract/record';

/** A line of `GET /api/v1/export?format=ndjson`: amounts are decimal texts in USD, times RFC 3339. */
export type ExportedRow = Readonly<Record<string, unknown>> & {
  readonly timestamp: string;
  readonly received_at: string;
  readonly id: string;
  readonly source: string;
  readonly model: string;
  readonly status_code: number;
  readonly cost_source: CostSource;
  readonly cost: string | null;
  readonly provider_cost: string | null;
  readonly computed_cost: string | null;
  readonly components: Readonly<Record<string, string>>;
  readonly markup: string;
  readonly markup_amount: string | null;
  readonly fixed_fee: string;
  readonly multiplier: number;
  readonly credits: number;
};

/** Every row of the ledger, newest first. */
export async function exportRows(collector: TestCollector): Promise<ExportedRow[]> {
  const reply = await collector.call(`/api/v1/export?format=ndjson&from=0&to=${Date.UTC(2100, 0)}`);
  expect(reply.status).toBe(200);
  const lines = (await reply.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ExportedRow);
}

/** The row as the recomputation reads it. What the cache saved is no part of an export. */
export function naiveRowOf(row: ExportedRow, cache_savings: bigint | null): NaiveRow {
  const { cost_source, multiplier, credits, timestamp } = row;
  const { provider_cost: _p, cost: _c, markup: _m, tier: _t, ...record } = row;
  return {
    record: { ...(record as unknown as UsageRecord), timestamp: Date.parse(timestamp) },
    rating: {
      ...{ cost_source, multiplier, credits, cache_savings },
      cost: pico(row.cost),
      provider_cost: pico(row.provider_cost),
      markup_amount: pico(row.markup_amount),
      computed_cost: pico(row.computed_cost),
      fixed_fee: pico(row.fixed_fee) ?? 0n,
    },
  };
}

/** 10⁻¹² USD of an amount as text. */
export function pico(usd: string): bigint;
export function pico(usd: string | null): bigint | null;
export function pico(usd: string | null): bigint | null {
  if (usd === null) {
    return null;
  }
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(usd)!;
  const amount = BigInt(`${whole}${fraction.padEnd(12, '0')}`);
  return sign ? -amount : amount;
}
