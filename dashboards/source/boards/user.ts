import { stackedParts } from '../common-graphs.ts';
import { ERROR_RATE, MONTH_TO_DATE, REQUESTS } from '../common-tiles.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { graph, PERCENTILES } from '../panels/graph.ts';
import { requestTable } from '../panels/request-table.ts';
import { tile, tiles } from '../panels/tile.ts';
import { series } from '../question.ts';
import { compareVariable, granularityVariable } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';
import { ERRORS } from '../thresholds.ts';

export const user = dashboard({
  board: 'user',
  title: 'User',
  question: 'What does one person spend, on what, and does it work for them?',
  note: 'Choose the user above.',
  choices: ['user'],
  variables: [granularityVariable(), compareVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Cost',
          metric: 'cost',
          color: 'blue',
          description: 'What the customer pays for the calls of this user.',
        }),
        MONTH_TO_DATE,
        REQUESTS,
        tile({ title: 'Tokens', metric: 'total_tokens', description: 'Input and output tokens, cached ones included.' })
      ),
      even(
        TILE,
        tile({ title: 'Average latency', metric: 'latency_avg', description: 'Mean time from request to last byte.' }),
        ERROR_RATE,
        tiles('Credits', 'Credits that successful calls were charged.', ['credits', 'credits_per_request']),
        tiles(
          'First and last call',
          'Since the first record, whatever range is viewed.',
          ['first_used', 'last_used'],
          { range: 'all' },
          16
        )
      ),
      line(
        9,
        [
          16,
          stackedParts({
            title: 'Cost ${granularity:text} by model',
            description: 'What the customer pays. The ten dearest models and the rest.',
            metric: 'cost',
            by: 'model',
            decimals: 2,
          }),
        ],
        [
          8,
          graph({
            title: 'Latency',
            description: 'Half of the calls, and 95 of 100, took at most this long.',
            draw: 'lines',
            questions: [series(['latency_p50', 'latency_p95'])],
            overrides: PERCENTILES,
          }),
        ]
      ),
      even(
        8,
        groupTable({
          title: 'Models',
          description: 'Models this user called, dearest first.',
          by: ['model'],
          metrics: ['cost', 'requests', 'error_rate'],
          links: [drillDown('models', 'Show the model', 'model')],
          columns: { error_rate: { thresholds: ERRORS } },
        }),
        groupTable({
          title: 'Tasks',
          description: 'What this user’s calls were for, dearest first.',
          by: ['task'],
          metrics: ['cost', 'requests', 'tokens_per_request'],
        })
      ),
      even(
        8,
        groupTable({
          title: 'API keys',
          description: 'Keys this user called with, dearest first.',
          by: ['api_key'],
          metrics: ['cost', 'requests', 'last_used'],
          links: [drillDown('keys', 'Show the key', 'api_key')],
        }),
        groupTable({
          title: 'Failures',
          description: 'Failed calls by status and type.',
          by: ['status_code', 'error_type'],
          metrics: ['errors'],
          question: { filters: [{ dimension: 'status_class', operator: '!=', values: ['2xx'] }] },
        })
      )
    ),
    section(
      'Last calls',
      line(12, [
        24,
        requestTable({
          title: 'Newest 50 requests',
          description: 'The newest calls of this user, whatever came of them.',
          question: { order: 'time', limit: 50 },
        }),
      ])
    ),
  ],
});
