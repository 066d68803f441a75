/**
 * The usage record: one attempt of one call to a model. Field names are those of the JSON that arrives and leaves.
 */
export interface UsageRecord {
  /** Together with `source` the record's identity. */
  id: string;
  source: string;
  /** Start of the request, epoch ms. */
  timestamp: number;
  model: string;

  user?: string;
  team?: string;
  organization?: string;
  project?: string;
  api_key?: string;
  environment?: string;
  task?: string;
  configuration?: string;
  session?: string;

  provider?: string;
  response_model?: string;
  region?: string;
  operation?: string;
  endpoint?: string;
  stream?: boolean;
  service_tier?: string;

  /** All input, cached included; the parts below are contained in it. */
  input_tokens?: number;
  /** All output, reasoning included. */
  output_tokens?: number;
  cache_read_tokens?: number;
  cache_write_tokens?: number;
  cache_write_1h_tokens?: number;
  input_audio_tokens?: number;
  input_image_tokens?: number;
  reasoning_tokens?: number;
  output_audio_tokens?: number;
  output_image_tokens?: number;
  units?: number;
  unit?: string;

  /** HTTP status as the caller saw it. */
  status_code: number;
  error?: string;
  error_type?: string;
  latency_ms?: number;
  time_to_first_token_ms?: number;

  /** What the provider reported to have charged: an exact decimal in USD. */
  provider_cost?: string;
  cache_hit?: boolean;
  /** What a cached answer saved: an exact decimal in USD. */
  saved_cost?: string;
  rating?: number;
  attempt_of?: string;
  trace_id?: string;
  span_id?: string;
  reservation?: string;
  tags?: Record<string, string>;
  metadata?: Record<string, unknown>;
  /** What was odd about the record, kept all the same: `clock_ahead`, `parts_exceed_whole`, `content_dropped`, `erased`. */
  flags?: string[];
  /** Fields that the sender left to the collector: a later record of the same identity may still give them. */
  defaulted?: string[];
  /** Which fields the directory filled, and what of it: `directory:users`, `rule:2`. The collector's own, never sent. */
  attributed?: Record<string, string>;
}

export const COST_SOURCES = ['reported', 'computed', 'unpriced'] as const;
export type CostSource = (typeof COST_SOURCES)[number];

/** What one POST of records came to. */
export interface IntakeReply {
  accepted: number;
  /** Records whose identity was on the books already. */
  duplicates: number;
  /** Records that filled absent fields of one on the books. */
  amended: number;
  /** Of those on the books, how many brought a value that differs from the one first seen, which stays. */
  conflicts?: number;
  rejected: Rejection[];
  warnings?: string[];
}

export interface Rejection {
  /** Position in the request, from 0. */
  index: number;
  id?: string;
  field?: string;
  message: string;
}
