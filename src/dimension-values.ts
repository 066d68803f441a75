import { type TimeRange } from '@grafana/data';
import { type DataSourceWithBackend } from '@grafana/runtime';
import { type DimensionValues } from '../contract/values';
import { holdsVariable } from './holds-variable';
import { type LedgerFilter } from './types';

/** Which values are meant. */
export interface ValuesSelection {
  /** A part of the value, whatever the case. */
  search?: string;
  /** Only values of calls that pass these; those of the same dimension do not count. */
  filters?: LedgerFilter[];
  /** Without any range the last 30 days. */
  range?: Pick<TimeRange, 'from' | 'to'>;
  /** A range by name, which beats the other. */
  namedRange?: string;
  /** Zone of a range by name and of dimensions of time. */
  timezone?: string;
  limit?: number;
}

/** What of the data source is needed. */
interface Resources {
  getResource(...call: Parameters<DataSourceWithBackend['getResource']>): Promise<unknown>;
}

const DEFAULT_LIMIT = 100;
const MINUTE = 60_000;
/** How long an answer is given again: lists are opened and closed in quick succession. */
const FRESH_MS = MINUTE;
const MOST_ANSWERS = 100;

interface KnownAnswer {
  readonly until: number;
  readonly values: DimensionValues;
}

const answers = new WeakMap<Resources, Map<string, KnownAnswer>>();

/**
 * Values of a dimension by use, most used first, from the collector; bounded, and asked again after a minute at the
 * earliest. Rejects when the signal is aborted, which also cancels the request.
 */
export async function getDimensionValues(
  datasource: Resources,
  id: string,
  selection: ValuesSelection = {},
  signal?: AbortSignal
): Promise<DimensionValues> {
  const path = `dimensions/${encodeURIComponent(id)}/values`;
  const params = paramsOf(id, selection);
  const key = JSON.stringify([path, params]);
  const known = answers.get(datasource)?.get(key);
  if (known && known.until > Date.now()) {
    return known.values;
  }
  const options = { showErrorAlert: false, abortSignal: signal };
  const values = readValues(await datasource.getResource(path, params, options));
  signal?.throwIfAborted();
  keep(datasource, key, values);
  return values;
}

/** Whole minutes, so that a range that ends now asks the same again for a while. */
function paramsOf(id: string, { search, filters = [], range, namedRange, timezone, limit }: ValuesSelection) {
  const others = filters
    .filter(({ dimension, values }) => dimension !== id && values.length > 0)
    .filter(({ dimension, values }) => ![dimension, ...values].some(holdsVariable));
  return {
    limit: limit ?? DEFAULT_LIMIT,
    ...(search ? { search } : {}),
    ...(others.length > 0 ? { filters: JSON.stringify(others) } : {}),
    ...(timezone ? { timezone } : {}),
    ...(namedRange ? { range: namedRange } : range && minutesOf(range)),
  };
}

function minutesOf({ from, to }: Pick<TimeRange, 'from' | 'to'>) {
  return {
    from: Math.floor(from.valueOf() / MINUTE) * MINUTE,
    to: Math.ceil(to.valueOf() / MINUTE) * MINUTE,
  };
}

function keep(datasource: Resources, key: string, values: DimensionValues): void {
  const known = answers.get(datasource) ?? new Map<string, KnownAnswer>();
  answers.set(datasource, known);
  known.delete(key);
  known.set(key, { until: Date.now() + FRESH_MS, values });
  const [oldest] = known.keys();
  if (known.size > MOST_ANSWERS && oldest !== undefined) {
    known.delete(oldest);
  }
}

function readValues(body: unknown): DimensionValues {
  const { values, requests, truncated } = (body ?? {}) as Partial<Record<keyof DimensionValues, unknown>>;
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string') || !Array.isArray(requests)) {
    throw new Error('The answer is no list of values. Check the URL in the data source’s settings.');
  }
  return { values, requests: requests.map(Number), truncated: truncated === true };
}
