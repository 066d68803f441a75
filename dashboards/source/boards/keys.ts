import { stackedParts } from '../common-graphs.ts';
import { ERROR_RATE, REQUESTS } from '../common-tiles.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TEN_ROWS, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { tile } from '../panels/tile.ts';
import { compareVariable, granularityVariable } from '../shared-variables.ts';
import { groupTable } from '../tables.ts';
import { ERRORS } from '../thresholds.ts';

const SHOW = [drillDown('requests', 'Show its requests', 'api_key')];

export const keys = dashboard({
  board: 'keys',
  title: 'API keys',
  question: 'What is each API key used for, how much does it spend, and is it still needed?',
  note: 'Keys go by their labels; the ledger never sees the keys themselves.',
  variables: [granularityVariable(), compareVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({
          title: 'Cost',
          metric: 'cost',
          color: 'blue',
          description: 'What the customer pays for the calls of the chosen keys.',
        }),
        REQUESTS,
        tile({
          title: 'Busiest minute',
          metric: 'peak_requests_per_minute',
          description: 'Most calls that began within one minute of the clock: what rate limits are about.',
        }),
        ERROR_RATE
      ),
      line(TEN_ROWS, [
        24,
        groupTable({
          title: 'Keys',
          description:
            'Each key’s usage in the range, dearest first. Peaks are the busiest minute of the clock. Blank: no call in the range, but some before.',
          by: ['api_key'],
          metrics: [
            'cost',
            'requests',
            'error_rate',
            'users',
            'models',
            'top_model',
            'peak_requests_per_minute',
            'peak_tokens_per_minute',
            'last_used',
          ],
          question: { unused: true, limit: 1_000 },
          links: SHOW,
          pages: true,
          columns: {
            api_key: { links: SHOW },
            cost: { cell: 'bar', sum: true },
            requests: { width: 85, sum: true },
            error_rate: { thresholds: ERRORS, width: 85 },
            users: { title: 'Users', width: 65 },
            models: { width: 70 },
            top_model: {},
            peak_requests_per_minute: { title: 'Peak calls/min', width: 125 },
            peak_tokens_per_minute: { title: 'Peak tokens/min', width: 135 },
            last_used: { width: 120 },
          },
        }),
      ])
    ),
    section(
      'Against each other',
      even(
        9,
        stackedParts({
          title: 'Cost ${granularity:text} by key',
          description: 'What the customer pays. The ten dearest keys and the rest.',
          metric: 'cost',
          by: 'api_key',
          decimals: 2,
        }),
        stackedParts({
          title: 'Errors ${granularity:text} by key',
          description: 'Failed calls. The ten keys with the most and the rest.',
          metric: 'errors',
          by: 'api_key',
        })
      )
    ),
    section(
      'Age and use',
      even(
        10,
        groupTable({
          title: 'Since when and until when',
          description:
            'First and newest call of each key since the first record, whatever range is viewed. An old newest call: may the key go?',
          by: ['api_key'],
          metrics: ['last_used', 'first_used', 'requests', 'cost'],
          question: { range: 'all', limit: 1_000 },
          links: SHOW,
          pages: true,
          columns: {
            last_used: { width: 115 },
            first_used: { width: 110 },
            requests: { width: 85 },
            cost: { minWidth: 85 },
          },
        }),
        groupTable({
          title: 'Models by key',
          description: 'Which key calls which model, and whether it works.',
          by: ['api_key', 'model'],
          metrics: ['cost', 'requests', 'error_rate'],
          question: { limit: 200 },
          links: SHOW,
          pages: true,
          columns: {
            cost: { cell: 'bar' },
            requests: { width: 85 },
            error_rate: { thresholds: ERRORS, width: 80 },
          },
        })
      )
    ),
  ],
});
