import { type UsageRecord } from '../../contract/record';
import { promptTokens } from './billed-tokens';
import { billLines, type BillLine, EXACT_PER_PICO, UNIT_SCALE } from './cost';
import { divideHalfEven, type Pico, picoFromUsd } from './decimal';
import { type Price, type PriceComponent, ratesOf } from './price';

const CACHED: ReadonlySet<PriceComponent> = new Set<PriceComponent>(['cache_read', 'cache_write', 'cache_write_1h']);

/** What a call cost on the provider's side, and the rate on top of it in units of `scale`. */
export interface Charge {
  readonly provider: Pico;
  readonly markup: bigint;
  readonly scale: bigint;
}

/**
 * What the customer would have paid more for a call without any cache, its fee apart; rounded half-even, once.
 *
 * Without the provider's cache, tokens read from it or written to it cost what other input costs at the same price. What
 * the gateway's own cache answered would have cost what was reported as saved, else what the price says. Where neither
 * a price nor a report tells, nothing is known to be saved.
 */
export function cacheSavings(record: UsageRecord, price: Price | undefined, { provider, markup, scale }: Charge): Pico {
  const exact = record.cache_hit ? savedByGateway(record, price, provider) : savedOnTheWay(record, price);
  return divideHalfEven(exact * (scale + markup), EXACT_PER_PICO * scale);
}

/** The call was not made at all. */
function savedByGateway(record: UsageRecord, price: Price | undefined, provider: Pico): bigint {
  const lines = linesOf(record, price);
  return record.saved_cost === undefined && lines.length > 0
    ? uncached(lines, record, price) - provider * EXACT_PER_PICO
    : reported(record);
}

/** The call was made, some of its input came from the provider's cache or went there. */
function savedOnTheWay(record: UsageRecord, price: Price | undefined): bigint {
  const lines = linesOf(record, price);
  return uncached(lines, record, price) - sum(lines.map(({ exact }) => exact)) + reported(record);
}

function linesOf(record: UsageRecord, price: Price | undefined): BillLine[] {
  return (price && billLines(record, price)) ?? [];
}

/** What the lines come to with every cached token at the rate of plain input. */
function uncached(lines: readonly BillLine[], record: UsageRecord, price: Price | undefined): bigint {
  const plain = price && ratesOf(price, promptTokens(record)).input;
  return sum(
    lines.map(({ component, amount, exact }) =>
      plain !== undefined && CACHED.has(component) ? plain * BigInt(amount) * UNIT_SCALE : exact
    )
  );
}

function reported({ saved_cost: saved = '0' }: UsageRecord): bigint {
  return (picoFromUsd(saved) ?? 0n) * EXACT_PER_PICO;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
