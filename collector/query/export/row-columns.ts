import { type Scope } from '../../access/scope';
import { type CsvCell } from './csv';

/** Columns of exported rows; fields that are objects are JSON text. */
const COLUMNS = [
  'timestamp',
  'received_at',
  'id',
  'source',
  'user',
  'team',
  'organization',
  'project',
  'api_key',
  'environment',
  'task',
  'configuration',
  'session',
  'provider',
  'model',
  'response_model',
  'region',
  'operation',
  'endpoint',
  'stream',
  'service_tier',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'input_audio_tokens',
  'input_image_tokens',
  'reasoning_tokens',
  'output_audio_tokens',
  'output_image_tokens',
  'units',
  'unit',
  'status_code',
  'success',
  'error_type',
  'error',
  'latency_ms',
  'time_to_first_token_ms',
  'cache_hit',
  'rating',
  'attempt_of',
  'trace_id',
  'span_id',
  'reservation',
  'tags',
  'metadata',
  'flags',
  'defaulted',
  'attributed',
] as const;

const CUSTOMER_MONEY = ['currency', 'cost', 'cost_source', 'multiplier', 'tier', 'credits'];
const PROVIDER_MONEY = [
  'provider_cost',
  'computed_cost',
  'components',
  'markup',
  'markup_amount',
  'fixed_fee',
  'saved_cost',
  'price_version',
  'rule_version',
];

/** Amounts are decimal texts, and yet numbers. */
const DECIMALS: ReadonlySet<string> = new Set([
  'cost',
  'provider_cost',
  'computed_cost',
  'markup',
  'markup_amount',
  'fixed_fee',
  'saved_cost',
]);

/** Columns of rows that a scope sees: all of them, whatever the records have. */
export function rowColumns({ money, hiddenDimensions }: Scope): string[] {
  const hidden: ReadonlySet<string> = new Set(hiddenDimensions);
  return [...COLUMNS, ...(money === 'none' ? [] : CUSTOMER_MONEY), ...(money === 'all' ? PROVIDER_MONEY : [])].filter(
    (name) => !hidden.has(name)
  );
}

/** A field of a record's JSON as a cell. */
export function rowCell(name: string, value: unknown): CsvCell {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value === 'string') {
    return DECIMALS.has(name) ? { decimal: value } : value;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);
}
