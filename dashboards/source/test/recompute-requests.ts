import { z } from 'zod';
import { DEFAULT_DAY_PARTS } from '../../../collector/store/store';
import { passes } from '../../../collector/query/test/naive-dimensions';
import { type NaiveRow } from '../../../collector/query/test/naive-metrics';
import { type ExpectedFrame, type Recompute } from './expected-frame';
import { type ExportedRow } from './exported-rows';
import { LIST, zoneOf } from './naive-question';

const REQUESTS = z.strictObject({
  ...LIST,
  queryType: z.literal('requests'),
  order: z.enum(['time', 'cost', 'latency_ms', 'total_tokens']),
  limit: z.number(),
  format: z.enum(['table', 'logs']).default('table'),
  intervalMs: z.number(),
  maxDataPoints: z.number(),
});

/** Columns of the log as the contract's record has them; money is text in an export and a number here. */
const TEXTS =
  'id source user team organization project api_key environment task configuration provider model response_model operation endpoint service_tier region'.split(
    ' '
  );
const ERRORS = ['status_code', 'error_type', 'error', 'input_tokens', 'output_tokens', 'total_tokens'];
const PARTS = ['cache_read_tokens', 'cache_write_tokens', 'reasoning_tokens', 'units', 'unit'];
const MONEY = ['cost', 'provider_cost', 'markup', 'markup_amount', 'fixed_fee'];
const REST =
  'cost_source credits latency_ms time_to_first_token_ms stream cache_hit rating attempt_of trace_id span_id tags metadata'.split(
    ' '
  );
const COLUMNS = ['time', ...TEXTS, ...ERRORS, ...PARTS, ...MONEY, ...REST];

interface Call {
  readonly exported: ExportedRow;
  readonly row: NaiveRow;
}

/** Questions of type `requests`. `calls` come newest first; `me` is the person asking. */
export function recomputeRequests(calls: readonly Call[], ledgerZone: string, me: string): Recompute {
  return (query, [from, to]) => {
    const { order, limit, format, filters, timezone } = REQUESTS.parse(query);
    const context = { timezone: zoneOf(timezone, ledgerZone), dayParts: DEFAULT_DAY_PARTS, me };
    const found = calls.filter(({ row }) => {
      const { timestamp } = row.record;
      return from <= timestamp && timestamp < to && passes(row, filters, context);
    });
    const size = ({ exported }: Call) => Number(cellOf(exported, order) ?? -Infinity);
    const ranked = found.toSorted((a, b) => (size(a) === size(b) ? 0 : size(b) - size(a)));
    const shown = ranked.slice(0, limit).map(({ exported }) => exported);
    if (format === 'table') {
      return [COLUMNS.map((name) => ({ name, values: shown.map((row) => cellOf(row, name)) }))];
    }
    // What shares the time of the last line is not left behind.
    const last = shown.at(-1)?.timestamp;
    const more = ranked.slice(limit).filter(({ exported }) => exported.timestamp === last);
    return [logLines([...shown, ...more.map(({ exported }) => exported)])];
  };
}

function cellOf(row: ExportedRow, name: string): unknown {
  const value = row[name] ?? null;
  switch (name) {
    case 'time':
      return Date.parse(row.timestamp);
    case 'user':
      return value ?? 'system';
    case 'total_tokens':
      return row.input_tokens === undefined && row.output_tokens === undefined ? null : tokens(row);
    case 'tags':
    case 'metadata':
      return value === null ? null : JSON.stringify(value);
    default:
      return MONEY.includes(name) && value !== null ? Number(value) : value;
  }
}

function tokens({ input_tokens = 0, output_tokens = 0 }: ExportedRow): number {
  return Number(input_tokens) + Number(output_tokens);
}

function logLines(rows: readonly ExportedRow[]): ExpectedFrame {
  return [
    { name: 'timestamp', values: rows.map((row) => cellOf(row, 'time')) },
    { name: 'body', values: rows.map(lineOf) },
    { name: 'severity', values: rows.map(severityOf) },
    { name: 'id', values: rows.map(({ source, id }) => `${source}/${id}`) },
    { name: 'labels', values: rows.map(labelsOf) },
    { name: 'trace_id', values: rows.map((row) => cellOf(row, 'trace_id')) },
    { name: 'span_id', values: rows.map((row) => cellOf(row, 'span_id')) },
  ];
}

/** Model, user, tokens, units, cost, latency, status, error. */
function lineOf(row: ExportedRow): string {
  const { user = 'system', input_tokens = 0, output_tokens = 0, units, unit = 'units', latency_ms } = row;
  const all = cellOf(row, 'total_tokens');
  const failure = [row.error_type, row.error].filter((text) => typeof text === 'string').join(': ');
  return [
    row.model,
    user,
    all === null ? '' : `${tokens(row)} tokens (${input_tokens as number} in, ${output_tokens as number} out)`,
    units === undefined ? '' : `${units as number} ${unit as string}`,
    row.cost === null ? 'unpriced' : `${row.cost} USD`,
    latency_ms === undefined ? '' : `${latency_ms as number} ms`,
    String(row.status_code),
    failure,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function severityOf({ status_code }: ExportedRow): string {
  const kind = Math.floor(status_code / 100);
  return kind === 2 ? 'info' : kind === 4 ? 'warning' : 'error';
}

const LABELS = [...TEXTS.filter((name) => name !== 'id'), 'status_code', 'error_type', 'unit', 'cost_source', 'tier'];

function labelsOf(row: ExportedRow): Record<string, string> {
  const own = LABELS.flatMap((name) => {
    const value = row[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
  });
  const tags = Object.entries(row.tags ?? {}).map(([key, value]) => [`tag.${key}`, String(value)] as const);
  return Object.fromEntries([...own, ...tags]);
}
