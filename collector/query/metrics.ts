import { isTextMetric, type MetricId, type MetricInfo, type NumberMetricId } from '../../contract/metrics';
import { type Scope } from '../access/scope';
import { usdNumber } from '../pricing/decimal';
import { type DayCounts } from './time/count-days';
import { type Cell, type Count, type Measure, type Money, type MoneyPart } from '../store/measures';

/** How a metric is made of measures. */
export interface MetricFormula {
  readonly needs: readonly Measure[];
  /** Value of a cell that holds at least one record; null where the divisor is 0 or nothing is known. */
  readonly value: (cell: RangeCell) => number | null;
}

/** A cell, and how many days the range has that it was measured over, where that was asked for. */
export interface RangeCell extends Cell {
  readonly days?: DayCounts;
}

const MICRO = 1e6;

/** The one place that says what each metric of numbers means. */
export const FORMULAS: Readonly<Record<NumberMetricId, MetricFormula>> = {
  requests: count('requests'),
  interactions: count('interactions'),
  errors: count('errors'),
  error_rate: quotient('errors', 'requests'),
  success_rate: {
    needs: ['errors', 'requests'],
    value: (cell) => divide(cell.count('requests') - cell.count('errors'), cell.count('requests')),
  },
  retries: count('retries'),
  users: count('users'),
  models: count('models'),
  providers: count('providers'),
  first_used: count('first_timestamp'),
  last_used: count('last_timestamp'),
  peak_requests_per_minute: count('peak_requests'),
  peak_tokens_per_minute: count('peak_tokens'),
  weekend_share: { needs: ['requests', 'weekend_requests'], value: weekendShare },
  input_tokens: count('input_tokens'),
  output_tokens: count('output_tokens'),
  total_tokens: { needs: ['input_tokens', 'output_tokens'], value: totalTokens },
  cache_read_tokens: count('cache_read_tokens'),
  cache_write_tokens: count('cache_write_tokens'),
  reasoning_tokens: count('reasoning_tokens'),
  // Whether they are of one unit is to be seen before the sum is shown: `unit_kinds` tells.
  units: { needs: ['units', 'unit_kinds'], value: (cell) => cell.count('units') },
  tokens_per_request: {
    needs: ['input_tokens', 'output_tokens', 'requests'],
    value: (cell) => divide(totalTokens(cell), cell.count('requests')),
  },
  output_input_ratio: quotient('output_tokens', 'input_tokens'),
  cost: money('cost'),
  provider_cost: money('provider_cost'),
  computed_cost: {
    needs: ['computed_cost', 'computed_requests'],
    value: (cell) => (cell.count('computed_requests') > 0 ? usdNumber(cell.money('computed_cost')) : null),
  },
  markup_amount: money('markup_amount'),
  fixed_fees: money('fixed_fees'),
  margin: {
    needs: ['cost', 'provider_cost', 'priced_requests'],
    value: (cell) => known(cell, marginOf(cell)),
  },
  margin_rate: {
    needs: ['cost', 'provider_cost', 'priced_requests'],
    value: (cell) => divide(known(cell, marginOf(cell)), usdNumber(cell.money('cost'))),
  },
  cost_per_request: {
    needs: ['cost', 'priced_requests', 'requests'],
    value: (cell) => divide(known(cell, cell.money('cost')), cell.count('requests')),
  },
  unallocated_cost: money('unallocated_cost'),
  unallocated_share: {
    needs: ['unallocated_cost', 'cost', 'priced_requests'],
    value: (cell) => divide(known(cell, cell.money('unallocated_cost')), usdNumber(cell.money('cost'))),
  },
  credits: { needs: ['credits_micro'], value: (cell) => cell.count('credits_micro') / MICRO },
  credits_per_request: {
    needs: ['credits_micro', 'charged_requests'],
    value: (cell) => divide(cell.count('credits_micro') / MICRO, cell.count('charged_requests')),
  },
  retry_cost: money('retry_cost'),
  cache_savings: money('cache_savings'),
  unpriced_requests: count('unpriced_requests'),
  unpriced_tokens: count('unpriced_tokens'),
  latency_avg: quotient('latency_sum', 'latency_count'),
  latency_p50: ofAny('latency_p50', 'latency_count'),
  latency_p90: ofAny('latency_p90', 'latency_count'),
  latency_p95: ofAny('latency_p95', 'latency_count'),
  latency_p99: ofAny('latency_p99', 'latency_count'),
  latency_max: ofAny('latency_max', 'latency_count'),
  ttft_avg: quotient('ttft_sum', 'ttft_count'),
  ttft_p50: ofAny('ttft_p50', 'ttft_count'),
  ttft_p95: ofAny('ttft_p95', 'ttft_count'),
  ttft_p99: ofAny('ttft_p99', 'ttft_count'),
  tokens_per_second: {
    needs: ['speed_tokens', 'speed_ms'],
    value: (cell) => divide(cell.count('speed_tokens'), cell.count('speed_ms') / 1000),
  },
  rating: quotient('rating_sum', 'rating_count'),
};

