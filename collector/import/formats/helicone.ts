import { ConfigError } from '../../config/config-error';
import { type RowFormat } from '../import-format';
import { isObject, type JsonObject } from '../import-row';
import { compact, pickNumber, pickText, pickTime, sum, unlessEmpty } from '../pick';
import { objectOf } from '../read-json-row';

/** What stands where a request was not answered from the cache. */
const NO_REFERENCE = '00000000-0000-0000-0000-000000000000';
/** Statuses of Helicone's own: not answered yet, and given up by the caller. */
const [PENDING, CANCELLED] = [-2, -3];

/**
 * Requests exported by `@helicone/export`, the dashboard or `POST /v1/request/query-clickhouse`. In them prompt tokens
 * come without cached ones, completion tokens without reasoning.
 */
export const HELICONE: RowFormat = {
  kind: 'rows',
  name: 'helicone',
  title: 'requests exported from Helicone: JSON, JSONL or CSV',
  layout: 'csv or json',
  extensions: ['.jsonl', '.json', '.csv'],
  source: 'helicone',
  checkColumns(names) {
    if (!['request_id', 'response_id'].some((name) => names.includes(name))) {
      throw new ConfigError(
        `request_id: no column has it, so this is no export of Helicone. It has ${names.join(', ')}`
      );
    }
  },
  readRow(raw) {
    const { line } = raw;
    const row = objectOf(raw);
    if (!row) {
      return { line, rejected: { message: 'it is not a JSON object' } };
    }
    const status = pickNumber(row, 'response_status', 'status');
    return status === PENDING ? { line, ignored: true } : { line, record: compact(fieldsOf(row, status)) };
  },
};

function fieldsOf(row: JsonObject, status: number | undefined): JsonObject {
  const [read, written, reasoning] = [
    pickNumber(row, 'prompt_cache_read_tokens'),
    pickNumber(row, 'prompt_cache_write_tokens'),
    pickNumber(row, 'reasoning_tokens'),
  ];
  const asked = pickText(row, 'model_override', 'request_model', 'model', 'response_model');
  const reference = pickText(row, 'cache_reference_id');
  const cached = reference !== undefined && reference !== NO_REFERENCE;
  const properties = propertiesOf(row);
  return {
    // The older tool's CSV names the response alone.
    id: pickText(row, 'request_id', 'response_id'),
    timestamp: pickTime(row, 'request_created_at', 'created_at'),
    model: asked,
    response_model: pickText(row, 'response_model') ?? pickText(row, 'model'),
    provider: pickText(row, 'provider')?.replace(/^CUSTOM$/i, ''),
    user: pickText(row, 'request_user_id', 'user_id', 'helicone_user'),
    session: properties['Helicone-Session-Id'],
    api_key: pickText(row, 'proxy_key_id', 'key_name'),
    endpoint: pickText(row, 'request_path') ?? pathOf(pickText(row, 'target_url')),
    status_code: status === CANCELLED ? 499 : status,
    latency_ms: pickNumber(row, 'delay_ms', 'latency', 'latency_ms'),
    time_to_first_token_ms: pickNumber(row, 'time_to_first_token', 'time_to_first_token_ms') || undefined,
    input_tokens: sum(pickNumber(row, 'prompt_tokens'), read, written),
    output_tokens: sum(pickNumber(row, 'completion_tokens'), reasoning),
    cache_read_tokens: read || undefined,
    cache_write_tokens: written || undefined,
    reasoning_tokens: reasoning || undefined,
    input_audio_tokens: pickNumber(row, 'prompt_audio_tokens') || undefined,
    output_audio_tokens: pickNumber(row, 'completion_audio_tokens') || undefined,
    provider_cost: costOf(row, cached),
    cache_hit: cached || undefined,
    rating: ratingOf(row.feedback_rating),
    tags: unlessEmpty(Object.fromEntries(Object.entries(properties).filter(([key]) => !/^helicone-/i.test(key)))),
    metadata: unlessEmpty(
      compact({
        prompt_id: row.prompt_id,
        prompt_version: row.prompt_version,
        country_code: row.country_code,
        session_name: properties['Helicone-Session-Name'],
        response_id: pickText(row, 'request_id') && row.response_id,
        scores: isObject(row.scores) ? unlessEmpty(row.scores) : undefined,
      })
    ),
  };
}

/** Helicone writes 0 where it knows no price. */
function costOf(row: JsonObject, cached: boolean): string | undefined {
  const cost = pickText(row, 'cost', 'costUSD', 'cost_usd');
  return cost !== undefined && (Number(cost) !== 0 || cached) ? cost : undefined;
}

/** A thumb up is the best mark, one down the worst. */
function ratingOf(rating: unknown): number | undefined {
  const up = rating === true || rating === 'true';
  return up ? 5 : rating === false || rating === 'false' ? 1 : undefined;
}

function propertiesOf(row: JsonObject): Record<string, string> {
  const properties = [row.request_properties, row.properties].find((value) => isObject(value) && unlessEmpty(value));
  return Object.fromEntries(
    Object.entries(properties ?? {}).flatMap(([key, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)]] : []
    )
  );
}

function pathOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : (URL.parse(url)?.pathname ?? url);
}
