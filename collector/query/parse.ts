import { z } from 'zod';
import { DIMENSIONS, isDimensionId, ME } from '../../contract/dimensions';
import { isMetricId, METRICS } from '../../contract/metrics';
import {
  COMPARE_AS,
  COMPARISONS,
  DASHBOARD_ZONE,
  FILTER_OPERATORS,
  GRANULARITIES,
  LEDGER_ZONE,
  NAMED_RANGES,
  QUERY_TYPES,
  type QueryType,
} from '../../contract/query';
import { ledgerError, type LedgerError } from '../errors';
import { patternFault } from '../store/pattern';
import { whyUnanswerable } from './check-question';
import { type Question } from './question';
import { readTime } from './time/read-time';
import { isZone } from './time/zone';
import { isVariable } from './variable';

const MAX_QUERIES = 100;
const MAX_FILTERS = 50;
const MAX_VALUES = 1_000;
/** As many rows as a table has without a limit. */
const MAX_GROUPS = 10_000;
/** Longer ones are no names. */
const MAX_PATTERN = 5_000;
/** Each is compiled, and tried on every value until one matches. */
const MAX_PATTERNS = 20;
const MAX_SETTLE_MS = 86_400_000;
const MAX_DATA_POINTS = 11_000;
const DEFAULT_DATA_POINTS = 1_000;
const ZONES = 'ledger, dashboard or an IANA name such as Europe/Berlin';

/** Fields that Grafana puts into every query and that mean nothing here. */
const GRAFANA_FIELDS = new Set(['datasource', 'datasourceId', 'hide', 'key', 'panelId', 'version', 'timeRange']);
const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words as unknown as [T[number], ...T[number][]], { error: `must be one of ${words.join(', ')}` });

const metric = z.string().refine(isMetricId, {
  error: ({ input }) => `has no metric ${String(input)}; there are ${METRICS.map(({ id }) => id).join(', ')}`,
});

const resolved = {
  error: ({ input }: { input: unknown }) => `${String(input)} is an unresolved variable`,
};

const dimension = z
  .string()
  .refine(isDimensionId, {
    error: ({ input }) =>
      `has no dimension ${String(input)}; there are ${DIMENSIONS.map(({ id }) => id).join(', ')}, tag.<key>`,
  })
  .refine((id) => !isVariable(id), resolved);

const value = z
  .union([z.string(), z.number().transform(String)], { error: 'must be a text or a number' })
  .refine((text) => !isVariable(text), resolved);

const filter = z.object(
  {
    dimension,
    operator: oneOf(FILTER_OPERATORS),
    values: z
      .array(value, { error: 'must be a list of texts' })
      .max(MAX_VALUES, { error: `must hold at most ${MAX_VALUES} values` }),
  },
  { error: 'must be an object with dimension, operator and values' }
);

const pattern = filter.superRefine(({ operator, values }, context) => {
  const patterns = operator === '=~' || operator === '!~' ? values : [];
  if (patterns.length > MAX_PATTERNS) {
    const message = `must hold at most ${MAX_PATTERNS} regular expressions: join them by |`;
    context.addIssue({ code: 'custom', path: ['values'], message, input: values });
    return;
  }
  for (const [index, text] of patterns.entries()) {
    const message = text === ME ? undefined : whyNoPattern(text);
    if (message) {
      context.addIssue({ code: 'custom', path: ['values', index], message, input: text });
    }
  }
});

const filters = z
  .array(pattern, { error: 'must be a list of filters' })
  .max(MAX_FILTERS, { error: `must hold at most ${MAX_FILTERS} filters` });

const time = z.union([z.number(), z.string()], { error: 'must be epoch ms or an RFC 3339 text' }).nullish();
const limit = { error: `must be a whole number from 1 to ${MAX_GROUPS}` };
const interval = { error: 'must be a number of ms from 0' };
const points = { error: 'must be a number from 1' };

const flag = z
  .boolean({ error: 'must be true or false' })
  .nullish()
  .transform((on) => on ?? false);
const duration = { error: 'must be a duration such as 90s, 2m or 1h' };

const QUERY = z.object({
  // Grafana sends an empty one where none was chosen.
  queryType: z.preprocess((type) => (type === '' ? undefined : type), oneOf(QUERY_TYPES).default('usage')),
  metrics: z
    .array(metric, { error: 'must be a list of metrics, for instance ["cost"]' })
    .min(1, { error: 'must name at least one metric, for instance cost' }),
  groupBy: z.array(dimension, { error: 'must be a list of dimensions' }).default([]),
  granularity: oneOf(GRANULARITIES).default('none'),
  filters: filters.default([]),
  timezone: z.string({ error: `must be ${ZONES}` }).default(LEDGER_ZONE),
  range: oneOf(NAMED_RANGES).nullish(),
  from: time,
  to: time,
  // A variable in it comes as text.
  limit: z.preprocess(
    (text) => (typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : text),
    z.int(limit).min(1, limit).max(MAX_GROUPS, limit).nullish()
  ),
  other: flag,
  compare: oneOf(COMPARISONS).nullish(),
  compareAs: oneOf(COMPARE_AS)
    .nullish()
    .transform((as) => as ?? 'fields'),
  share: flag,
  unused: flag,
  complete: flag,
  settle: z
    .string(duration)
    .regex(/^\d{1,6}(s|m|h)$/, duration)
    .transform(durationMs)
    .refine((ms) => ms <= MAX_SETTLE_MS, { error: 'must not be more than 24h' })
    .nullish(),
  intervalMs: z.number(interval).min(0, interval).default(0),
  maxDataPoints: z.number(points).min(1, points).default(DEFAULT_DATA_POINTS),
});

