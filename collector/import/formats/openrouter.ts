import { ConfigError } from '../../config/config-error';
import { picoFromUsd, usdText } from '../../pricing/decimal';
import { type RowFormat } from '../import-format';
import { type ImportRow, type JsonObject } from '../import-row';
import { compact, pick, pickNumber, pickText, pickTime, unlessEmpty } from '../pick';
import { objectOf } from '../read-json-row';

/** Most requests of one row of a day: each becomes a record. */
const MOST_REQUESTS = 100_000;

/**
 * OpenRouter's activity: the CSV of its page has a row per generation, `GET /api/v1/activity` sums of UTC days. A sum
 * becomes as many records as it counts requests, which share tokens and cost so that every total is exact.
 */
export const OPENROUTER: RowFormat = {
  kind: 'rows',
  name: 'openrouter',
  title: 'activity exported from OpenRouter: CSV or JSON, per generation or per day',
  layout: 'csv or json',
  extensions: ['.csv', '.json', '.jsonl'],
  source: 'openrouter',
  checkColumns(names) {
    if (!['model', 'model_permaslug'].some((name) => names.includes(name))) {
      throw new ConfigError(
        `model: no column has it, so this is no activity of OpenRouter. It has ${names.join(', ')}`
      );
    }
  },
  readRow(raw) {
    const { line } = raw;
    const row = objectOf(raw);
    if (!row) {
      return { line, rejected: { message: 'it is not a JSON object' } };
    }
    return pick(row, 'generation_id', 'id') === undefined && pick(row, 'requests') !== undefined
      ? readDay(line, row)
      : { line, record: compact(generationFields(row)) };
  },
};

function generationFields(row: JsonObject): JsonObject {
  const cancelled = isTrue(pick(row, 'cancelled'));
  return {
    ...commonFields(row),
    id: pickText(row, 'generation_id', 'id'),
    timestamp: pickTime(row, 'created_at', 'date'),
    user: pickText(row, 'user', 'external_user'),
    api_key: pickText(row, 'api_key_name'),
    stream: isTrue(pick(row, 'streamed')) ?? undefined,
    status_code: cancelled ? 499 : undefined,
    error_type: cancelled ? 'cancelled' : undefined,
    latency_ms: pickNumber(row, 'generation_time_ms', 'generation_time'),
    time_to_first_token_ms: pickNumber(row, 'time_to_first_token_ms', 'latency'),
    provider_cost: costOf(row),
    ...tokensOf(row),
    tags: unlessEmpty(compact({ app: pickText(row, 'app_name') })),
    metadata: unlessEmpty(
      compact({
        variant: row.variant,
        finish_reason: pick(row, 'finish_reason_normalized', 'finish_reason'),
        cost_web_search: nonZero(row.cost_web_search),
        cost_cache: nonZero(row.cost_cache),
        cost_file_processing: nonZero(row.cost_file_processing),
        byok_usage_inference: nonZero(row.byok_usage_inference),
      })
    ),
  };
}

function readDay(line: number, row: JsonObject): ImportRow | ImportRow[] {
  const requests = pickNumber(row, 'requests') ?? NaN;
  if (!Number.isInteger(requests) || requests < 0 || requests > MOST_REQUESTS) {
    const message = `requests must be a whole number up to ${MOST_REQUESTS}`;
    return { line, rejected: { field: 'requests', message } };
  }
  const cost = costOf(row);
  const shared = {
    ...commonFields(row),
    timestamp: pickTime(row, 'date'),
    api_key: pickText(row, 'api_key_name'),
    metadata: compact({ requests_of_day: requests, endpoint_id: row.endpoint_id }),
  };
  const tokens = Object.entries(tokensOf(row)).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const whole = tokens.find(([, count]) => !Number.isInteger(count) || count < 0);
  if (whole) {
    return { line, rejected: { field: whole[0], message: `${whole[0]} must be a whole number from 0` } };
  }
  return Array.from({ length: requests }, (_, index): ImportRow => ({
    line,
    record: compact({
      ...shared,
      ...Object.fromEntries(tokens.map(([field, count]) => [field, shareOf(count, requests, index)])),
      provider_cost: cost === undefined ? undefined : costShare(cost, requests, index),
    }),
  }));
}

function commonFields(row: JsonObject): JsonObject {
  const served = pickText(row, 'model_permaslug');
  return { model: pickText(row, 'model') ?? served, response_model: served, provider: pickText(row, 'provider_name') };
}

function tokensOf(row: JsonObject): Record<string, number | undefined> {
  return {
    input_tokens: pickNumber(row, 'tokens_prompt', 'prompt_tokens'),
    output_tokens: pickNumber(row, 'tokens_completion', 'completion_tokens'),
    cache_read_tokens: pickNumber(row, 'tokens_cached', 'cached_tokens') || undefined,
    reasoning_tokens: pickNumber(row, 'tokens_reasoning', 'reasoning_tokens') || undefined,
  };
}

/** What was paid: to OpenRouter, and with a key of one's own to the provider. */
function costOf(row: JsonObject): string | undefined {
  const charged = picoFromUsd(pickText(row, 'cost_total', 'usage', 'total_cost') ?? '');
  const paidElsewhere = picoFromUsd(pickText(row, 'byok_usage_inference') ?? '0') ?? 0n;
  return charged === undefined ? undefined : usdText(charged + paidElsewhere);
}

/** The part of a count that the request at a position has, of so many: their sum is the count. */
function shareOf(count: number, requests: number, position: number): number {
  return Math.floor(count / requests) + (position < count % requests ? 1 : 0);
}

function costShare(cost: string, requests: number, position: number): string {
  const [pico, parts] = [picoFromUsd(cost)!, BigInt(requests)];
  return usdText(pico / parts + (BigInt(position) < pico % parts ? 1n : 0n));
}

function isTrue(value: unknown): boolean | undefined {
  const text = typeof value === 'string' ? value.toLowerCase() : value;
  return value === undefined ? undefined : text === true || text === 'true' || text === 1 || text === '1';
}

function nonZero(value: unknown): unknown {
  return Number(value) === 0 ? undefined : value;
}
