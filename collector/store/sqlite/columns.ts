import { type UsageRecord } from '../../../contract/record';
import { type CostComponents } from '../../pricing/cost';
import { checkCost } from '../../pricing/cost-check';
import { type Rating } from '../../pricing/price-record';
import { type Money, MONEY, type MoneyPart } from '../measures';
import { type BookedRecord } from '../store';

export type SqlValue = string | number | bigint | null;
export type SqlRow = Record<string, SqlValue>;

/** Fields of a record that are a column of the same name and value. */
const TEXTS = [
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
  'service_tier',
  'unit',
  'error',
  'error_type',
  'provider_cost',
  'saved_cost',
  'attempt_of',
  'trace_id',
  'span_id',
  'reservation',
] as const satisfies ReadonlyArray<keyof UsageRecord>;

const INTEGERS = [
  'timestamp',
  'status_code',
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
] as const satisfies ReadonlyArray<keyof UsageRecord>;

const REALS = ['units', 'latency_ms', 'time_to_first_token_ms', 'rating'] as const satisfies ReadonlyArray<
  keyof UsageRecord
>;

const BOOLEANS = ['stream', 'cache_hit'] as const satisfies ReadonlyArray<keyof UsageRecord>;
const JSONS = ['tags', 'metadata', 'flags', 'defaulted', 'attributed'] as const satisfies ReadonlyArray<
  keyof UsageRecord
>;

const REQUIRED: ReadonlySet<string> = new Set(['id', 'source', 'timestamp', 'model', 'status_code']);
const CREDIT_SCALE = 1e6;
const PICO_PER_MICRO = 1_000_000n;

/** What the provider reported is kept as it came; the column for the fixed cost has another name. */
const COLUMN_NAMES: Partial<Record<string, string>> = { provider_cost: 'reported_cost' };

/** Names of an amount's two columns: whole microdollars and the rest in picodollars. Sums of both stay exact. */
export function moneyColumns(money: Money | MoneyPart): [micro: string, pico: string] {
  return [`${money}_micro`, `${money}_pico`];
}

/** An amount from its two columns. */
export function picoFromColumns(micro: bigint, pico: bigint): bigint {
  return micro * PICO_PER_MICRO + pico;
}

const RECORD_COLUMNS: Array<[name: string, type: string]> = [
  ...columns(TEXTS, 'TEXT'),
  ...columns(INTEGERS, 'INTEGER'),
  ...columns(REALS, 'REAL'),
  ...columns(BOOLEANS, 'INTEGER'),
  ...columns(JSONS, 'TEXT'),
];

const RATING_COLUMNS: Array<[name: string, type: string]> = [
  ...MONEY.flatMap((money) => moneyColumns(money).map((name): [string, string] => [name, 'INTEGER'])),
  ['cost_source', 'TEXT NOT NULL'],
  ['markup', 'INTEGER NOT NULL'],
  ['multiplier_micro', 'INTEGER NOT NULL'],
  ['credits_micro', 'INTEGER NOT NULL'],
  ['price_version', 'TEXT'],
  ['computed_cost_micro', 'INTEGER'],
  ['computed_cost_pico', 'INTEGER'],
  ['components', 'TEXT'],
  ['cost_check', 'TEXT'],
  ['rule_version', 'TEXT'],
  ['received_at', 'INTEGER NOT NULL'],
];

/** All columns but the sequence, with their SQL types. */
export const COLUMNS = [...RECORD_COLUMNS, ...RATING_COLUMNS];

/** A booked record as column values, in the order of `COLUMNS`. */
export function rowFromBooking({ record, rating, receivedAt }: BookedRecord): SqlValue[] {
  const amounts: Record<Money, bigint | null> = {
    cost: rating.cost,
    provider_cost: rating.provider_cost,
    markup_amount: rating.markup_amount,
    fixed_fees: rating.fixed_fee,
    cache_savings: rating.cache_savings,
  };
  return [
    ...[...TEXTS, ...INTEGERS, ...REALS].map((field) => record[field] ?? null),
    ...BOOLEANS.map((field) => (record[field] === undefined ? null : Number(record[field]))),
    ...JSONS.map((field) => (record[field] === undefined ? null : JSON.stringify(record[field]))),
    ...MONEY.flatMap((money) => splitPico(amounts[money])),
    rating.cost_source,
    rating.markup,
    Math.round(rating.multiplier * CREDIT_SCALE),
    Math.round(rating.credits * CREDIT_SCALE),
    rating.price_version,
    ...splitPico(rating.computed_cost),
    componentsText(rating.components),
    checkCost(rating),
    rating.rule_version,
    receivedAt,
  ];
}

/** A booked record from its row, read with safe integers. */
export function bookingFromRow(row: SqlRow): BookedRecord {
  const fields: Array<[string, unknown]> = [
    ...TEXTS.map((field): [string, unknown] => [field, row[COLUMN_NAMES[field] ?? field]]),
    ...[...INTEGERS, ...REALS].map((field): [string, unknown] => [field, numberOrNull(row[field])]),
    ...BOOLEANS.map((field): [string, unknown] => [field, row[field] === null ? null : Boolean(row[field])]),
    ...JSONS.map((field): [string, unknown] => [field, row[field] === null ? null : JSON.parse(String(row[field]))]),
  ];
  return {
    record: Object.fromEntries(fields.filter(([, value]) => value !== null)) as unknown as UsageRecord,
    rating: ratingFromRow(row),
    receivedAt: Number(row.received_at),
  };
}

function ratingFromRow(row: SqlRow): Rating {
  return {
    cost_source: row.cost_source as Rating['cost_source'],
    cost: amountOf(row, 'cost'),
    provider_cost: amountOf(row, 'provider_cost'),
    computed_cost: amountOf(row, 'computed_cost'),
    components: componentsOf(row.components),
    markup_amount: amountOf(row, 'markup_amount'),
    fixed_fee: amountOf(row, 'fixed_fees') ?? 0n,
    cache_savings: amountOf(row, 'cache_savings'),
    markup: BigInt(row.markup as bigint),
    multiplier: Number(row.multiplier_micro) / CREDIT_SCALE,
    credits: Number(row.credits_micro) / CREDIT_SCALE,
    price_version: row.price_version as string | null,
    rule_version: row.rule_version as string | null,
  };
}

/** Picodollars by component, as texts: JSON has no whole numbers of their size. */
function componentsText(components: CostComponents): string | null {
  const parts = Object.entries(components).map(([component, pico]) => [component, String(pico)]);
  return parts.length === 0 ? null : JSON.stringify(Object.fromEntries(parts));
}

function componentsOf(text: SqlValue | undefined): CostComponents {
  const parts = typeof text === 'string' ? (JSON.parse(text) as Record<string, string>) : {};
  return Object.fromEntries(Object.entries(parts).map(([component, pico]) => [component, BigInt(pico)]));
}

function amountOf(row: SqlRow, money: Money | 'computed_cost'): bigint | null {
  const [micro, pico] = moneyColumns(money).map((name) => row[name]);
  return typeof micro === 'bigint' && typeof pico === 'bigint' ? picoFromColumns(micro, pico) : null;
}

/** An amount as its two columns; both have its sign. */
export function splitPico(pico: bigint | null): [micro: bigint | null, pico: bigint | null] {
  return pico === null ? [null, null] : [pico / PICO_PER_MICRO, pico % PICO_PER_MICRO];
}

function numberOrNull(value: SqlValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function columns(fields: readonly string[], type: string): Array<[string, string]> {
  return fields.map((field) => [COLUMN_NAMES[field] ?? field, REQUIRED.has(field) ? `${type} NOT NULL` : type]);
}