const REQUEST = z.object(
  {
    from: time,
    to: time,
    queries: z
      .array(z.record(z.string(), z.unknown(), { error: 'must be an object' }), { error: 'must be a list of queries' })
      .min(1, { error: 'must hold at least one query' })
      .max(MAX_QUERIES, { error: `must hold at most ${MAX_QUERIES} queries` }),
  },
  { error: 'must be an object with queries' }
);

/** A request as it is described to clients: each query of it is read on its own. */
export const QUERY_REQUEST = REQUEST.extend({ queries: z.array(QUERY.extend({ refId: z.string().optional() })) });

/** One query of a request as it was sent, with the request's own range where it has none. */
export interface SentQuery {
  readonly refId: string;
  readonly query: Record<string, unknown>;
}

/** Type of a query; throws where there is none of that name. */
export function readQueryType(query: Record<string, unknown>): QueryType {
  const parsed = QUERY.pick({ queryType: true }).safeParse(query);
  if (!parsed.success) {
    throw describe(parsed.error, 'invalid_query');
  }
  return parsed.data.queryType;
}

/** Takes a request apart into its queries; one that cannot be read as a request throws. */
export function readRequest(body: unknown): SentQuery[] {
  const request = REQUEST.safeParse(body);
  if (!request.success) {
    throw describe(request.error, 'invalid_request');
  }
  const seen = new Set<string>();
  return request.data.queries.map((query, index) => {
    const refId = typeof query.refId === 'string' && query.refId !== '' ? query.refId : refIdAt(index);
    if (seen.has(refId)) {
      throw ledgerError(
        'invalid_request',
        `queries[${index}].refId ${refId} is used twice: give each query its own`,
        'refId'
      );
    }
    seen.add(refId);
    const when = { from: query.from ?? request.data.from, to: query.to ?? request.data.to };
    return { refId, query: { ...withoutNulls(query), ...when } };
  });
}

/** Programs write null where they have nothing to say. */
function withoutNulls(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
}

/** A to Z, then AA, AB, …, as Grafana names them. */
function refIdAt(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refIdAt(Math.floor(index / 26) - 1) + letter;
}

/** Reads a query about usage. */
export function parseQuery(refId: string, query: Record<string, unknown>, ledgerZone: string): Question | LedgerError {
  const parsed = QUERY.safeParse(withoutNulls(query));
  if (!parsed.success) {
    return describe(parsed.error, 'invalid_query');
  }
  const { range, from, to, limit, timezone, maxDataPoints, filters, compare, settle, ...rest } = parsed.data;
  const zone = timezone === LEDGER_ZONE || timezone === DASHBOARD_ZONE || timezone === '' ? ledgerZone : timezone;
  if (!isZone(zone)) {
    return ledgerError('invalid_query', `timezone must be ${ZONES}, not ${zone}`, 'timezone');
  }
  const given = range ?? readGiven(from, to);
  if (given instanceof Error) {
    return given;
  }
  const unknown = Object.keys(query).filter((key) => !isKnown(key));
  const question: Question = {
    refId,
    ...rest,
    metrics: [...new Set(rest.metrics)],
    groupBy: [...new Set(rest.groupBy)],
    filters: filters.filter(({ values }) => values.length > 0),
    timezone: zone,
    range: given,
    limit: limit ?? null,
    compare: compare ?? null,
    tellsCostSource: true,
    settleMs: settle ?? 0,
    maxDataPoints: Math.min(maxDataPoints, MAX_DATA_POINTS),
    notices: unknown.length > 0 ? [`Unknown query fields were ignored: ${unknown.join(', ')}`] : [],
  };
  return whyUnanswerable(question) ?? question;
}

function readGiven(from: unknown, to: unknown) {
  const [start, end] = [readTime(from), readTime(to)];
  if (start === undefined || end === undefined) {
    const field = start === undefined ? 'from' : 'to';
    return ledgerError(
      'invalid_query',
      `${field} must be epoch ms or an RFC 3339 text, or give a range such as 30d`,
      field
    );
  }
  return start > end ? ledgerError('invalid_query', 'from must not lie after to', 'from') : { from: start, to: end };
}

function isKnown(key: string): boolean {
  return key === 'refId' || Object.hasOwn(QUERY.shape, key) || GRAFANA_FIELDS.has(key);
}

function whyNoPattern(text: string): string | undefined {
  if (text.length > MAX_PATTERN) {
    return `must have at most ${MAX_PATTERN} characters`;
  }
  const fault = patternFault(text);
  return fault === null ? undefined : `is no RE2 regular expression: ${fault}`;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * UNIT_MS[text.slice(-1)]!;
}

/** The first thing that a schema has against what was sent, as an error. */
export function describe(error: z.ZodError, code: 'invalid_request' | 'invalid_query'): LedgerError {
  const [issue] = error.issues;
  const path = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const field = path.replace(/^\./, '');
  return ledgerError(code, `${field || 'the body'} ${issue?.message ?? 'is not valid'}`, field || undefined);
}
