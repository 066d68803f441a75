import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { graph } from '../panels/graph.ts';
import { matrix, WEEKDAY_NAMES } from '../panels/matrix.ts';
import { barChart } from '../panels/bar-chart.ts';
import { tile, tiles, topTile } from '../panels/tile.ts';
import { type Override, override } from '../panel.ts';
import { usage } from '../question.ts';
import { granularityVariable, PER } from '../shared-variables.ts';
import { DAY_PARTS, groupTable } from '../tables.ts';

const WEEK_AND_HOUR = ['weekday', 'hour_of_day'] as const;

/** The time before, of a comparison. */
const PREVIOUS: Override = {
  ...override('', {
    color: { mode: 'fixed', fixedColor: 'text' },
    'custom.lineStyle': { fill: 'dash', dash: [6, 6] },
    'custom.lineWidth': 1,
  }),
  matcher: { id: 'byRegexp', options: '/previous/' },
};

export const time = dashboard({
  board: 'time',
  title: 'Time patterns',
  question: 'When are language models used, when is it dear, when is it slow?',
  note: 'Days and hours are those of the dashboard’s time zone. Sums by weekday compare well over whole weeks, such as the last 4.',
  variables: [granularityVariable()],
  sections: [
    opening(
      even(
        TILE,
        topTile(
          'Peak day',
          'The day of the week with the most calls in the range.',
          usage(['requests'], ['weekday']),
          WEEKDAY_NAMES
        ),
        topTile(
          'Peak hour',
          'The hour of the day with the most calls in the range.',
          usage(['requests'], ['hour_of_day'])
        ),
        tiles(
          'A weekend day against a weekday',
          'Mean calls of a weekend day ÷ mean calls of a weekday. 100 %: weekends are like weekdays.',
          ['weekend_share']
        ),
        tile({
          title: 'Last 7 days',
          metric: 'requests',
          question: { range: '7d', compare: 'week' },
          since: 'vs. a week ago',
          description: 'Calls of today and the six days before, and their change since the same days a week earlier.',
        })
      ),
      line(9, [
        24,
        matrix({
          title: 'Requests by weekday and hour',
          description: 'Calls that began in the hour, summed over the range.',
          question: usage(['requests'], WEEK_AND_HOUR),
        }),
      ]),
      line(9, [
        24,
        matrix({
          title: 'Cost by weekday and hour',
          description: 'What the customer pays for calls that began in the hour, summed over the range.',
          question: usage(['cost'], WEEK_AND_HOUR),
          colors: 'continuous-purples',
        }),
      ]),
      line(9, [
        24,
        matrix({
          title: 'Average latency by weekday and hour',
          description: 'Mean time from request to last byte of calls that began in the hour.',
          question: usage(['latency_avg'], WEEK_AND_HOUR),
          colors: 'continuous-greens',
        }),
      ])
    ),
    section(
      'By hour and by day',
      line(
        8,
        [
          10,
          barChart({
            title: 'Requests by hour of day',
            description: 'Calls that began in the hour, summed over the range.',
            question: usage(['requests'], ['hour_of_day']),
            x: 'hour_of_day',
          }),
        ],
        [
          6,
          barChart({
            title: 'Requests by weekday',
            description: 'Calls of the day of the week, summed over the range.',
            question: usage(['requests'], ['weekday']),
            x: 'weekday',
            mappings: WEEKDAY_NAMES,
          }),
        ],
        [
          8,
          groupTable({
            title: 'Peak, off-peak and weekend',
            description: 'Parts of the day as the ledger’s configuration has them, and their part of all calls.',
            by: ['day_part'],
            metrics: ['requests', 'cost', 'latency_avg'],
            question: { share: true },
            columns: {
              requests: { cell: 'bar', minWidth: 95 },
              day_part: { title: 'Part of the day', minWidth: 115, more: { mappings: DAY_PARTS } },
              requests_share: { title: 'Share', width: 62 },
              cost: { minWidth: 85 },
              cost_share: { hidden: true },
              latency_avg: { hidden: true },
            },
          }),
        ]
      )
    ),
    section(
      'Compared with before',
      line(
        9,
        [12, compared('Cost ${granularity:text}, week over week', 'week')],
        [12, compared('Cost ${granularity:text}, month over month', 'month')]
      )
    ),
  ],
});

/** Each bucket, and the one a week or month before it as a dashed line at the same place. */
function compared(title: string, compare: 'week' | 'month') {
  return graph({
    title,
    description: `What the customer pays, and dashed what it was the ${compare} before.`,
    draw: 'lines',
    legend: 'list',
    decimals: 2,
    color: 'blue',
    questions: [usage(['cost'], [], { ...PER, compare })],
    overrides: [PREVIOUS],
  });
}
