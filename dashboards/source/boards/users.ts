import { stackedParts } from '../common-graphs.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TEN_ROWS, TILE } from '../layout.ts';
import { searchOf } from '../links.ts';
import { scatter } from '../panels/scatter.ts';
import { tile } from '../panels/tile.ts';
import { usage } from '../question.ts';
import { compareVariable, granularityVariable } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';
import { ERRORS } from '../thresholds.ts';
import { allUsers, changedUsers, MOST, NAME, SEARCH, slowerUsers } from '../user-tables.ts';
import { textVariable } from '../variables.ts';

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
      line(TEN_ROWS, [24, allUsers()])
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
        changedUsers({
          title: 'New users',
          description: 'No call in the time to compare with: ${compare:text}.',
          conditions: [['Requests (previous)', 'equal', 0]],
          columns: { requests_previous: { hidden: true } },
          nobody: 'Nobody is new',
        }),
        changedUsers({
          title: 'Growing users',
          description: 'More than half as many calls again as in the time to compare with: ${compare:text}.',
          conditions: [['Requests (change)', 'greater', 0.5]],
          nobody: 'Nobody calls that much more',
        }),
        changedUsers({
          title: 'Lapsed users',
          description: 'Calls in the time to compare with (${compare:text}), none in this one. Dearest first.',
          conditions: [['Requests', 'equal', 0]],
          // Of those who are gone what they did before is of interest.
          columns: {
            requests: { hidden: true },
            cost: { hidden: true },
            cost_previous: { title: 'Cost before', width: 125 },
          },
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
          columns: {
            user: NAME,
            requests: { cell: 'bar', minWidth: 100 },
            requests_share: { title: 'Share', width: 70 },
          },
        }),
        slowerUsers(),
        groupTable({
          title: 'Dearest calls',
          description: 'Users by what one of their calls costs on average.',
          by: ['user'],
          metrics: ['cost_per_request', 'requests'],
          question: { limit: 10, ...SEARCH },
          columns: {
            user: NAME,
            cost_per_request: { title: 'Cost/request', cell: 'bar', minWidth: 110 },
            requests: { width: 80 },
          },
        })
      )
    ),
  ],
});
