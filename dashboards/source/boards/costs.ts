import { type DimensionId } from '../../../contract/dimensions.ts';
import { type MetricId } from '../../../contract/metrics.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { fixed, override } from '../panel.ts';
import { graph } from '../panels/graph.ts';
import { requestTable } from '../panels/request-table.ts';
import { tile } from '../panels/tile.ts';
import { usage, where } from '../question.ts';
import { compareVariable, granularityVariable, PER } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';

const METRICS: readonly MetricId[] = [
  'cost',
  'provider_cost',
  'markup_amount',
  'fixed_fees',
  'margin',
  'margin_rate',
  'requests',
];

export const costs = dashboard({
  board: 'costs',
  title: 'Costs and margin',
  question: 'What do providers charge, what do customers pay, and what is left?',
  note: 'Customer cost = provider cost + markup + fees. For administrators; others see no provider costs.',
  variables: [granularityVariable(), compareVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({ title: 'Customer cost', metric: 'cost', color: 'blue', description: 'What the customer pays.' }),
        tile({
          title: 'Provider cost',
          metric: 'provider_cost',
          description: 'What providers charge, as reported or computed from their prices.',
        }),
        tile({ title: 'Margin', metric: 'margin', description: 'Customer cost − provider cost.' }),
        tile({ title: 'Margin rate', metric: 'margin_rate', description: 'Margin ÷ customer cost.' })
      ),
      even(
        9,
        graph({
          title: 'What customer costs are made of ${granularity:text}',
          description: 'Provider cost, markup and fees add up to what the customer pays.',
          draw: 'bars',
          stacked: true,
          legend: 'list',
          decimals: 2,
          questions: [usage(['provider_cost', 'markup_amount', 'fixed_fees'], [], PER)],
          overrides: [
            override('provider_cost', { color: fixed('blue') }),
            override('markup_amount', { color: fixed('green') }),
            override('fixed_fees', { color: fixed('purple') }),
          ],
        }),
        graph({
          title: 'Where costs come from ${granularity:text}',
          description:
            'Reported by the provider or computed from prices. Calls without a known price cost nothing here: see Intake.',
          draw: 'bars',
          stacked: true,
          legend: 'list',
          decimals: 2,
          questions: [
            usage(['provider_cost'], ['cost_source'], { ...PER, filters: [where('cost_source', '!=', 'unpriced')] }),
          ],
        })
      ),
      line(11, [24, margins('Teams', 'team', 'teams')])
    ),
    section(
      'By what',
      line(8, [24, margins('Organizations', 'organization')]),
      line(10, [24, margins('Models', 'model', 'models')]),
      line(10, [24, margins('API keys', 'api_key', 'keys')])
    ),
    section(
      'Reported against computed',
      line(
        9,
        [
          12,
          groupTable({
            title: 'Cost sources',
            description: 'Reported by the provider, computed from prices, or without a known price.',
            by: ['cost_source'],
            metrics: ['requests', 'provider_cost', 'total_tokens'],
            question: { share: true },
            columns: {
              requests: { cell: 'bar' },
              requests_share: { title: 'of requests', width: 105 },
              provider_cost_share: { title: 'of cost', width: 65 },
              total_tokens: { title: 'Tokens', width: 80 },
              total_tokens_share: { hidden: true },
            },
          }),
        ],
        [
          12,
          groupTable({
            title: 'Do reported costs agree with the prices?',
            description:
              'Calls with a reported cost whose price is known too: within 1 %, or not, and what the prices make of them.',
            by: ['cost_check', 'model'],
            metrics: ['provider_cost', 'computed_cost', 'requests'],
            question: { filters: [where('cost_check', '!=', '(none)')], limit: 100 },
            columns: {
              cost_check: { width: 90 },
              provider_cost: { title: 'Reported', cell: 'bar' },
              computed_cost: { title: 'Computed', minWidth: 95 },
              requests: { width: 85 },
            },
          }),
        ]
      ),
      line(10, [
        24,
        requestTable({
          title: '50 dearest requests',
          description: 'What the most expensive calls cost the customer, and why.',
          question: { order: 'cost', limit: 50 },
          show: [
            'time',
            'cost',
            'provider_cost',
            'markup_amount',
            'fixed_fee',
            'markup',
            'model',
            'user',
            'total_tokens',
            'cost_source',
          ],
        }),
      ])
    ),
  ],
});

function margins(title: string, by: DimensionId, board?: 'teams' | 'models' | 'keys') {
  return groupTable({
    title: `Margin by ${title === 'API keys' ? 'API key' : by}`,
    description: 'Customer cost, what of it goes to the provider, and what is left.',
    by: [by],
    metrics: METRICS,
    question: { limit: 1_000 },
    pages: true,
    links: board ? [drillDown(board, 'Show more', by)] : [],
    columns: Object.fromEntries(
      (['cost', 'provider_cost', 'markup_amount', 'fixed_fees', 'margin', 'requests'] as const).map((metric) => [
        metric,
        {
          ...(metric === 'cost' ? { title: 'Customer cost', cell: 'bar' as const } : {}),
          sum: true,
        },
      ])
    ),
  });
}
