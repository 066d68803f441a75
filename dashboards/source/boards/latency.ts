import { SUCCESS_RATE } from '../common-tiles.ts';
import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { drillDown } from '../links.ts';
import { barChart } from '../panels/bar-chart.ts';
import { graph, PERCENTILES } from '../panels/graph.ts';
import { requestTable } from '../panels/request-table.ts';
import { tile } from '../panels/tile.ts';
import { series, top, usage, where } from '../question.ts';
import { compareVariable, granularityVariable, PER } from '../shared-variables.ts';
import { DAY_PARTS, groupTable } from '../tables.ts';
import { ERRORS, SUCCESS_TARGET } from '../thresholds.ts';

const FAILED = where('status_class', '!=', '2xx');
const MODEL = [drillDown('requests', 'Show its requests', 'model')];
const USER = [drillDown('user', 'Show the user', 'user')];

export const latency = dashboard({
  board: 'latency',
  title: 'Latency and errors',
  question: 'How long do calls take, do they succeed, and if not, why?',
  note: 'Latency is from the request to the last byte and counts failed calls too. Target: 99 % of calls succeed.',
  variables: [granularityVariable(), compareVariable()],
  sections: [
    opening(
      even(
        TILE,
        tile({ title: 'p50 latency', metric: 'latency_p50', description: 'Half of the calls took at most this long.' }),
        tile({ title: 'p95 latency', metric: 'latency_p95', description: '95 of 100 calls took at most this long.' }),
        tile({
          title: 'p95 time to first token',
          metric: 'ttft_p95',
          description: '95 of 100 streamed calls began to answer within this time.',
        }),
        SUCCESS_RATE
      ),
      even(
        9,
        graph({
          title: 'Latency',
          description: 'Half, 90, 95 and 99 of 100 calls took at most this long.',
          draw: 'lines',
          legend: 'list',
          questions: [series(['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'])],
          overrides: PERCENTILES,
        }),
        graph({
          title: 'Success rate ${granularity:text}',
          description: 'Calls with status 2xx ÷ all calls; the dashed line is the target of 99 %.',
          draw: 'lines',
          legend: 'none',
          decimals: 1,
          max: 1,
          softMin: 0.9,
          line: SUCCESS_TARGET,
          questions: [usage(['success_rate'], [], PER)],
        })
      )
    ),
    section(
      'Where it is slow',
      even(
        9,
        graph({
          title: 'p95 latency ${granularity:text} by model',
          description: 'The eight slowest models: 95 of 100 of their calls took at most this long.',
          draw: 'lines',
          legend: 'right',
          questions: [usage(['latency_p95'], ['model'], { ...PER, limit: 8 })],
        }),
        graph({
          title: 'Time to first token',
          description: 'Half and 95 of 100 streamed calls began to answer within this time.',
          draw: 'lines',
          questions: [series(['ttft_p50', 'ttft_p95'])],
          overrides: PERCENTILES,
        })
      ),
      even(
        9,
        groupTable({
          title: 'Models by latency',
          description: 'Slowest first; click a header to see the fastest.',
          by: ['model'],
          metrics: ['latency_p95', 'latency_p50', 'ttft_p50', 'tokens_per_second', 'requests'],
          question: { limit: 100 },
          links: MODEL,
          pages: true,
          columns: {
            latency_p95: { title: 'p95', cell: 'bar' },
            latency_p50: { title: 'p50', width: 75 },
            ttft_p50: { title: '1st token', width: 85 },
            tokens_per_second: { title: 'Tokens/s', width: 82 },
            requests: { width: 85 },
          },
        }),
        groupTable({
          title: 'Users by latency',
          description: 'Who waits longest, slowest first.',
          by: ['user'],
          metrics: ['latency_p95', 'latency_p50', 'requests'],
          question: { limit: 100 },
          links: USER,
          pages: true,
          columns: {
            user: { minWidth: 140, links: USER },
            latency_p95: { title: 'p95', cell: 'bar' },
            latency_p50: { title: 'p50', width: 80 },
            requests: { width: 85 },
          },
        })
      ),
      line(
        9,
        [
          14,
          barChart({
            title: 'p95 latency by hour of day',
            description:
              '95 of 100 calls that began in the hour took at most this long. Hours of the dashboard’s time zone.',
            question: usage(['latency_p95'], ['hour_of_day']),
            x: 'hour_of_day',
          }),
        ],
        [
          10,
          groupTable({
            title: 'Peak, off-peak and weekend',
            description: 'Parts of the day as the ledger’s configuration has them.',
            by: ['day_part'],
            metrics: ['latency_p95', 'latency_p50', 'error_rate', 'requests'],
            columns: {
              day_part: { minWidth: 95, more: { mappings: DAY_PARTS } },
              latency_p95: { title: 'p95', cell: 'bar' },
              latency_p50: { title: 'p50', width: 80 },
              error_rate: { thresholds: ERRORS, width: 85 },
              requests: { width: 85 },
            },
          }),
        ]
      )
    ),
    section(
      'What fails',
      line(
        9,
        [
          10,
          graph({
            title: 'Errors ${granularity:text} by status',
            description: 'Failed calls by status code.',
            draw: 'bars',
            stacked: true,
            legend: 'list',
            questions: [usage(['errors'], ['status_code'], { ...PER, ...top(10), filters: [FAILED] })],
          }),
        ],
        [
          14,
          groupTable({
            title: 'Status codes and what to do',
            description: 'Failed calls by status code, what it means, and the remedy.',
            by: ['status_code'],
            metrics: ['errors', 'retries', 'users', 'status_help'],
            question: { filters: [FAILED] },
            columns: {
              status_code: { width: 65, title: 'Status' },
              errors: { cell: 'bar', width: 110 },
              retries: { width: 70 },
              users: { title: 'Users', width: 65 },
              status_help: { title: 'What it means, what to do', minWidth: 410, more: { 'custom.wrapText': true } },
            },
          }),
        ]
      ),
      even(
        9,
        groupTable({
          title: 'Errors by type and model',
          description: 'Failed calls by the short name of the failure.',
          by: ['error_type', 'model'],
          metrics: ['errors'],
          question: { filters: [FAILED], limit: 100 },
          pages: true,
          links: [],
          columns: { error_type: { minWidth: 145 }, model: { minWidth: 145 } },
        }),
        requestTable({
          title: 'Newest 50 failures',
          description: 'What the provider or gateway said.',
          question: { order: 'time', limit: 50, filters: [FAILED] },
          show: ['time', 'model', 'status_code', 'error'],
          pages: true,
        })
      )
    ),
    section(
      'Single calls',
      even(
        10,
        requestTable({
          title: '20 slowest requests',
          description: 'Longest from request to last byte.',
          question: { order: 'latency_ms', limit: 20 },
          show: ['time', 'latency_ms', 'model', 'user', 'status_code'],
        }),
        requestTable({
          title: '20 dearest requests',
          description: 'Highest cost to the customer.',
          question: { order: 'cost', limit: 20 },
          show: ['time', 'cost', 'model', 'user', 'status_code'],
        })
      )
    ),
  ],
});
