import { type MetricId } from '../../../contract/metrics';
import { type CostSource, type UsageRecord } from '../../../contract/record';
import { STATUS_HELP } from '../status-help';
import { compareCodePoints } from './code-points';

/** A record beside what it was rated at; amounts in 10⁻¹² USD. */
export interface NaiveRow {
  readonly record: UsageRecord;
  readonly rating: {
    readonly cost_source: CostSource;
    readonly cost: bigint | null;
    readonly provider_cost: bigint | null;
    readonly markup_amount: bigint | null;
    readonly fixed_fee: bigint;
    readonly credits: number;
    readonly multiplier: number;
    readonly computed_cost: bigint | null;
    readonly cache_savings?: bigint | null;
  };
}

type Rows = readonly NaiveRow[];

/** Whether these have units of more than one unit, which are never summed. */
export function mixesUnits(rows: Rows): boolean {
  const counted = rows.filter(({ record }) => record.units !== undefined);
  return new Set(counted.map(({ record }) => record.unit ?? '(none)')).size > 1;
}

/** The days of a range up to now, and which instants are on a weekend. */
export interface NaiveDays {
  readonly weekend: number;
  readonly other: number;
  readonly isWeekend: (time: number) => boolean;
}

/** A metric over some records, word for word as the contract defines it. */
export function naiveMetric(metric: MetricId, rows: Rows, days: NaiveDays): number | string | null {
  const sum = (read: (row: NaiveRow) => number | undefined) => rows.reduce((total, row) => total + (read(row) ?? 0), 0);
  const record = (field: NumberField) => sum((row) => row.record[field]);
  const tokens = record('input_tokens') + record('output_tokens');
  const errors = rows.filter((row) => !is2xx(row)).length;
  const credits = sum(({ rating }) => Math.round(rating.credits * 1e6)) / 1e6;
  switch (metric) {
    case 'requests':
      return rows.length;
    case 'errors':
      return errors;
    case 'error_rate':
      return ratio(errors, rows.length);
    case 'success_rate':
      return ratio(rows.filter(is2xx).length, rows.length);
    case 'retries':
      return rows.filter((row) => row.record.attempt_of !== undefined).length;
    case 'interactions':
      return distinct(rows.map(({ record: { source, attempt_of, id } }) => JSON.stringify([source, attempt_of ?? id])));
    case 'price_entry':
      throw new Error('price_entry is more than its records tell, and recomputed in a test of its own');
    case 'top_model':
      return topModel(rows);
    case 'status_help':
      // It is told by the group's name, not by its records.
      return null;
    case 'units':
      return record('units');
    case 'users':
      return distinct(rows.map((row) => (row.record.user === 'system' ? undefined : row.record.user)));
    case 'models':
      return distinct(rows.map((row) => row.record.model));
    case 'providers':
      return distinct(rows.map((row) => row.record.provider));
    case 'first_used':
      return rows.map((row) => row.record.timestamp).sort((a, b) => a - b)[0] ?? null;
    case 'last_used':
      return rows.map((row) => row.record.timestamp).sort((a, b) => b - a)[0] ?? null;
    case 'peak_requests_per_minute':
      return busiestMinute(rows, () => 1);
    case 'peak_tokens_per_minute':
      return busiestMinute(rows, tokensOf);
    case 'weekend_share': {
      const weekend = rows.filter(({ record }) => days.isWeekend(record.timestamp)).length;
      const calls = ratio(weekend, rows.length - weekend);
      return calls === null || days.weekend === 0 || days.other === 0 ? null : calls * (days.other / days.weekend);
    }
    case 'input_tokens':
    case 'output_tokens':
    case 'cache_read_tokens':
    case 'cache_write_tokens':
    case 'reasoning_tokens':
      return record(metric);
    case 'total_tokens':
      return tokens;
    case 'tokens_per_request':
      return ratio(tokens, rows.length);
    case 'output_input_ratio':
      return ratio(record('output_tokens'), record('input_tokens'));
    case 'cost':
    case 'provider_cost':
    case 'markup_amount':
      return money(rows, (row) => row.rating[metric] ?? 0n);
    case 'computed_cost': {
      const computed = rows.flatMap((row) => row.rating.computed_cost ?? []);
      return rows.length > 0 && computed.length === 0 ? null : dollars(computed.reduce((all, one) => all + one, 0n));
    }
    case 'fixed_fees':
      return money(rows, (row) => row.rating.fixed_fee);
    case 'margin':
      return money(rows, (row) => (row.rating.cost ?? 0n) - (row.rating.provider_cost ?? 0n));
    case 'margin_rate': {
      const priced = rows.filter((row) => !isUnpriced(row));
      const of = (read: (row: NaiveRow) => bigint | null) => priced.reduce((all, row) => all + (read(row) ?? 0n), 0n);
      const [cost, provider] = [of((row) => row.rating.cost), of((row) => row.rating.provider_cost)];
      return ratio(dollars(cost - provider), dollars(cost));
    }
    case 'cost_per_request':
      return ratio(rows.length > 0 ? money(rows, (row) => row.rating.cost ?? 0n) : null, rows.length);
    case 'unallocated_cost':
      return unallocatedCost(rows);
    case 'unallocated_share':
      return ratio(unallocatedCost(rows), money(rows, (row) => row.rating.cost ?? 0n) ?? 0);
    case 'retry_cost':
      return money(rows, (row) => (row.record.attempt_of === undefined ? 0n : (row.rating.cost ?? 0n)));
    case 'cache_savings':
      return money(rows, (row) => row.rating.cache_savings ?? 0n);
    case 'credits':
      return credits;
    case 'credits_per_request':
      return ratio(credits, rows.filter((row) => row.rating.credits > 0).length);
    case 'unpriced_requests':
      return rows.filter(isUnpriced).length;
    case 'unpriced_tokens':
      return rows.filter(isUnpriced).reduce((total, row) => total + tokensOf(row), 0);
    case 'latency_avg':
      return ratio(record('latency_ms'), countOf(rows, 'latency_ms'));
    case 'latency_max':
      return countOf(rows, 'latency_ms') > 0 ? Math.max(...rows.map((row) => row.record.latency_ms ?? 0)) : null;
    case 'latency_p50':
    case 'latency_p90':
    case 'latency_p95':
    case 'latency_p99':
      return percentile(rows, 'latency_ms', metric);
    case 'ttft_p50':
    case 'ttft_p95':
    case 'ttft_p99':
      return percentile(rows, 'time_to_first_token_ms', metric);
    case 'ttft_avg':
      return ratio(record('time_to_first_token_ms'), countOf(rows, 'time_to_first_token_ms'));
    case 'tokens_per_second': {
      const timed = rows.filter((row) => (row.record.output_tokens ?? 0) > 0 && (row.record.latency_ms ?? 0) > 0);
      const total = (field: NumberField) => timed.reduce((all, row) => all + row.record[field]!, 0);
      return ratio(total('output_tokens'), total('latency_ms') / 1_000);
    }
    case 'rating':
      return ratio(record('rating'), countOf(rows, 'rating'));
  }
}

