/**
 * What usage can be measured by.
 *
 * `kind`: `sum` adds up over groups, `distinct` does not and yet is a part of the whole, `ratio` is neither, `text` names
 * something and `instant` tells when something was, in epoch ms: both are for tables alone.
 * `unit` is a Grafana unit id. `empty` is the value of a bucket or total without records: 0 for counts, peaks of
 * them and sums, null for averages, ratios and percentiles.
 */
export const METRICS = [
  sum('requests', 'Requests', 'short', 'Calls, failed ones included.', 'Traffic'),
  sum('errors', 'Errors', 'short', 'Calls whose status is not 2xx.', 'Traffic'),
  distinct('interactions', 'Interactions', 'Distinct requests of callers: a call and its retries are one.', 'Traffic'),
  ratio('error_rate', 'Error rate', 'percentunit', 'Errors ÷ requests.', 'Traffic'),
  ratio('success_rate', 'Success rate', 'percentunit', 'Calls with status 2xx ÷ requests.', 'Traffic'),
  sum('retries', 'Retries', 'short', 'Calls that repeat an earlier attempt.', 'Traffic'),
  distinct('users', 'Active users', 'Distinct users, without system.', 'Traffic'),
  distinct('models', 'Models', 'Distinct models.', 'Traffic'),
  distinct('providers', 'Providers', 'Distinct providers.', 'Traffic'),
  instant('first_used', 'First used', 'Time of the first call in the range.', 'Traffic'),
  instant('last_used', 'Last used', 'Time of the newest call in the range.', 'Traffic'),
  peak('peak_requests_per_minute', 'Peak requests per minute', 'Requests of the busiest calendar minute.', 'Traffic'),
  text('top_model', 'Top model', 'The model with the most requests.', 'Traffic'),
  text('status_help', 'Meaning and remedy', 'What the status code means and what to do about it.', 'Traffic'),
  {
    ...ratio(
      'weekend_share',
      'Weekend share',
      'percentunit',
      'Mean requests of a weekend day ÷ mean requests of any other day, in the query’s zone.',
      'Traffic'
    ),
    forTables: true,
  },
  sum('input_tokens', 'Input tokens', 'short', 'All input tokens, cached ones included.', 'Tokens'),
  sum('output_tokens', 'Output tokens', 'short', 'All output tokens, reasoning included.', 'Tokens'),
  sum('total_tokens', 'Total tokens', 'short', 'Input + output tokens.', 'Tokens'),
  sum('cache_read_tokens', 'Cache read tokens', 'short', 'Input tokens read from the provider’s cache.', 'Tokens'),
  sum('cache_write_tokens', 'Cache write tokens', 'short', 'Input tokens written to the provider’s cache.', 'Tokens'),
  sum('reasoning_tokens', 'Reasoning tokens', 'short', 'Output tokens spent on reasoning.', 'Tokens'),
  sum('units', 'Units', 'short', 'Billed units, of one unit at a time: images, seconds, characters, …', 'Tokens'),
  peak('peak_tokens_per_minute', 'Peak tokens per minute', 'Total tokens of the busiest calendar minute.', 'Tokens'),
  ratio('tokens_per_request', 'Tokens per request', 'short', 'Total tokens ÷ requests.', 'Tokens'),
  ratio('output_input_ratio', 'Output/input ratio', 'none', 'Σ output tokens ÷ Σ input tokens.', 'Tokens'),
  sum('cost', 'Cost', 'currencyUSD', 'What the customer pays, in USD.', 'Money'),
  sum('provider_cost', 'Provider cost', 'currencyUSD', 'What the provider charges, in USD.', 'Money'),
  sum(
    'computed_cost',
    'Computed cost',
    'currencyUSD',
    'What the price list says the provider charges, in USD, whether or not a cost was reported; of calls that it prices.',
    'Money'
  ),
  sum('markup_amount', 'Markup', 'currencyUSD', 'Markup on the provider cost, in USD.', 'Money'),
  sum('fixed_fees', 'Fixed fees', 'currencyUSD', 'Fees per request, in USD.', 'Money'),
  sum('margin', 'Margin', 'currencyUSD', 'Cost − provider cost, in USD.', 'Money'),
  ratio('margin_rate', 'Margin rate', 'percentunit', 'Margin ÷ cost.', 'Money'),
  ratio('cost_per_request', 'Cost per request', 'currencyUSD', 'Cost ÷ requests, in USD.', 'Money'),
  sum(
    'unallocated_cost',
    'Unallocated cost',
    'currencyUSD',
    'Cost of calls with neither a team nor a project, in USD.',
    'Money'
  ),
  ratio('unallocated_share', 'Unallocated share', 'percentunit', 'Unallocated cost ÷ cost.', 'Money'),
  sum('credits', 'Credits', 'short', 'Credits charged: each successful call its model’s multiplier.', 'Money'),
  ratio('credits_per_request', 'Credits per request', 'short', 'Credits ÷ charged requests.', 'Money'),
  sum('retry_cost', 'Cost of retries', 'currencyUSD', 'Cost of calls that repeat an earlier attempt, in USD.', 'Money'),
  sum(
    'cache_savings',
    'Cache savings',
    'currencyUSD',
    'What the same calls would have cost more without any cache, writing to it included, in USD.',
    'Money'
  ),
  sum('unpriced_requests', 'Unpriced requests', 'short', 'Calls whose price is unknown.', 'Money'),
  text(
    'price_entry',
    'Price entry',
    'By model: the line for pricing.prices that prices what has no price, but for the amounts.',
    'Money'
  ),
  sum('unpriced_tokens', 'Unpriced tokens', 'short', 'Tokens of calls whose price is unknown.', 'Money'),
  ratio('latency_avg', 'Average latency', 'ms', 'Mean time from request to last byte.', 'Latency'),
  ...percentiles('latency', 'Latency', 'Time from request to last byte', [50, 90, 95, 99]),
  ratio('latency_max', 'Maximum latency', 'ms', 'Longest time from request to last byte.', 'Latency'),
  ratio('ttft_avg', 'Average time to first token', 'ms', 'Mean time from request to first token.', 'Latency'),
  ...percentiles('ttft', 'Time to first token', 'Time from request to first token', [50, 95, 99]),
  ratio(
    'tokens_per_second',
    'Output tokens per second',
    'short',
    'Σ output tokens ÷ Σ latency, of calls that have both.',
    'Latency'
  ),
  ratio('rating', 'Rating', 'none', 'Mean rating, 1 to 5.', 'Quality'),
] as const;

