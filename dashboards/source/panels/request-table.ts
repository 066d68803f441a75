import { dimensionInfo, type DimensionId } from '../../../contract/dimensions.ts';
import { drillDown } from '../links.ts';
import { type Panel } from '../panel.ts';
import { type Question } from '../question.ts';
import { type Column, table } from './table.ts';

export interface RequestTableOptions {
  readonly title: string;
  readonly description: string;
  readonly question: Partial<Question>;
  /** Columns to show; the log has every field of the record. */
  readonly show?: readonly string[];
  readonly noValue?: string;
  readonly pages?: boolean;
}

const SHOWN = [
  'time',
  'user',
  'model',
  'operation',
  'total_tokens',
  'cost',
  'latency_ms',
  'status_code',
  'error',
  'trace_id',
];
const MONEY: Column = { decimals: 4, minWidth: 110 };

/** How each field of the log looks. */
const COLUMNS: Readonly<Record<string, Column>> = {
  time: { width: 152 },
  id: { minWidth: 200 },
  user: { minWidth: 200, links: [drillDown('user', 'Show the user', 'user')] },
  api_key: { minWidth: 180, links: [drillDown('keys', 'Show the key', 'api_key')] },
  model: { minWidth: 180, links: [drillDown('models', 'Show the model', 'model')] },
  response_model: { minWidth: 190 },
  operation: { minWidth: 110 },
  endpoint: { minWidth: 180 },
  input_tokens: { width: 105 },
  output_tokens: { width: 110 },
  total_tokens: { width: 105 },
  cost: MONEY,
  provider_cost: { ...MONEY, minWidth: 120 },
  markup_amount: MONEY,
  fixed_fee: MONEY,
  markup: { width: 105 },
  cost_source: { minWidth: 120 },
  latency_ms: { width: 95, decimals: 1 },
  status_code: {
    width: 80,
    thresholds: {
      mode: 'absolute',
      steps: [
        { color: 'text', value: null },
        { color: 'orange', value: 400 },
        { color: 'red', value: 500 },
      ],
    },
  },
  error: { minWidth: 260 },
  metadata: { cell: 'json', minWidth: 200 },
  tags: { minWidth: 160 },
};

/** What the log calls those of its columns that are no dimensions. */
const TITLES: Readonly<Record<string, string>> = {
  time: 'Time',
  input_tokens: 'Input tokens',
  output_tokens: 'Output tokens',
  total_tokens: 'Total tokens',
  cost: 'Cost',
  provider_cost: 'Provider cost',
  markup: 'Markup rate',
  markup_amount: 'Markup',
  fixed_fee: 'Fixed fee',
  latency_ms: 'Latency',
  status_code: 'Status',
  error: 'Error',
  trace_id: 'Trace',
  metadata: 'Metadata',
};

function titleOf(name: string): string {
  return TITLES[name] ?? dimensionInfo(name as DimensionId).title;
}

/** Tables of so few columns stand beside others: what is a text takes the room that is left, however little. */
const NARROW = 6;
const NARROW_WIDTH = 130;
const TEXTS: ReadonlySet<string> = new Set(['user', 'model', 'error']);

function columnOf(name: string, narrow: boolean): Column {
  const column = COLUMNS[name] ?? {};
  return narrow && TEXTS.has(name) ? { ...column, minWidth: NARROW_WIDTH } : column;
}

/** Single calls, as a table of the newest, the dearest or the slowest. */
export function requestTable({
  title,
  description,
  question,
  show = SHOWN,
  noValue,
  pages,
}: RequestTableOptions): Panel {
  const asked: Question = { refId: 'A', queryType: 'requests', filters: [], timezone: 'dashboard', ...question };
  return table({
    title,
    description,
    questions: [asked],
    pages,
    noValue,
    transformations: [
      { id: 'filterFieldsByName', options: { include: { names: show } } },
      {
        id: 'organize',
        options: {
          excludeByName: {},
          // Grafana orders by the names shown.
          indexByName: Object.fromEntries(show.map((name, index) => [titleOf(name), index])),
          renameByName: {},
        },
      },
    ],
    columns: Object.fromEntries(show.map((name) => [name, columnOf(name, show.length <= NARROW)])),
  });
}
