import { type AnnotationKind } from './annotations';

/**
 * The question that panels, alert rules and API clients ask: `POST /api/v1/query`.
 *
 * These are the words as saved in dashboards and rules, so all of them are strings and none is ever renamed.
 */
export const QUERY_TYPES = ['usage', 'requests', 'intake', 'annotations', 'audit'] as const;
export type QueryType = (typeof QUERY_TYPES)[number];

/** `=~` and `!~` take RE2 regular expressions, anchored at both ends. */
export const FILTER_OPERATORS = ['=', '!=', '=~', '!~'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** Explicit bucket sizes, finest first. Days, weeks (Monday) and months follow the query's zone. */
export const BUCKET_SIZES = ['minute', '5m', '15m', '30m', 'hour', '6h', 'day', 'week', 'month'] as const;
export type BucketSize = (typeof BUCKET_SIZES)[number];

/** `auto`: the finest size that fits the panel; `none`: one row per group. */
export const GRANULARITIES = ['auto', 'none', ...BUCKET_SIZES] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** Ranges by name; each beats the request's own from and to. */
export const NAMED_RANGES = [
  '1h',
  '24h',
  '7d',
  '30d',
  '90d',
  '1M',
  '3M',
  '6M',
  '12M',
  'today',
  'yesterday',
  'month',
  'previous_month',
  'all',
] as const;
export type NamedRange = (typeof NAMED_RANGES)[number];

/** What the range is compared with: the stretch of its length before it, or itself a day, a week or a month ago. */
export const COMPARISONS = ['previous_period', 'day', 'week', 'month'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `fields`: previous value and change beside each value; or one of them alone, in the value's place. */
export const COMPARE_AS = ['fields', 'previous', 'change'] as const;
export type CompareAs = (typeof COMPARE_AS)[number];

/** What the request log is ordered by, largest or newest first. */
export const LOG_ORDERS = ['time', 'cost', 'latency_ms', 'total_tokens'] as const;
export type LogOrder = (typeof LOG_ORDERS)[number];

/** Shapes of the request log. */
export const LOG_FORMATS = ['table', 'logs'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** `timezone` that stands for the ledger's configured zone. */
export const LEDGER_ZONE = 'ledger';
/** `timezone` that the browser replaces by the dashboard's zone. */
export const DASHBOARD_ZONE = 'dashboard';

/** Group of everything that `limit` cut off. */
export const OTHER_GROUP = '(other)';

export interface UsageFilter {
  dimension: string;
  operator: FilterOperator;
  /** Any of the values (negated: none of them); empty = no filter. */
  values: string[];
}

/** One question as a client writes it. Times are epoch ms or RFC 3339. */
export interface UsageQuery {
  refId: string;
  queryType?: QueryType;
  metrics?: string[];
  groupBy?: string[];
  granularity?: Granularity;
  filters?: UsageFilter[];
  /** IANA name, `ledger` (default) or `dashboard`. */
  timezone?: string;
  range?: NamedRange;
  from?: number | string;
  to?: number | string;
  /** Keep the top groups by the first metric. */
  limit?: number;
  /** With `limit`: the rest as one more group, `(other)`, which makes the total exact. */
  other?: boolean;
  compare?: Comparison;
  /** Default `fields`. */
  compareAs?: CompareAs;
  /** Adds each value's fraction of the total. */
  share?: boolean;
  /** Tables only: adds the groups that are known but not used in the range, without values. */
  unused?: boolean;
  /** End the range at the last border of a bucket (without buckets: of a minute) that has passed. */
  complete?: boolean;
  /** Leave out the newest minutes, for instance `2m`. */
  settle?: string;
  /** Width of a panel's pixel in ms: `auto` is never finer. */
  intervalMs?: number;
  /** Most points that `auto` may return per series. */
  maxDataPoints?: number;
  /** Query type `requests`: order, least cost (USD) and latency, shape. */
  order?: LogOrder;
  min_cost?: number | string;
  min_latency_ms?: number;
  format?: LogFormat;
  /** Query type `annotations`: which kinds; none, all of them. */
  kinds?: AnnotationKind[];
}

export interface QueryRequest {
  from?: number | string;
  to?: number | string;
  queries: UsageQuery[];
}
