import { isMetricId, isTextMetric } from '../../contract/metrics.ts';

/** How values of a metric are written in tables and tiles. */
export interface MetricStyle {
  readonly decimals?: number;
  /** Other than the answer's own. */
  readonly unit?: string;
  /** Width of its column, px. */
  readonly width?: number;
  /** The same of a column that shares the room there is. */
  readonly minWidth?: number;
}

/** Bills are read to the cent. */
const MONEY = { decimals: 2, minWidth: 110, unit: 'currency:financial:$' };
const SMALL_MONEY = { decimals: 4, width: 130 };
const COUNT = { width: 105 };
const LATENCY = { decimals: 1, width: 105 };
const SHARE = { decimals: 1, width: 100 };

const STYLES: Readonly<Record<string, MetricStyle>> = {
  cost: MONEY,
  provider_cost: MONEY,
  computed_cost: MONEY,
  markup_amount: MONEY,
  fixed_fees: MONEY,
  margin: MONEY,
  cache_savings: MONEY,
  retry_cost: MONEY,
  unallocated_cost: MONEY,
  cost_per_request: SMALL_MONEY,
  error_rate: SHARE,
  margin_rate: SHARE,
  success_rate: { decimals: 2, width: 110 },
  rating: { decimals: 1, width: 80 },
  credits: { decimals: 2, width: 105 },
  credits_per_request: { decimals: 2, width: 130 },
  tokens_per_second: { decimals: 0, width: 130 },
  output_input_ratio: { decimals: 2, width: 130 },
  tokens_per_request: { decimals: 0, width: 130 },
};

/** The style of a metric, of its previous value, its change or its share; none for what is no number. */
export function styleOf(field: string): MetricStyle {
  if (/_(change|share)$/.test(field)) {
    return SHARE;
  }
  const metric = field.replace(/_previous$/, '');
  if (!isMetricId(metric) || isTextMetric(metric)) {
    return {};
  }
  return STYLES[metric] ?? (/^(latency|ttft)_/.test(metric) ? LATENCY : COUNT);
}
