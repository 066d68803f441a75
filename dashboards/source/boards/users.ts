import { metricInfo } from '../../../contract/metrics.ts';
import { stackedParts } from '../common-graphs.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TEN_ROWS, TILE } from '../layout.ts';
import { drillDown, SEARCHED, searchOf } from '../links.ts';
import { type Panel, type Transformation } from '../panel.ts';
import { scatter } from '../panels/scatter.ts';
import { type Column, table } from '../panels/table.ts';
import { tile } from '../panels/tile.ts';
import { type Question, usage, where } from '../question.ts';
import { COMPARE, compareVariable, granularityVariable } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';
import { ERRORS } from '../thresholds.ts';
import { textVariable } from '../variables.ts';

const SHOW = [drillDown('user', 'Show the user', 'user')];
/** What is typed in is a part of the name, not a pattern. */
const SEARCH = { filters: [where('user', '=~', SEARCHED)] };
/** In a third of the window the amounts beside a name matter more than the end of it. */
const NAME = { minWidth: 125 };
/** Users that a list of all of them holds at most. */
const MOST = 1_000;

/** Of those who are gone what they did before is of interest. */
const LAPSED: Readonly<Record<string, Column>> = {
  requests: { hidden: true },
  cost: { hidden: true },
  cost_previous: { title: 'Cost before', width: 110 },
};

/** What transformations know the metric by, and the columns that they add. */
const AVERAGE = metricInfo('latency_avg').title;
const [OF_ALL, OF_EACH_ROW, SLOWER_BY, KEPT] = ['Of all', 'Of all, in each row', 'Slower by', 'Kept'] as const;

type Conditions = ReadonlyArray<readonly [field: string, id: string, value: number]>;

export const users = dashboard({
  board: 'users',
  title: 'Users',
  question: 'Who uses language models, for how much, and whose use changes?',
  note: 'Calls that nobody signed for are the user system. Choose one or several users above to compare or to export them.',
  variables: [granularityVariable(), compareVariable(), textVariable('search', 'Search user')],
  exported: [searchOf('user')],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Active users',
          metric: 'users',
          question: SEARCH,
          description: 'Users with at least one call, without system.',
        }),
        tile({
          title: 'Cost',
          metric: 'cost',
          question: SEARCH,
          color: 'blue',
          description: 'What the customer pays for their calls.',
        }),
        tile({
          title: 'Requests',
          metric: 'requests',
          question: SEARCH,
          description: 'All their calls, failed ones included.',
        }),
        tile({
          title: 'Error rate',
          question: SEARCH,
          metric: 'error_rate',
          thresholds: ERRORS,
          description: 'Failed calls ÷ all calls.',
        })
      ),
      line(TEN_ROWS, [24, everybody()])
    ),
    section(
      'Side by side',
      line(
        9,
        [
          14,
          stackedParts({
            title: 'Cost ${granularity:text} by user',
            description: 'The ten users with the highest cost among those chosen, and the rest.',
            metric: 'cost',
            by: 'user',
            decimals: 2,
            question: SEARCH,
          }),
        ],
        [
          10,
          scatter({
            title: 'Heavy and slow',
            description:
              'One point a user: to the right who calls often, at the top who waits long. The larger, the dearer.',
            question: usage(['requests', 'latency_avg', 'cost'], ['user'], { limit: MOST, ...SEARCH }),
            x: { field: 'requests', title: 'Requests', log: true },
            y: { field: 'latency_avg', title: 'Average latency' },
            size: 'cost',
          }),
        ]
      )
    ),
    section(
      'What changes',
      even(
        9,
        changed({
          title: 'New users',
          description: 'No call in the time to compare with: ${compare:text}.',
          conditions: [['Requests (previous)', 'equal', 0]],
          columns: { requests_previous: { hidden: true } },
          nobody: 'Nobody is new',
        }),
        changed({
          title: 'Growing users',
          description: 'More than half as many calls again as in the time to compare with: ${compare:text}.',
          conditions: [['Requests (change)', 'greater', 0.5]],
          nobody: 'Nobody calls that much more',
        }),
        changed({
          title: 'Lapsed users',
          description: 'Calls in the time to compare with (${compare:text}), none in this one. Dearest first.',
          conditions: [['Requests', 'equal', 0]],
          columns: LAPSED,
          sortBy: 'Cost before',
          nobody: 'Nobody has stopped',
        })
      )
    ),
    section(
      'Who stands out',
      even(
        9,
        groupTable({
          title: 'Power users',
          description: 'The ten users with the most calls, and their part of all calls.',
          by: ['user'],
          metrics: ['requests'],
          question: { limit: 10, share: true, ...SEARCH },
          links: SHOW,
          columns: {
            user: { ...NAME, links: SHOW },
            requests: { cell: 'bar', minWidth: 100 },
            requests_share: { title: 'Share', width: 70 },
          },
        }),
        slow(),
        groupTable({
          title: 'Dearest calls',
          description: 'Users by what one of their calls costs on average.',
          by: ['user'],
          metrics: ['cost_per_request', 'requests'],
          question: { limit: 10, ...SEARCH },
          links: SHOW,
          columns: {
            user: { ...NAME, links: SHOW },
            cost_per_request: { title: 'Cost/request', cell: 'bar', minWidth: 110 },
            requests: { width: 80 },
          },
        })
      )
    ),
  ],
});

