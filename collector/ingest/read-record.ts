import { randomUUID } from 'node:crypto';
import { type Rejection, type UsageRecord } from '../../contract/record';
import { normalizeProvider } from '../pricing/providers';
import { FIELD_SCHEMAS, type FieldName, isFieldName } from './fields';
import { errorTypeOf, PARTS_EXCEED_WHOLE, partsExceedWhole, statusCodeOf } from './derived-fields';
import { type Content } from '../content/content';
import { boundedMetadata } from './metadata';

/** Flag of a record whose prompts and answers were dropped. */
export const CONTENT_DROPPED = 'content_dropped';

/** First day that is believed: 2000-01-01. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST_AHEAD_MS = 7 * 86_400_000;
/** A clock this far ahead of ours is flagged. */
const CLOCK_TOLERANCE_MS = 60_000;

export interface RecordDefaults {
  /** Source of records that name none: the ingest token's label. */
  readonly source: string;
  /** Arrival, epoch ms. */
  readonly now: number;
}

export type ReadRecord = { record: UsageRecord; idGiven: boolean; content?: Content } | Omit<Rejection, 'index'>;

type Values = Partial<Record<FieldName, unknown>>;

/** Fields that the collector gives where the sender does not. A record without a model can amend another, no more. */
const DEFAULTED = ['timestamp', 'model', 'status_code', 'error_type'] as const;

/** One JSON value as a usage record, or why it cannot be one. Null and empty texts count as absent. */
export function readRecord(row: unknown, { source, now }: RecordDefaults): ReadRecord {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { message: 'must be a JSON object' };
  }
  const values: Values = {};
  const unknown: Array<[string, unknown]> = [];
  for (const [key, value] of Object.entries(row)) {
    if (value === null || value === '') {
      continue;
    }
    if (!isFieldName(key)) {
      unknown.push([key, value]);
      continue;
    }
    const read = FIELD_SCHEMAS[key].safeParse(value);
    if (!read.success) {
      return rejection(row, key, `${key} ${read.error.issues[0]?.message ?? 'is not valid'}`);
    }
    values[key] = read.data;
  }
  if (values.model === undefined && values.id === undefined) {
    return rejection(row, 'model', 'model is required: name the model that was asked for');
  }
  const { currency: _currency, metadata, ...fields } = values as Partial<UsageRecord> & { currency?: string };
  const timestamp = fields.timestamp ?? now;
  if (timestamp < EARLIEST || timestamp > now + LATEST_AHEAD_MS) {
    return rejection(row, 'timestamp', 'timestamp must lie between 2000-01-01 and seven days ahead of now');
  }
  const extra = boundedMetadata({ ...metadata, ...Object.fromEntries(unknown) });
  if (extra.tooLarge) {
    return rejection(row, 'metadata', 'metadata is too large or too deeply nested (64 KiB, 16 levels)');
  }
  const record: UsageRecord = {
    ...fields,
    id: fields.id ?? randomUUID(),
    source: fields.source ?? source,
    model: fields.model ?? '',
    timestamp,
    status_code: fields.status_code ?? statusCodeOf(fields),
  };
  if (fields.provider) {
    record.provider = normalizeProvider(fields.provider) || undefined;
  }
  record.error_type ??= errorTypeOf(record);
  if (extra.metadata) {
    record.metadata = extra.metadata;
  }
  const flags = [...oddities(record, now), ...(extra.content ? [CONTENT_DROPPED] : [])];
  if (flags.length > 0) {
    record.flags = flags;
  }
  const defaulted = DEFAULTED.filter((field) => fields[field] === undefined && record[field] !== undefined);
  if (defaulted.length > 0) {
    record.defaulted = defaulted;
  }
  return { record, idGiven: fields.id !== undefined, content: extra.content };
}

function rejection(row: object, field: string, message: string): ReadRecord {
  const id: unknown = 'id' in row ? row.id : undefined;
  return { ...(typeof id === 'string' && id !== '' ? { id: id.slice(0, 256) } : {}), field, message };
}

/** What is odd about a record but no reason to lose it. */
function oddities(record: UsageRecord, now: number): string[] {
  return [
    ...(record.timestamp > now + CLOCK_TOLERANCE_MS ? ['clock_ahead'] : []),
    ...(partsExceedWhole(record) ? [PARTS_EXCEED_WHOLE] : []),
  ];
}
