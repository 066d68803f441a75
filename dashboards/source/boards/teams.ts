import { stackedParts } from '../common-graphs.ts';
import { MONTH_TO_DATE, REQUESTS } from '../common-tiles.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TEN_ROWS, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { graph } from '../panels/graph.ts';
import { tile, tiles } from '../panels/tile.ts';
import { usage } from '../question.ts';
import { COMPARE, compareVariable, granularityVariable, PER } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';
import { ERRORS } from '../thresholds.ts';

const SHOW = [drillDown('users', 'Show its users', 'team'), drillDown('requests', 'Show its requests', 'team')];

export const teams = dashboard({
  board: 'teams',
  title: 'Teams',
  question: 'What does each team or department spend, on which models and projects, and how does it compare?',
  note: 'Calls without a team are (none). Choose one or several teams above to compare them.',
  variables: [granularityVariable(), compareVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Cost',
          metric: 'cost',
          color: 'blue',
          description: 'What the customer pays for the calls of the chosen teams.',
        }),
        MONTH_TO_DATE,
        REQUESTS,
        tiles('Not allocated', 'Cost of calls with neither a team nor a project, and its part of the whole.', [
          'unallocated_cost',
          'unallocated_share',
        ])
      ),
      line(TEN_ROWS, [
        24,
        groupTable({
          title: 'Teams',
          description:
            'Each team’s usage in the range, dearest first. The change is that of the cost since ${compare:text}.',
          by: ['team'],
          metrics: [
            'cost',
            'requests',
            'users',
            'total_tokens',
            'cost_per_request',
            'latency_p95',
            'error_rate',
            'top_model',
          ],
          question: { compare: COMPARE, limit: 1_000 },
          links: SHOW,
          pages: true,
          columns: {
            team: { links: SHOW },
            cost: { cell: 'bar', sum: true },
            requests: { width: 85, sum: true },
            total_tokens: { width: 105, sum: true },
            cost_change: { title: 'Change', width: 85 },
            error_rate: { thresholds: ERRORS, width: 90 },
            top_model: {},
            ...hidden('cost_previous'),
            ...hiddenComparison('requests', 'users', 'total_tokens', 'cost_per_request', 'latency_p95', 'error_rate'),
          },
        }),
      ])
    ),
    section(
      'Against each other',
      even(
        9,
        stackedParts({
          title: 'Cost ${granularity:text} by team',
          description: 'What the customer pays. The ten dearest teams and the rest.',
          metric: 'cost',
          by: 'team',
          decimals: 2,
        }),
        graph({
          title: 'Error rate ${granularity:text} by team',
          description: 'Failed calls ÷ all calls; nothing where there were no calls.',
          draw: 'lines',
          legend: 'right',
          decimals: 1,
          questions: [usage(['error_rate'], ['team'], { ...PER, limit: 10 })],
        })
      )
    ),
    section(
      'What they use',
      even(
        10,
        groupTable({
          title: 'Models by team',
          description: 'Which team spends how much on which model.',
          by: ['team', 'model'],
          metrics: ['cost', 'requests', 'error_rate'],
          question: { limit: 100 },
          links: SHOW,
          pages: true,
          columns: {
            model: { links: [drillDown('models', 'Show the model', 'model')] },
            error_rate: { thresholds: ERRORS },
          },
        }),
        groupTable({
          title: 'Projects by team',
          description: 'Which project of which team spends how much.',
          by: ['project', 'team'],
          metrics: ['cost', 'requests', 'users'],
          question: { limit: 100 },
          links: [drillDown('requests', 'Show its requests', 'project')],
          pages: true,
          columns: { cost: { cell: 'bar' }, requests: { width: 85 }, users: { title: 'Users', width: 70 } },
        })
      )
    ),
  ],
});

function hidden(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, { hidden: true }]));
}

function hiddenComparison(...metrics: string[]) {
  return hidden(...metrics.flatMap((metric) => [`${metric}_previous`, `${metric}_change`]));
}
