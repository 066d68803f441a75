import { RIGHT_FIELDS, type RowRule, type Scope } from '../../access/scope';
import { type Filter } from '../store';
import { dimensionSql } from './dimension-sql';
import { type LocalClock } from './local-clock';
import { STILL_WANTED } from './readers/stop-check';
import { allOf, anyOf, type Sql } from './sql';

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows a question is about: its range, its filters, and above all what the scope lets through.
 *
 * Regular expressions are those of the filter of the same index that `QueryFunctions` was given.
 */
export function whereSql(scope: Scope, range: Range, filters: readonly Filter[], clock: LocalClock | null): Sql {
  return allOf([...rowsSql(scope, range), ...filters.map((filter, index) => filterSql(filter, index, clock))]);
}

/** Rows of a stretch of time that the scope lets through, as long as the read is wanted. */
export function rowsSql(scope: Scope, { from, to }: Range): Sql[] {
  return [...scannedSql(scope), { text: 'timestamp >= ? AND timestamp < ?', values: [from, to] }];
}

/** How many records the scope lets through, and from when to when. */
export function factsSql(scope: Scope): Sql {
  const where = allOf(scannedSql(scope));
  return {
    text: `SELECT COUNT(*) AS records, MIN(timestamp) AS firstTimestamp, MAX(timestamp) AS lastTimestamp
      FROM record WHERE ${where.text}`,
    values: where.values,
  };
}

/** The time of the first record that the scope lets through. */
export function firstTimestampSql(scope: Scope): Sql {
  const where = allOf(scannedSql(scope));
  return { text: `SELECT timestamp FROM record WHERE ${where.text} ORDER BY timestamp LIMIT 1`, values: where.values };
}

/** What every scan of records begins with. */
function scannedSql(scope: Scope): Sql[] {
  return [{ text: STILL_WANTED, values: [] }, scopeSql(scope)];
}

/** The scope's own condition; one without rules sees no row. */
function scopeSql({ rows }: Scope): Sql {
  return rows === 'all' ? { text: '1', values: [] } : anyOf(rows.map(ruleSql).filter((rule) => rule !== null));
}

/** A rule that names no field holds for nothing: seeing everything is said otherwise. */
function ruleSql(rule: RowRule): Sql | null {
  const fields = RIGHT_FIELDS.flatMap((field) => (rule[field] ? [fieldSql(field, rule[field])] : []));
  return fields.length === 0 ? null : allOf(fields);
}

/** One value is compared by itself: an index then gives its rows in the order of time. */
function fieldSql(field: string, values: readonly string[]): Sql {
  return values.length === 1
    ? { text: `"${field}" = ?`, values: [values[0]!] }
    : { text: `"${field}" IN (${LIST})`, values: [JSON.stringify(values)] };
}

/** Lists go in as one JSON text each: SQLite has room for 32,766 values, and a question may have more. */
const LIST = 'SELECT value FROM json_each(?)';

function filterSql({ dimension, operator, values }: Filter, index: number, clock: LocalClock | null): Sql {
  const value = dimensionSql(dimension, clock);
  switch (operator) {
    case '=':
      return { text: `${value} IN (${LIST})`, values: [JSON.stringify(values)] };
    case '!=':
      return { text: `${value} NOT IN (${LIST})`, values: [JSON.stringify(values)] };
    case '=~':
      return { text: `matches_filter(${index}, ${value})`, values: [] };
    case '!~':
      return { text: `NOT matches_filter(${index}, ${value})`, values: [] };
  }
}
