import { picoFromUsd, usdText } from '../../pricing/decimal';
import { type Payload } from './payload';
import { firstNumber } from './value';

export interface CallCost {
  /** Decimals in USD. */
  readonly provider_cost?: string;
  readonly saved_cost?: string;
  readonly cache_hit?: boolean;
}

/**
 * What the provider charged: LiteLLM's cost without the margin that LiteLLM puts on top for its users. A discount stays
 * taken off: it is the provider's.
 *
 * LiteLLM writes 0 for what it has no price for. That is a cost only where a breakdown says so, for an answer from its
 * own cache, and for a call that failed.
 */
export function readCost({ row, costBreakdown, cacheHit, failed }: Payload): CallCost {
  const charged = pico(row.response_cost ?? row.spend ?? row.cost);
  const total = pico(costBreakdown.total_cost);
  const margin = pico(costBreakdown.margin_total_amount) ?? 0n;
  if (cacheHit) {
    // Of a breakdown of zeros only the sum that was saved tells anything.
    const saved = total === undefined || total === 0n ? (pico(row.saved_cache_cost) ?? total) : without(total, margin);
    return {
      cache_hit: true,
      provider_cost: usdText(charged ?? 0n),
      saved_cost: saved === undefined ? undefined : usdText(saved),
    };
  }
  if (charged === undefined || (charged === 0n && total === undefined && !failed)) {
    return {};
  }
  return { provider_cost: usdText(charged === 0n ? 0n : without(charged, margin)) };
}

function without(amount: bigint, margin: bigint): bigint {
  return margin > 0n && margin <= amount ? amount - margin : amount;
}

function pico(value: unknown): bigint | undefined {
  const number = firstNumber(value);
  return number === undefined ? undefined : picoFromUsd(typeof value === 'string' ? value.trim() : number);
}
