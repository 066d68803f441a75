import { DIMENSIONS } from '../../contract/dimensions';
import { type AGGREGATE_OPTIONS } from '../query/export/aggregate';
import { type ROW_OPTIONS } from '../query/export/rows';
import { type LOG_OPTIONS } from '../query/log';
import { type VALUES_OPTIONS } from '../query/values/answer-values';

/** Every parameter that a URL of the interface may have, besides dimensions. */
export type Option =
  | (typeof LOG_OPTIONS)[number]
  | (typeof VALUES_OPTIONS)[number]
  | (typeof ROW_OPTIONS)[number]
  | (typeof AGGREGATE_OPTIONS)[number];

const DESCRIPTIONS: Readonly<Record<Option, string>> = {
  from: 'Start, epoch ms or RFC 3339, included.',
  to: 'End, epoch ms or RFC 3339, excluded.',
  range: 'A range by name, for instance 30d; beats from and to.',
  timezone: '`ledger` (default) or an IANA name: of named ranges and of the dimensions of time.',
  filters: 'Filters as JSON, a list of {dimension, operator, values}; they add to those by dimension.',
  order: '`time` (newest first); the log also takes cost, latency_ms and total_tokens, largest first.',
  min_cost: 'Least cost in USD, read exactly; calls without a known cost are left out.',
  min_latency_ms: 'Least latency in ms; calls without one are left out.',
  limit: 'How many at most: of the log 50 by default and 1,000 at most, of values 100 and 1,000; of an export all.',
  cursor: '`next_cursor` of the page before, or the cursor of an exported row: continues after it.',
  content: '`true`: with prompts and answers, where they are kept; for administrators, and put on record.',
  search: 'Part of the values, whatever the case.',
  format: '`csv` (default), `json` or `ndjson`.',
  resumable: '`true`: each row has a cursor to continue after it.',
  metrics: 'Metrics of an aggregate, with commas between or repeated.',
  groupBy: 'Dimensions of an aggregate, with commas between or repeated.',
  granularity: 'Of an aggregate, as in a query.',
  compare: 'Of an aggregate, as in a query.',
  compareAs: 'Of an aggregate, as in a query.',
  settle: 'Of an aggregate, as in a query.',
  other: 'Of an aggregate, as in a query: true or false.',
  share: 'Of an aggregate, as in a query: true or false.',
  unused: 'Of an aggregate, as in a query: true or false.',
  complete: 'Of an aggregate, as in a query: true or false.',
  query: 'A whole query of type usage as JSON; what it says wins over other parameters, and filters add up.',
};

/** Parameters by name, and one of each dimension. */
export function parameters(names: readonly Option[]): unknown[] {
  return [
    ...names.map((name) => parameter(name, DESCRIPTIONS[name], { type: 'string' })),
    ...DIMENSIONS.map(({ id, description }) => ({
      ...parameter(id, description, { type: 'array', items: { type: 'string' } }),
      explode: true,
    })),
  ];
}

function parameter(name: string, description: string, schema: object) {
  return { name, in: 'query', description, schema };
}
