import { dimensionInfo, type DimensionId, SYSTEM_USER } from '../../../contract/dimensions';
import { type FrameField, type FrameValue } from '../../../contract/frame';
import { type UsageRecord } from '../../../contract/record';
import { type Scope } from '../../access/scope';
import { type Pico, usdNumber } from '../../pricing/decimal';
import { type LogEntry } from '../../store/store';
import { visibleMetadata } from './visible-metadata';
import { visibleTags } from './visible-tags';

/** A column of the request log as a table. */
export interface Column {
  readonly field: FrameField;
  readonly value: (entry: LogEntry, scope: Scope) => FrameValue;
  /** Who sees it; default everyone. */
  readonly money?: 'customer' | 'all';
}

type FieldOf<T> = {
  [Key in keyof UsageRecord]-?: NonNullable<UsageRecord[Key]> extends T ? Key : never;
}[keyof UsageRecord];

/** All columns, in their order; every one is there whether or not a record has a value for it. */
const COLUMNS: readonly Column[] = [
  {
    field: { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' }, config: { displayNameFromDS: 'Time' } },
    value: ({ record }) => record.timestamp,
  },
  text('id', 'Id'),
  text('source', 'Source'),
  { field: textField('user', 'User'), value: ({ record }) => record.user ?? SYSTEM_USER },
  text('team', 'Team'),
  text('organization', 'Organization'),
  text('project', 'Project'),
  text('api_key', 'API key'),
  text('environment', 'Environment'),
  text('task', 'Task'),
  text('configuration', 'Configuration'),
  text('provider', 'Provider'),
  text('model', 'Model'),
  text('response_model', 'Served model'),
  text('operation', 'Operation'),
  text('endpoint', 'Endpoint'),
  text('service_tier', 'Service tier'),
  text('region', 'Region'),
  number('status_code', 'Status', 'none'),
  text('error_type', 'Error type'),
  text('error', 'Error'),
  number('input_tokens', 'Input tokens', 'short'),
  number('output_tokens', 'Output tokens', 'short'),
  { field: numberField('total_tokens', 'Total tokens', 'short'), value: ({ record }) => totalTokens(record) },
  number('cache_read_tokens', 'Cache read tokens', 'short'),
  number('cache_write_tokens', 'Cache write tokens', 'short'),
  number('reasoning_tokens', 'Reasoning tokens', 'short'),
  number('units', 'Units', 'short'),
  text('unit', 'Unit'),
  money('cost', 'Cost', 'customer', ({ rating }) => rating.cost),
  money('provider_cost', 'Provider cost', 'all', ({ rating }) => rating.provider_cost),
  {
    field: numberField('markup', 'Markup rate', 'percentunit'),
    value: ({ rating }) => usdNumber(rating.markup),
    money: 'all',
  },
  money('markup_amount', 'Markup', 'all', ({ rating }) => rating.markup_amount),
  money('fixed_fee', 'Fixed fee', 'all', ({ rating }) => rating.fixed_fee),
  { field: textField('cost_source', 'Cost source'), value: ({ rating }) => rating.cost_source, money: 'customer' },
  { field: numberField('credits', 'Credits', 'short'), value: ({ rating }) => rating.credits, money: 'customer' },
  number('latency_ms', 'Latency', 'ms'),
  number('time_to_first_token_ms', 'Time to first token', 'ms'),
  flag('stream', 'Streamed'),
  flag('cache_hit', 'Cache hit'),
  number('rating', 'Rating', 'none'),
  text('attempt_of', 'Attempt of'),
  text('trace_id', 'Trace'),
  text('span_id', 'Span'),
  {
    field: textField('tags', 'Tags'),
    value: ({ record }, { hiddenDimensions }) => jsonText(visibleTags(record, hiddenDimensions).tags),
  },
  {
    field: textField('metadata', 'Metadata'),
    value: ({ record }, { money }) => jsonText(visibleMetadata(record, money).metadata),
  },
];

/** The columns that a scope sees. */
export function columnsFor({ money, hiddenDimensions }: Scope): Column[] {
  const hidden: ReadonlySet<string> = new Set(hiddenDimensions);
  return COLUMNS.filter(
    (column) => !hidden.has(column.field.name) && (!column.money || money === 'all' || money === column.money)
  );
}

/** All tokens of a call; null if neither number is known. */
export function totalTokens({ input_tokens, output_tokens }: UsageRecord): number | null {
  return input_tokens === undefined && output_tokens === undefined ? null : (input_tokens ?? 0) + (output_tokens ?? 0);
}

function text(name: FieldOf<string>, title: string): Column {
  return { field: textField(name, title), value: ({ record }) => record[name] ?? null };
}

function number(name: FieldOf<number>, title: string, unit: string): Column {
  return { field: numberField(name, title, unit), value: ({ record }) => record[name] ?? null };
}

function flag(name: FieldOf<boolean>, title: string): Column {
  return {
    field: {
      name,
      type: 'boolean',
      typeInfo: { frame: 'bool', nullable: true },
      config: { displayNameFromDS: title },
    },
    value: ({ record }) => record[name] ?? null,
  };
}

function jsonText(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function money(
  name: string,
  title: string,
  seenBy: 'customer' | 'all',
  amount: (entry: LogEntry) => Pico | null
): Column {
  return {
    field: numberField(name, title, 'currencyUSD'),
    value: (entry) => {
      const pico = amount(entry);
      return pico === null ? null : usdNumber(pico);
    },
    money: seenBy,
  };
}

function textField(name: string, title: string): FrameField {
  return {
    name,
    type: 'string',
    typeInfo: { frame: 'string', nullable: true },
    config: { displayNameFromDS: title, ...describedAs(name) },
  };
}

function numberField(name: string, title: string, unit: string): FrameField {
  return {
    name,
    type: 'number',
    typeInfo: { frame: 'float64', nullable: true },
    config: { displayNameFromDS: title, unit },
  };
}

/** Columns that are dimensions too say the same of themselves. */
function describedAs(name: string): { description?: string } {
  const info = dimensionInfo(name as DimensionId);
  return info.category === 'Tags' ? {} : { description: info.description };
}
