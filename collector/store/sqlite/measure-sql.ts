import { emptyGroup, NO_VALUE } from '../../../contract/dimensions';
import { type Count, COUNTS, type Measure, type Money, type MoneyPart } from '../measures';
import { moneyColumns } from './columns';
import { dimensionSql } from './dimension-sql';
import { type LocalClock } from './local-clock';

/** Columns that measure a group; an amount takes two. Those of days go by the clock. */
export function measureSql(measure: Measure, clock: LocalClock | null): string[] {
  if (measure === 'weekend_requests') {
    return [`COUNT(*) FILTER (WHERE ${weekendSql(clock)}) AS "${measure}"`];
  }
  if (isCount(measure)) {
    return [`${COUNT_SQL[measure]} AS "${measure}"`];
  }
  const part = isPart(measure) ? PARTS[measure] : { of: measure, filter: '' };
  const names = moneyColumns(measure);
  return moneyColumns(part.of).map(
    (column, index) => `COALESCE(SUM("${column}")${part.filter}, 0) AS "${names[index]}"`
  );
}

const REPORTED = " FILTER (WHERE cost_source = 'reported')";

function weekendSql(clock: LocalClock | null): string {
  if (clock === null) {
    throw new Error('Measure weekend_requests needs a clock');
  }
  return clock.isWeekend;
}

const PARTS: Record<MoneyPart, { of: Money | 'computed_cost'; filter: string }> = {
  // The cost of the groups without a name: those of `team` and `project` at once.
  unallocated_cost: {
    of: 'cost',
    filter: ` FILTER (WHERE ${(['team', 'project'] as const).map((id) => `${dimensionSql(id, null)} = '${emptyGroup(id)}'`).join(' AND ')})`,
  },
  reported_cost_part: { of: 'cost', filter: REPORTED },
  reported_provider_cost_part: { of: 'provider_cost', filter: REPORTED },
  // Null where there is none, which a sum leaves out.
  computed_cost: { of: 'computed_cost', filter: '' },
  retry_cost: { of: 'cost', filter: ' FILTER (WHERE attempt_of IS NOT NULL)' },
};

function isPart(measure: Money | MoneyPart): measure is MoneyPart {
  return measure in PARTS;
}

/** Whether a measure is a count rather than an amount of money. */
export function isCount(measure: Measure): measure is Count {
  return (COUNTS as readonly string[]).includes(measure);
}

const SUCCESS = 'status_code BETWEEN 200 AND 299';
const TOKENS = 'COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0)';
const SPEED = 'output_tokens > 0 AND latency_ms > 0';
/** The length says where the source ends and the id begins. */
const INTERACTION = "OCTET_LENGTH(source) || ':' || source || COALESCE(attempt_of, id)";

/** `percentile_cont` leaves out what is null and interpolates between ranks; null without a value. */
const COUNT_SQL: Record<Exclude<Count, 'weekend_requests'>, string> = {
  requests: 'COUNT(*)',
  interactions: `COUNT(DISTINCT ${INTERACTION})`,
  errors: `COUNT(*) FILTER (WHERE NOT (${SUCCESS}))`,
  retries: 'COUNT(attempt_of)',
  users: `COUNT(DISTINCT NULLIF("user", '${emptyGroup('user')}'))`,
  models: 'COUNT(DISTINCT model)',
  providers: 'COUNT(DISTINCT provider)',
  input_tokens: 'COALESCE(SUM(input_tokens), 0)',
  output_tokens: 'COALESCE(SUM(output_tokens), 0)',
  cache_read_tokens: 'COALESCE(SUM(cache_read_tokens), 0)',
  cache_write_tokens: 'COALESCE(SUM(cache_write_tokens), 0)',
  reasoning_tokens: 'COALESCE(SUM(reasoning_tokens), 0)',
  units: 'COALESCE(SUM(units), 0)',
  unit_kinds: `COUNT(DISTINCT COALESCE(unit, '${NO_VALUE}')) FILTER (WHERE units IS NOT NULL)`,
  priced_requests: 'COUNT(cost_micro)',
  unpriced_requests: "COUNT(*) FILTER (WHERE cost_source = 'unpriced')",
  computed_requests: 'COUNT(computed_cost_micro)',
  unpriced_tokens: `COALESCE(SUM(${TOKENS}) FILTER (WHERE cost_source = 'unpriced'), 0)`,
  credits_micro: 'SUM(credits_micro)',
  charged_requests: 'COUNT(*) FILTER (WHERE credits_micro > 0)',
  latency_sum: 'COALESCE(SUM(latency_ms), 0)',
  latency_count: 'COUNT(latency_ms)',
  latency_max: 'COALESCE(MAX(latency_ms), 0)',
  latency_p50: 'PERCENTILE_CONT(latency_ms, 0.5)',
  latency_p90: 'PERCENTILE_CONT(latency_ms, 0.9)',
  latency_p95: 'PERCENTILE_CONT(latency_ms, 0.95)',
  latency_p99: 'PERCENTILE_CONT(latency_ms, 0.99)',
  ttft_sum: 'COALESCE(SUM(time_to_first_token_ms), 0)',
  ttft_count: 'COUNT(time_to_first_token_ms)',
  ttft_p50: 'PERCENTILE_CONT(time_to_first_token_ms, 0.5)',
  ttft_p95: 'PERCENTILE_CONT(time_to_first_token_ms, 0.95)',
  ttft_p99: 'PERCENTILE_CONT(time_to_first_token_ms, 0.99)',
  speed_tokens: `COALESCE(SUM(output_tokens) FILTER (WHERE ${SPEED}), 0)`,
  speed_ms: `COALESCE(SUM(latency_ms) FILTER (WHERE ${SPEED}), 0)`,
  rating_sum: 'COALESCE(SUM(rating), 0)',
  rating_count: 'COUNT(rating)',
  last_received_at: 'MAX(received_at)',
  first_timestamp: 'MIN(timestamp)',
  last_timestamp: 'MAX(timestamp)',
  peak_requests: 'PEAK_PER_MINUTE(timestamp, 1)',
  peak_tokens: `PEAK_PER_MINUTE(timestamp, ${TOKENS})`,
};
