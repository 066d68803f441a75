import { ConfigError } from '../../config/config-error';
import { boundedMetadata } from '../../ingest/metadata';
import { type RowFormat } from '../import-format';
import { isObject, type JsonObject } from '../import-row';
import { langfuseUsage } from '../langfuse-usage';
import { compact, msBetween, numberOf, pick, pickNumber, pickText, pickTime, unlessEmpty } from '../pick';
import { objectOf } from '../read-json-row';

/** Observations that are calls to a model. */
const CALLS: ReadonlySet<string> = new Set(['GENERATION', 'EMBEDDING']);

/**
 * Observations exported from Langfuse's table (CSV, JSON, JSONL), its API (`GET /api/public/observations`) or to a blob
 * store, whose names are in snake_case.
 */
export const LANGFUSE: RowFormat = {
  kind: 'rows',
  name: 'langfuse',
  title: 'observations exported from Langfuse: CSV, JSON or JSONL',
  layout: 'csv or json',
  extensions: ['.jsonl', '.json', '.csv'],
  source: 'langfuse',
  checkColumns(names) {
    if (!['model', 'provided_model_name'].some((name) => names.includes(name))) {
      throw new ConfigError(
        `model: no column has it, so these are no observations of Langfuse. It has ${names.join(', ')}`
      );
    }
  },
  readRow(raw) {
    const { line } = raw;
    const row = objectOf(raw);
    if (!row) {
      return { line, rejected: { message: 'it is not a JSON object' } };
    }
    const type = pickText(row, 'type')?.toUpperCase();
    const model = pickText(row, 'model', 'provided_model_name', 'providedModelName');
    // Other observations are steps of a program, unless they say which model was called.
    return type !== undefined && !CALLS.has(type) && model === undefined
      ? { line, ignored: true }
      : { line, record: compact(fieldsOf(row, type, model)) };
  },
};

function fieldsOf(row: JsonObject, type: string | undefined, model: string | undefined): JsonObject {
  const [start, end, first] = [
    pickTime(row, 'startTime', 'start_time'),
    pickTime(row, 'endTime', 'end_time'),
    pickTime(row, 'completionStartTime', 'completion_start_time'),
  ];
  const failed = pickText(row, 'level')?.toUpperCase() === 'ERROR';
  return {
    ...langfuseUsage(row),
    id: pickText(row, 'id'),
    timestamp: start,
    model,
    operation: type === 'EMBEDDING' ? 'embeddings' : undefined,
    user: pickText(row, 'userId', 'user_id'),
    session: pickText(row, 'sessionId', 'session_id'),
    environment: pickText(row, 'environment'),
    task: pickText(row, 'traceName', 'trace_name'),
    trace_id: pickText(row, 'traceId', 'trace_id'),
    latency_ms: msBetween(start, end) ?? inMs(pickNumber(row, 'latency')),
    time_to_first_token_ms: msBetween(start, first) ?? inMs(pickNumber(row, 'timeToFirstToken')),
    error: failed ? (pickText(row, 'statusMessage', 'status_message') ?? 'failed') : undefined,
    provider_cost: costOf(row),
    metadata: unlessEmpty(compact({ ...callMetadata(row), ...ownMetadata(row) })),
  };
}

/** Exports give seconds. */
function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}

/** The total, else the sum of the parts. Where there are no parts a total of 0 says that no price was known. */
function costOf(row: JsonObject): string | undefined {
  const details = pick(row, 'costDetails', 'cost_details', 'calculatedCostDetails');
  if (isObject(details)) {
    const { total, ...parts } = details;
    const amounts = Object.values(parts).map((amount) => numberOf(amount) ?? 0);
    const all = numberOf(total) ?? amounts.reduce((added, amount) => added + amount, 0);
    return amounts.length === 0 && all === 0 ? undefined : (pickText(details, 'total') ?? String(all));
  }
  const total = pickText(row, 'totalCost', 'calculatedTotalCost', 'total_cost');
  return total === undefined || Number(total) === 0 ? undefined : total;
}

function callMetadata(row: JsonObject): JsonObject {
  return {
    name: row.name,
    version: row.version,
    prompt_name: pick(row, 'promptName', 'prompt_name'),
    prompt_version: pickNumber(row, 'promptVersion', 'prompt_version'),
    model_parameters: objectIn(pick(row, 'modelParameters', 'model_parameters')),
    parent_observation_id: pick(row, 'parentObservationId', 'parent_observation_id'),
    trace_tags: pick(row, 'traceTags', 'trace_tags', 'tags'),
  };
}

/** What the application put there, unless it is too much to keep. */
function ownMetadata({ metadata }: JsonObject): JsonObject {
  const value = objectIn(metadata);
  return !value || boundedMetadata({ metadata: value }).tooLarge ? {} : { metadata: value };
}

function objectIn(value: unknown): JsonObject | undefined {
  return isObject(value) ? unlessEmpty(value) : undefined;
}