export type MetricId = (typeof METRICS)[number]['id'];

export interface MetricInfo<Id extends string = MetricId> {
  readonly id: Id;
  readonly title: string;
  /** Grafana unit id; values are raw base units (USD, ms, fractions). */
  readonly unit: string;
  readonly description: string;
  /** Heading under which editors list it. */
  readonly category: string;
  readonly empty: 0 | null;
  readonly kind: MetricKind;
  /** It says something of a whole range and nothing of its course; said where the kind does not tell. */
  readonly forTables?: boolean;
}

export type MetricKind = 'sum' | 'distinct' | 'ratio' | 'text' | 'instant';
/** Metrics whose values are texts. */
export type TextMetricId = 'top_model' | 'price_entry' | 'status_help';
export type NumberMetricId = Exclude<MetricId, TextMetricId>;

const BY_ID: ReadonlyMap<string, MetricInfo> = new Map(METRICS.map((info) => [info.id, info]));

/** Whether a text names a metric. */
export function isMetricId(text: string): text is MetricId {
  return BY_ID.has(text);
}

/** The catalogue's entry of a metric. */
export function metricInfo(id: MetricId): MetricInfo {
  return BY_ID.get(id)!;
}

/** Whether a metric's values are texts. */
export function isTextMetric(id: MetricId): id is TextMetricId {
  return metricInfo(id).kind === 'text';
}

/** Whether a metric says something of a whole range and nothing of its course, so that it is for tables alone. */
export function isForTables({ kind, forTables = false }: MetricInfo<string>): boolean {
  return kind === 'text' || kind === 'instant' || forTables;
}

type Words<Id extends string> = [id: Id, title: string, unit: string, description: string, category: string];

function sum<Id extends string>(...words: Words<Id>): MetricInfo<Id> {
  return entry(words, 'sum', 0);
}

function ratio<Id extends string>(...words: Words<Id>): MetricInfo<Id> {
  return entry(words, 'ratio', null);
}

/** Nothing adds up over peaks, but those of nothing are 0. */
function peak<Id extends string>(id: Id, title: string, description: string, category: string): MetricInfo<Id> {
  return entry([id, title, 'short', description, category], 'ratio', 0);
}

function distinct<Id extends string>(id: Id, title: string, description: string, category: string): MetricInfo<Id> {
  return entry([id, title, 'short', description, category], 'distinct', 0);
}

function text<Id extends string>(id: Id, title: string, description: string, category: string): MetricInfo<Id> {
  return entry([id, title, 'string', description, category], 'text', null);
}

function instant<Id extends string>(id: Id, title: string, description: string, category: string): MetricInfo<Id> {
  return entry([id, title, 'dateTimeFromNow', description, category], 'instant', null);
}

function percentiles<Of extends string, Rank extends number>(
  of: Of,
  title: string,
  description: string,
  ranks: readonly Rank[]
): Array<MetricInfo<`${Of}_p${Rank}`>> {
  return ranks.map((rank) =>
    ratio(`${of}_p${rank}`, `${title} p${rank}`, 'ms', `${description}, ${rank}th percentile, interpolated.`, 'Latency')
  );
}

function entry<Id extends string>(
  [id, title, unit, description, category]: Words<Id>,
  kind: MetricKind,
  empty: 0 | null
): MetricInfo<Id> {
  return { id, title, unit, description, category, empty, kind };
}
