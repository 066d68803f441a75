import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { graph, RED_ERRORS } from '../panels/graph.ts';
import { logLines } from '../panels/log-lines.ts';
import { requestTable } from '../panels/request-table.ts';
import { tile } from '../panels/tile.ts';
import { type Question, usage, where } from '../question.ts';
import { compareVariable } from '../shared-variables.ts';
import { ERRORS } from '../thresholds.ts';
import { onlyMineVariable, wordVariable } from '../variables.ts';

/** “My requests only”: the person who looks, or everybody. */
const MINE = { filters: [where('user', '=', '$whose')] };
const ALL_COLUMNS = [
  'time',
  'status_code',
  'model',
  'user',
  'cost',
  'latency_ms',
  'input_tokens',
  'output_tokens',
  'error',
  'api_key',
  'response_model',
  'endpoint',
  'provider_cost',
  'markup_amount',
  'fixed_fee',
  'trace_id',
  'metadata',
];

export const requests = dashboard({
  board: 'requests',
  title: 'Requests',
  question: 'Which calls were made, what did each cost, and what came of it?',
  note: 'The table has the newest, dearest, slowest or largest; the log below goes on loading as you scroll.',
  variables: [
    wordVariable('order', 'Order', {
      newest: 'time',
      dearest: 'cost',
      slowest: 'latency_ms',
      'most tokens': 'total_tokens',
    }),
    onlyMineVariable(),
    compareVariable(),
  ],
  exported: ['user=${whose:percentencode}'],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Requests',
          metric: 'requests',
          question: MINE,
          description: 'All calls, failed ones included.',
        }),
        tile({
          title: 'Errors',
          metric: 'errors',
          question: MINE,
          description: 'Calls whose status is not 2xx.',
        }),
        tile({ title: 'Cost', metric: 'cost', color: 'blue', question: MINE, description: 'What the customer pays.' }),
        tile({
          title: 'Error rate',
          metric: 'error_rate',
          thresholds: ERRORS,
          question: MINE,
          description: 'Failed calls ÷ all calls.',
        })
      ),
      line(15, [
        24,
        requestTable({
          title: '200 ${order:text} requests',
          description:
            'Model is what was asked for, served model what answered. Cost is what the customer pays: provider cost + markup + fee. Who may not see provider costs finds them blank.',
          question: { order: '$order' as Question['order'], limit: 200, ...MINE },
          show: ALL_COLUMNS,
          pages: true,
        }),
      ])
    ),
    section(
      'Log',
      line(5, [
        24,
        graph({
          title: 'Requests and errors',
          description: 'Calls over time, and how many of them failed.',
          draw: 'bars',
          color: 'blue',
          legend: 'none',
          overrides: [RED_ERRORS],
          questions: [usage(['requests', 'errors'], [], { granularity: 'auto', ...MINE })],
        }),
      ]),
      line(16, [
        24,
        logLines('Log', 'Every call of the range and filters, newest first. Unfold a line for its fields.', {
          refId: 'A',
          queryType: 'requests',
          timezone: 'dashboard',
          order: 'time',
          limit: 100,
          ...MINE,
        }),
      ])
    ),
  ],
});