type NumberField =
  | 'input_tokens'
  | 'output_tokens'
  | 'cache_read_tokens'
  | 'cache_write_tokens'
  | 'reasoning_tokens'
  | 'latency_ms'
  | 'time_to_first_token_ms'
  | 'rating'
  | 'units';

function is2xx({ record }: NaiveRow): boolean {
  return Math.floor(record.status_code / 100) === 2;
}

function isUnpriced({ rating }: NaiveRow): boolean {
  return rating.cost_source === 'unpriced';
}

function tokensOf({ record }: NaiveRow): number {
  return (record.input_tokens ?? 0) + (record.output_tokens ?? 0);
}

function countOf(rows: Rows, field: NumberField): number {
  return rows.filter(({ record }) => record[field] !== undefined).length;
}

function distinct(values: ReadonlyArray<string | undefined>): number {
  return new Set(values.filter((value) => value !== undefined)).size;
}

function ratio(dividend: number | null, divisor: number): number | null {
  return dividend === null || divisor === 0 ? null : dividend / divisor;
}

/** PostgreSQL's `percentile_cont`: linear between the two values that stand next to the fraction's place. */
function percentile(rows: Rows, field: NumberField, metric: string): number | null {
  const values = rows.flatMap(({ record }) => record[field] ?? []).sort((a, b) => a - b);
  if (values.length === 0) {
    return null;
  }
  const place = (Number(metric.slice(-2)) / 100) * (values.length - 1);
  const below = values[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * (values[Math.ceil(place)]! - below);
}

/** The model with the most requests; of several the first by code points. */
function topModel(rows: Rows): string | null {
  let top: string | null = null;
  const calls = (model: string) => rows.filter(({ record }) => record.model === model).length;
  for (const { model } of rows.map(({ record }) => record)) {
    const lead = top === null ? 1 : calls(model) - calls(top);
    if (lead > 0 || (lead === 0 && compareCodePoints(model, top!) < 0)) {
      top = model;
    }
  }
  return top;
}

/** The largest sum over the calls whose time is the same text up to the minute. */
function busiestMinute(rows: Rows, amount: (row: NaiveRow) => number): number {
  const minuteOf = ({ record }: NaiveRow) => new Date(record.timestamp).toISOString().slice(0, 16);
  const minutes = [...new Set(rows.map(minuteOf))];
  const callsOf = (minute: string) => rows.filter((row) => minuteOf(row) === minute);
  return Math.max(0, ...minutes.map((minute) => callsOf(minute).reduce((sum, call) => sum + amount(call), 0)));
}

/** What the catalogue has for a status, else for its class; of success and of the rest nothing. */
export function naiveStatusHelp(status: string): string | null {
  const texts = new Map(Object.entries(STATUS_HELP));
  const isFailure = /^\d{3}$/.test(status) && !status.startsWith('2');
  return isFailure ? (texts.get(status) ?? texts.get(status.replace(/..$/, 'xx'))!) : null;
}

/** The exact sum of what is known, as the nearest double; null if there are records and none has a price. */
function money(rows: Rows, read: (row: NaiveRow) => bigint): number | null {
  const known = rows.filter((row) => !isUnpriced(row));
  return rows.length > 0 && known.length === 0 ? null : dollars(known.reduce((sum, row) => sum + read(row), 0n));
}

/** Cost of what is `(none)` by team and by project. */
function unallocatedCost(rows: Rows): number | null {
  const isNone = (value: string | undefined) => value === undefined || value === '(none)';
  return money(rows, ({ record, rating }) =>
    isNone(record.team) && isNone(record.project) ? (rating.cost ?? 0n) : 0n
  );
}

function dollars(pico: bigint): number {
  const digits = String(pico < 0n ? -pico : pico).padStart(13, '0');
  return Number(`${pico < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`);
}
