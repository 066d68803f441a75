import { fullScope } from '../access/scope';
import { type UsageRecord } from '../../contract/record';
import { type LogPosition, type Store } from '../store/store';

const CHUNK = 1_000;

/** Usage without a price that one entry of the prices would cover. */
export interface UnpricedUsage {
  readonly model: string;
  readonly provider: string | undefined;
  readonly serviceTier: string | undefined;
  readonly unit: string | undefined;
  requests: number;
  inputTokens: number;
  outputTokens: number;
  units: number;
  /** Epoch ms. */
  firstSeen: number;
  lastSeen: number;
}

/** Unpriced usage by model, provider, tier and unit, most requests first. */
export async function unpricedUsage(store: Store): Promise<UnpricedUsage[]> {
  const usage = new Map<string, UnpricedUsage>();
  let after: LogPosition | null = null;
  for (;;) {
    const page = await store.log(fullScope(), {
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      filters: [{ dimension: 'cost_source', operator: '=', values: ['unpriced'] }],
      limit: CHUNK,
      after,
    });
    page.forEach(({ record }) => add(usage, record));
    if (page.length < CHUNK) {
      return [...usage.values()].sort((a, b) => b.requests - a.requests || (a.model < b.model ? -1 : 1));
    }
    after = page.at(-1)!.position;
  }
}

function add(usage: Map<string, UnpricedUsage>, record: UsageRecord): void {
  const { model, provider, service_tier: serviceTier, unit, timestamp } = record;
  const key = JSON.stringify([model, provider, serviceTier, unit]);
  const none = { requests: 0, inputTokens: 0, outputTokens: 0, units: 0, firstSeen: timestamp, lastSeen: timestamp };
  const sum = usage.get(key) ?? { model, provider, serviceTier, unit, ...none };
  usage.set(key, sum);
  sum.requests += 1;
  sum.inputTokens += record.input_tokens ?? 0;
  sum.outputTokens += record.output_tokens ?? 0;
  sum.units += record.units ?? 0;
  sum.firstSeen = Math.min(sum.firstSeen, timestamp);
  sum.lastSeen = Math.max(sum.lastSeen, timestamp);
}

/** The entry of `pricing.prices` that would price it, but for the amounts. `from` is a date. */
export function priceLine(usage: UnpricedUsage, from: string): string {
  const { model, provider, serviceTier, unit, inputTokens, outputTokens, units } = usage;
  const parts = [
    ...(provider === undefined ? [] : [`provider: ${JSON.stringify(provider)}`]),
    `model: ${JSON.stringify(model)}`,
    ...(serviceTier === undefined || serviceTier === 'default' ? [] : [`service_tier: ${JSON.stringify(serviceTier)}`]),
    ...(unit === undefined ? [] : [`unit_name: ${JSON.stringify(unit)}`]),
    `from: ${from}`,
    ...(inputTokens > 0 ? ['input: USD_PER_MILLION'] : []),
    ...(outputTokens > 0 ? ['output: USD_PER_MILLION'] : []),
    ...(units > 0 ? ['unit: USD_PER_UNIT'] : []),
    ...(inputTokens + outputTokens + units > 0 ? [] : ['request: USD_PER_CALL']),
  ];
  return `- { ${parts.join(', ')} }`;
}