function everybody(): Panel {
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

interface Change {
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
function changed({ title, description, conditions, columns = {}, sortBy, nobody }: Change): Panel {
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
      user: { ...NAME, links: SHOW },
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

/** The slowest of those who wait longer than a call takes on average; the browser leaves out who does not. */
function slow(): Panel {
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
      {
        ...computed(OF_ALL, { mode: 'binary', binary: product(AVERAGE, 1), replaceFields: true }),
        filter: { id: 'byRefId', options: 'All' },
      },
      { id: 'concatenate', options: { frameNameMode: 'drop' } },
      // The one number stands beside the first row only: its running sum is the number in each row.
      computed(OF_EACH_ROW, { mode: 'cumulativeFunctions', cumulative: { field: OF_ALL, reducer: 'sum' } }),
      computed(SLOWER_BY, {
        mode: 'binary',
        binary: { left: byName(AVERAGE), operator: '-', right: byName(OF_EACH_ROW) },
      }),
      ...keepRows([[SLOWER_BY, 'greater', 0]]),
    ],
    columns: {
      user: { ...NAME, links: SHOW },
      latency_avg: { title: 'Avg latency', width: 95 },
      requests: { width: 80 },
      ...Object.fromEntries([OF_ALL, OF_EACH_ROW, SLOWER_BY, KEPT].map((name) => [name, { hidden: true }])),
    },
  });
}

/** Rows that meet all conditions. None of them: no table either, which else would be a bare grid without a word. */
function keepRows(conditions: Conditions): Transformation[] {
  const filters = conditions.map(([fieldName, id, value]) => ({ fieldName, config: { id, options: { value } } }));
  return [
    { id: 'filterByValue', options: { type: 'include', match: 'all', filters } },
    // A table for each value of a column that has the same in each row.
    computed(KEPT, { mode: 'binary', binary: product('Requests', 0) }),
    { id: 'partitionByValues', options: { fields: [KEPT], keepFields: true, naming: { asLabels: false } } },
  ];
}

function computed(alias: string, options: Readonly<Record<string, unknown>>): Transformation {
  return { id: 'calculateField', options: { alias, replaceFields: false, ...options } };
}

function product(field: string, factor: number): object {
  return { left: byName(field), operator: '*', right: { fixed: String(factor) } };
}

function byName(options: string): object {
  return { matcher: { id: 'byName', options } };
}