/** Metrics that tell of the provider's side of the money. */
const PROVIDER_MONEY: ReadonlySet<string> = new Set<MetricId>([
  'provider_cost',
  'computed_cost',
  'markup_amount',
  'fixed_fees',
  'margin',
  'margin_rate',
]);

/** Metrics without an amount in USD that tell of amounts all the same. */
const TELL_OF_MONEY: ReadonlySet<string> = new Set<MetricId>([
  'margin_rate',
  'unallocated_share',
  'credits',
  'credits_per_request',
]);

/** Whether a metric tells of amounts that a scope keeps back. */
export function isHiddenMoney({ id, unit }: MetricInfo<string>, money: Scope['money']): boolean {
  switch (money) {
    case 'all':
      return false;
    case 'customer':
      return PROVIDER_MONEY.has(id);
    case 'none':
      return unit === 'currencyUSD' || TELL_OF_MONEY.has(id);
  }
}

/** Whether a metric is a sum of money that unpriced records are missing from. */
export function dependsOnPrices(metric: MetricId): boolean {
  const needs: readonly Measure[] = isTextMetric(metric) ? [] : FORMULAS[metric].needs;
  return needs.includes('priced_requests') || needs.includes('computed_requests');
}

function count(measure: Count): MetricFormula {
  return { needs: [measure], value: (cell) => cell.count(measure) };
}

function quotient(dividend: Count, divisor: Count): MetricFormula {
  return { needs: [dividend, divisor], value: (cell) => divide(cell.count(dividend), cell.count(divisor)) };
}

/** A maximum or a percentile: null of no value at all. */
function ofAny(measure: Count, values: Count): MetricFormula {
  return { needs: [measure, values], value: (cell) => (cell.count(values) > 0 ? cell.count(measure) : null) };
}

function money(measure: Money | MoneyPart): MetricFormula {
  return { needs: [measure, 'priced_requests'], value: (cell) => known(cell, cell.money(measure)) };
}

function totalTokens(cell: Cell): number {
  return cell.count('input_tokens') + cell.count('output_tokens');
}

/** Mean weekend day ÷ mean other day, so taken apart that equal shares of calls are equal to the last digit. */
function weekendShare(cell: RangeCell): number | null {
  const weekend = cell.count('weekend_requests');
  const calls = divide(weekend, cell.count('requests') - weekend);
  const days = cell.days && cell.days.other > 0 ? divide(cell.days.other, cell.days.weekend) : null;
  return calls === null || days === null ? null : calls * days;
}

function marginOf(cell: Cell): bigint {
  return cell.money('cost') - cell.money('provider_cost');
}

/** Nothing but unpriced records: the sum is unknown, not 0. */
function known(cell: Cell, pico: bigint): number | null {
  return cell.count('priced_requests') > 0 ? usdNumber(pico) : null;
}

function divide(dividend: number | null, divisor: number): number | null {
  return dividend === null || divisor === 0 ? null : dividend / divisor;
}
