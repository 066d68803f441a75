import { metricInfo } from '../../contract/metrics.ts';
import { drillDown, SEARCHED } from './links.ts';
import { type Panel } from './panel.ts';
import { type Column, table } from './panels/table.ts';
import { type Question, usage, where } from './question.ts';
import { addProduct, addRunningSum, addDifference, type Conditions, KEPT, keepRows } from './row-transformations.ts';
import { COMPARE } from './shared-variables.ts';
import { ERRORS } from './thresholds.ts';

/** What is typed in is a part of the name, not a pattern. */
export const SEARCH = { filters: [where('user', '=~', SEARCHED)] };
/** Users that a list of all of them holds at most. */
export const MOST = 1_000;
const SHOW = [drillDown('user', 'Show the user', 'user')];
/** In a third of the window the amounts beside a name matter more than the end of it. */
export const NAME: Column = { minWidth: 125, links: SHOW };

/** Each user’s usage, in pages. */
export function allUsers(): Panel {
  return table({
    title: 'All users',
    description:
      'Each user’s usage in the range. Click a header to sort, a user to see more; sums are of all rows. The trend is the cost per day.',
    questions: [
      usage(
        [
          'cost',
          'requests',
          'input_tokens',
          'output_tokens',
          'total_tokens',
          'latency_avg',
          'error_rate',
          'credits',
          'top_model',
        ],
        ['user'],
        { limit: MOST, ...SEARCH }
      ),
      usage(['cost'], ['user'], { refId: 'Trend', granularity: 'day', limit: MOST, ...SEARCH }),
    ],
    pages: true,
    sortBy: 'Cost',
    transformations: [
      { id: 'timeSeriesTable', options: { Trend: { stat: 'sum' } } },
      { id: 'joinByField', options: { byField: 'user', mode: 'outer' } },
    ],
    columns: {
      user: { links: SHOW },
      cost: { cell: 'bar', sum: true },
      requests: { width: 85, sum: true },
      input_tokens: { title: 'Input', width: 80, sum: true },
      output_tokens: { title: 'Output', width: 80, sum: true },
      total_tokens: { title: 'Tokens', width: 85, sum: true },
      latency_avg: { title: 'Avg latency', width: 102 },
      error_rate: { width: 82, thresholds: ERRORS },
      credits: { width: 80, sum: true },
      top_model: {},
      'Trend #Trend': { title: 'Trend', cell: 'line', width: 100 },
    },
  });
}

export interface Change {
  readonly title: string;
  readonly description: string;
  /** Of fields by the names shown. */
  readonly conditions: Conditions;
  readonly columns?: Readonly<Record<string, Column>>;
  /** Default: most calls first, as the answer has them. */
  readonly sortBy?: string;
  /** What is said where nobody is left. */
  readonly nobody: string;
}

/** Users whose calls in the range and before it compare in some way. */
export function changedUsers({ title, description, conditions, columns = {}, sortBy, nobody }: Change): Panel {
  const question: Question = usage(['requests', 'cost'], ['user'], { compare: COMPARE, limit: MOST, ...SEARCH });
  return table({
    title,
    description,
    questions: [question],
    // The browser leaves rows out, a file would not.
    exported: false,
    sortBy,
    noValue: nobody,
    transformations: keepRows(conditions),
    columns: {
      user: NAME,
      requests: { width: 80 },
      requests_previous: { title: 'Before', width: 65 },
      requests_change: { hidden: true },
      cost: { width: 85 },
      cost_previous: { hidden: true },
      cost_change: { hidden: true },
      [KEPT]: { hidden: true },
      ...columns,
    },
  });
}

/** What transformations know the metric by, and the columns that they add. */
const AVERAGE = metricInfo('latency_avg').title;
const [OF_ALL, OF_EACH_ROW, SLOWER_BY] = ['Of all', 'Of all, in each row', 'Slower by'];

/** The slowest of those who wait longer than a call takes on average; the browser leaves out who does not. */
export function slowerUsers(): Panel {
  return table({
    title: 'Slower than the average',
    description:
      'Users whose average latency is above that of all calls within the filters: at most ten, slowest first.',
    questions: [
      usage(['latency_avg', 'requests'], ['user'], { limit: 10, ...SEARCH }),
      usage(['latency_avg'], [], { refId: 'All' }),
    ],
    exported: false,
    noValue: 'Nobody is slower',
    transformations: [
      // A field of its own name: beside another of the same, tables show the values of one in both.
      { ...addProduct(OF_ALL, AVERAGE, 1, true), filter: { id: 'byRefId', options: 'All' } },
      { id: 'concatenate', options: { frameNameMode: 'drop' } },
      // The one number stands beside the first row only: its running sum is the number in each row.
      addRunningSum(OF_EACH_ROW, OF_ALL),
      addDifference(SLOWER_BY, AVERAGE, OF_EACH_ROW),
      ...keepRows([[SLOWER_BY, 'greater', 0]]),
      // Where nobody called at all the one number is left, which is no user.
      { id: 'filterFieldsByName', options: { include: { names: ['user', 'latency_avg', 'requests'] } } },
    ],
    columns: {
      user: NAME,
      latency_avg: { title: 'Avg latency', width: 95 },
      requests: { width: 80 },
    },
  });
}
