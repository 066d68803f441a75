import { type MetricId } from '../../../contract/metrics.ts';
import { stackedParts } from '../common-graphs.ts';
import { REQUESTS, SUCCESS_RATE } from '../common-tiles.ts';
import { dashboard } from '../dashboard.ts';
import { even, folded, line, opening, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { graph, RED_ERRORS } from '../panels/graph.ts';
import { tile, tiles } from '../panels/tile.ts';
import { usage } from '../question.ts';
import { compareVariable, granularityVariable, PER, stackVariable } from '../shared-variables.ts';
import { drivers } from '../tables.ts';

export const overview = dashboard({
  board: 'overview',
  title: 'Overview',
  question: 'What do we spend on language models, is it normal, and who and what drives it?',
  note: 'Costs are estimated from prices unless the provider reported them. Days are those of the dashboard’s time zone.',
  variables: [granularityVariable(), compareVariable(), stackVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Cost',
          metric: 'cost',
          color: 'blue',
          description:
            'What the customer pays for all calls of the range, and its change since ${compare:text}. Calls without a known price are missing from it.',
        }),
        REQUESTS,
        tile({
          title: 'Tokens',
          metric: 'total_tokens',
          description: 'Input and output tokens, cached and reasoning ones included.',
        }),
        SUCCESS_RATE
      ),
      even(
        TILE,
        tile({
          title: 'Month to date',
          metric: 'cost',
          question: { range: 'month', compare: 'month' },
          since: 'vs. last month',
          color: 'blue',
          description:
            'What the customer pays since the first of this calendar month, whatever range is viewed, and its change since the same days of last month.',
        }),
        tile({
          title: 'p95 latency',
          metric: 'latency_p95',
          description: '95 of 100 calls took at most this long, failed ones included.',
        }),
        tile({
          title: 'Active users',
          metric: 'users',
          description: 'Users with at least one call. Calls without a user count for nobody.',
        }),
        tiles('In use', 'Providers and models that were called.', ['providers', 'models'])
      ),
      line(
        9,
        [
          16,
          stackedParts({
            title: 'Cost ${granularity:text} by ${stack:text}',
            description:
              'What the customer pays. The ten dearest have a colour of their own, the rest is (other). Buckets begin in the dashboard’s time zone.',
            metric: 'cost',
            by: '$stack',
            decimals: 2,
          }),
        ],
        [
          8,
          graph({
            title: 'Requests ${granularity:text}',
            description: 'Calls, and how many of them failed. Buckets begin in the dashboard’s time zone.',
            draw: 'bars',
            color: 'blue',
            overrides: [RED_ERRORS],
            questions: [usage(['requests', 'errors'], [], PER)],
          }),
        ]
      ),
      even(
        12,
        drivers('Cost by model', 'model', [drillDown('models', 'Show the model', 'model')]),
        drivers('Cost by provider', 'provider', [drillDown('models', 'Show the provider', 'provider')])
      ),
      even(
        12,
        drivers('Cost by team', 'team', [drillDown('teams', 'Show the team', 'team')]),
        drivers('Cost by user', 'user', [drillDown('user', 'Show the user', 'user')])
      ),
      even(
        12,
        drivers('Cost by operation', 'operation'),
        drivers('Cost by API key', 'api_key', [drillDown('keys', 'Show the key', 'api_key')])
      )
    ),
    folded(
      'Since the first record',
      even(
        TILE,
        lifetime('Cost, all time', 'cost', 'What the customer has paid since the first record.'),
        lifetime('Requests, all time', 'requests', 'All calls since the first record.'),
        lifetime('Tokens, all time', 'total_tokens', 'All tokens since the first record.'),
        tiles(
          'In use, all time',
          'Users, providers and models since the first record.',
          ['users', 'providers', 'models'],
          {
            range: 'all',
          }
        )
      )
    ),
  ],
});

function lifetime(title: string, metric: MetricId, description: string) {
  return tile({ title, metric, description, question: { range: 'all' }, compare: false });
}
