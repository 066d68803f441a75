import { type LogOrder } from '../../../contract/query';
import { type Scope } from '../../access/scope';
import { ledgerError } from '../../errors';
import { type BookedRecord, type LogPosition, type LogRequest } from '../store';
import { moneyColumns, splitPico, type SqlValue } from './columns';
import { type LocalClock } from './local-clock';
import { allOf, type Sql } from './sql';
import { whereSql } from './where-sql';

const COST = moneyColumns('cost');
/** More than any record costs, and few enough micros for SQLite. */
const MOST_COST = 10n ** 22n;

/** What each order goes by, largest first; none of the columns is null unless all are. */
const ORDER_COLUMNS: Record<LogOrder, readonly string[]> = {
  time: [],
  cost: COST,
  latency_ms: ['latency_ms'],
  total_tokens: [
    'CASE WHEN input_tokens IS NOT NULL OR output_tokens IS NOT NULL THEN COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0) END',
  ],
};

const TIE = ['timestamp', 'sequence'];

/** A page of the log. SQLite puts null last where the largest is first. */
export function logSql(scope: Scope, request: LogRequest, clock: LocalClock | null): Sql {
  const { order = 'time', after, limit } = request;
  const where = allOf([
    whereSql(scope, request, request.filters, clock),
    ...leastSql(request),
    ...(after ? [afterSql(order, after)] : []),
  ]);
  const columns = [...ORDER_COLUMNS[order], ...TIE].map((column) => `${column} DESC`).join(', ');
  const page = (selected: string) => `SELECT ${selected} FROM record WHERE ${where.text} ORDER BY ${columns} LIMIT ?`;
  return {
    // Without an index in its order, what is sorted is kept small: the rows themselves are wide.
    text:
      order === 'time' ? page('*') : `SELECT * FROM record WHERE sequence IN (${page('sequence')}) ORDER BY ${columns}`,
    values: [...where.values, limit],
  };
}

/** Place of a record in the log of an order. */
export function positionOf(order: LogOrder, { record, rating }: BookedRecord, sequence: number): LogPosition {
  const place = { timestamp: record.timestamp, sequence };
  switch (order) {
    case 'time':
      return place;
    case 'cost':
      return { value: rating.cost === null ? null : String(rating.cost), ...place };
    case 'latency_ms':
      return { value: record.latency_ms ?? null, ...place };
    case 'total_tokens': {
      const { input_tokens: input, output_tokens: output } = record;
      return { value: input === undefined && output === undefined ? null : (input ?? 0) + (output ?? 0), ...place };
    }
  }
}

/** Null is at least nothing, not even 0. */
function leastSql({ minCost = null, minLatencyMs = null }: LogRequest): Sql[] {
  return [
    ...(minCost === null
      ? []
      : [{ text: `(${COST.join(', ')}) >= (?, ?)`, values: splitPico(minCost > MOST_COST ? MOST_COST : minCost) }]),
    ...(minLatencyMs === null ? [] : [{ text: 'latency_ms >= ?', values: [minLatencyMs] }]),
  ];
}

/** What comes after a place. */
function afterSql(order: LogOrder, { value, timestamp, sequence }: LogPosition): Sql {
  const columns = ORDER_COLUMNS[order];
  const none = `${columns[0]} IS NULL`;
  if (order !== 'time' && value === null) {
    return { text: `${none} AND (${TIE.join(', ')}) < (?, ?)`, values: [timestamp, sequence] };
  }
  const values = [...orderValues(order, value), timestamp, sequence];
  const later = `(${[...columns, ...TIE].join(', ')}) < (${values.map(() => '?').join(', ')})`;
  return { text: order === 'time' ? later : `${later} OR ${none}`, values };
}

function orderValues(order: LogOrder, value: LogPosition['value']): SqlValue[] {
  if (order === 'time') {
    return [];
  }
  if (order === 'cost' && typeof value === 'string' && /^-?\d{1,24}$/.test(value)) {
    return splitPico(BigInt(value));
  }
  if (order !== 'cost' && typeof value === 'number') {
    return [value];
  }
  throw ledgerError('invalid_query', 'The cursor is of a log in another order: begin at its first page', 'cursor');
}
