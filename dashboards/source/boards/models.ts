import { type DimensionId } from '../../../contract/dimensions.ts';
import { stackedParts } from '../common-graphs.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { graph } from '../panels/graph.ts';
import { scatter } from '../panels/scatter.ts';
import { tile, tiles } from '../panels/tile.ts';
import { usage } from '../question.ts';
import { compareVariable, granularityVariable, PER } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';
import { SUCCESS } from '../thresholds.ts';

const SHOW = [
  drillDown('latency', 'Show latency and errors', 'model'),
  drillDown('requests', 'Show its requests', 'model'),
];

export const models = dashboard({
  board: 'models',
  title: 'Models and providers',
  question: 'Which models and providers are used for what, and which of them are worth it?',
  note: 'Blank rows are models that are priced or were used before, but not called in the range; free ones cost $0.00.',
  variables: [granularityVariable(), compareVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Cost',
          metric: 'cost',
          color: 'blue',
          description: 'What the customer pays for all calls of the range.',
        }),
        tile({
          title: 'Cost per request',
          metric: 'cost_per_request',
          description: 'Cost ÷ all calls, failed ones included.',
        }),
        tile({
          title: 'Cache savings',
          metric: 'cache_savings',
          description: 'What the same calls would have cost more without any cache, writing to it included.',
        }),
        tiles('In use', 'Providers and models that were called.', ['providers', 'models'])
      ),
      line(14, [
        24,
        groupTable({
          title: 'Models',
          description:
            'Each model’s usage in the range, dearest first; unused ones are blank. Credits per request divides by charged calls, the rating is the mean of 1 to 5.',
          by: ['model', 'provider'],
          metrics: [
            'cost',
            'requests',
            'total_tokens',
            'latency_avg',
            'success_rate',
            'cost_per_request',
            'credits_per_request',
            'rating',
          ],
          question: { unused: true, limit: 1_000 },
          links: SHOW,
          pages: true,
          columns: {
            model: { links: SHOW },
            provider: { width: 110 },
            cost: { cell: 'bar', sum: true },
            requests: { width: 85, sum: true },
            total_tokens: { width: 105, sum: true },
            latency_avg: { title: 'Avg latency', width: 95 },
            success_rate: { width: 105, thresholds: SUCCESS },
            cost_per_request: { title: 'Cost/request', width: 105 },
            credits_per_request: { title: 'Credits/request', width: 120 },
            rating: { width: 70 },
          },
        }),
      ])
    ),
    section(
      'Worth it?',
      even(
        10,
        scatter({
          title: 'Latency against cost',
          description:
            'One point a model: to the right what is dear, at the top what is slow. The larger, the more calls.',
          question: usage(['cost_per_request', 'latency_avg', 'requests'], ['model'], { limit: 100 }),
          x: { field: 'cost_per_request', title: 'Cost per request', log: true },
          y: { field: 'latency_avg', title: 'Average latency' },
          size: 'requests',
        }),
        stackedParts({
          title: 'Adoption: requests ${granularity:text} by model',
          description: 'Calls. The ten models with the most and the rest.',
          metric: 'requests',
          by: 'model',
        })
      ),
      even(
        9,
        stackedParts({
          title: 'Cache savings ${granularity:text} by model',
          description: 'What the same calls would have cost more without any cache, writing to it included.',
          metric: 'cache_savings',
          by: 'model',
          decimals: 2,
        }),
        graph({
          title: 'Output tokens per second by model ${granularity:text}',
          description: 'Σ output tokens ÷ Σ latency, of calls that have both. The eight models with the highest.',
          draw: 'lines',
          legend: 'right',
          decimals: 0,
          questions: [usage(['tokens_per_second'], ['model'], { ...PER, limit: 8 })],
        })
      )
    ),
    section(
      'What for',
      even(9, breakdown('Providers', 'provider'), breakdown('Operations', 'operation')),
      even(9, breakdown('Tasks', 'task'), breakdown('Configurations', 'configuration')),
      even(9, breakdown('Endpoints', 'endpoint'), breakdown('Credit tiers', 'tier'))
    ),
  ],
});

/** Cost, requests and tokens beside every one that there is, used in the range or not. */
function breakdown(title: string, by: DimensionId) {
  return groupTable({
    title,
    description: 'Cost, requests and tokens in the range, dearest first. Blank: known, but not used in the range.',
    by: [by],
    metrics: ['cost', 'requests', 'total_tokens'],
    question: { unused: true, limit: 1_000 },
    links: [],
    columns: {
      // The tokens stay in sight in half of 1280 px.
      [by]: { minWidth: 140 },
      cost: { cell: 'bar' },
      requests: { width: 85 },
      total_tokens: { title: 'Tokens', width: 80 },
    },
  });
}
