/** Whole-number and floating sums, counts and maxima that metrics are made of. Null: nothing to measure. */
export const COUNTS = [
  'requests',
  'interactions',
  'errors',
  'retries',
  'users',
  'models',
  'providers',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'units',
  'unit_kinds',
  'priced_requests',
  'unpriced_requests',
  'computed_requests',
  'unpriced_tokens',
  'credits_micro',
  'charged_requests',
  'latency_sum',
  'latency_count',
  'latency_max',
  'latency_p50',
  'latency_p90',
  'latency_p95',
  'latency_p99',
  'ttft_sum',
  'ttft_count',
  'ttft_p50',
  'ttft_p95',
  'ttft_p99',
  'speed_tokens',
  'speed_ms',
  'rating_sum',
  'rating_count',
  'last_received_at',
  'first_timestamp',
  'last_timestamp',
  'peak_requests',
  'peak_tokens',
  'weekend_requests',
] as const;
export type Count = (typeof COUNTS)[number];

/** Exact sums of money, in picodollars. */
export const MONEY = ['cost', 'provider_cost', 'markup_amount', 'fixed_fees', 'cache_savings'] as const;
export type Money = (typeof MONEY)[number];

/**
 * Exact sums of money over some of the records: those with neither a team nor a project; those that are retries; those
 * whose cost the provider reported; those that the price book has a price for, at that price.
 */
export const MONEY_PARTS = [
  'unallocated_cost',
  'retry_cost',
  'reported_cost_part',
  'reported_provider_cost_part',
  'computed_cost',
] as const;
export type MoneyPart = (typeof MONEY_PARTS)[number];

export type Measure = Count | Money | MoneyPart;

/** Measures of one group in one bucket. Asking for one that was not requested is a bug and throws. */
export interface Cell {
  count(measure: Count): number;
  money(measure: Money | MoneyPart): bigint;
}
