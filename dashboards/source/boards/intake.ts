import { dashboard } from '../dashboard.ts';
import { even, line, opening, section, TILE } from '../layout.ts';
import { fixed, override, type Panel, steps } from '../panel.ts';
import { graph } from '../panels/graph.ts';
import { table } from '../panels/table.ts';
import { type Question, usage, where } from '../question.ts';
import { styleOf } from '../style.ts';

/** A source that is silent for three hours deserves a look, for a day a call. */
const SILENCE = steps('text', [10_800, 'orange'], [86_400, 'red']);

export const intake = dashboard({
  board: 'intake',
  title: 'Intake health',
  question: 'Does everything still arrive, is it understood, and can it be priced?',
  note: 'For operators. Counts go by the time of arrival, unpriced requests by the time of the call.',
  adHoc: false,
  without: ['team', 'project', 'user', 'api_key', 'provider', 'model', 'environment', 'status_class'],
  sections: [
    opening(
      even(
        TILE,
        intakeTile('Accepted', 'accepted', 'Records that were new.'),
        intakeTile('Rejected', 'rejected', 'Rows that could not be read.', steps('text', [1, 'red'])),
        intakeTile(
          'Arrival lag, p99',
          'lag_p99',
          'From the start of a call to its arrival: 99 of 100 took at most this long.'
        ),
        intakeTile(
          'Unpriced requests',
          'unpriced_requests',
          'Calls whose price is unknown: missing from every cost.',
          steps('text', [1, 'orange'])
        )
      ),
      line(10, [
        24,
        table({
          title: 'Sources',
          description:
            'What each source sent in the range, and how long ago its newest record came. Sources heard from in the last 30 days.',
          questions: [
            ask(
              [
                'seconds_since_last_record',
                'accepted',
                'duplicates',
                'amended',
                'conflicts',
                'rejected',
                'lag_p99',
                'unpriced_requests',
              ],
              ['source']
            ),
          ],
          sortBy: 'Newest record',
          columns: {
            source: { width: 220 },
            seconds_since_last_record: { title: 'Newest record', width: 140, decimals: 0, thresholds: SILENCE },
            accepted: { sum: true },
            duplicates: { sum: true },
            amended: { sum: true },
            conflicts: { sum: true },
            rejected: { sum: true, thresholds: steps('text', [1, 'red']) },
            lag_p99: { title: 'Lag p99' },
            unpriced_requests: { title: 'Unpriced', sum: true, thresholds: steps('text', [1, 'orange']) },
          },
        }),
      ])
    ),
    section(
      'Arrivals',
      even(
        8,
        graph({
          title: 'Accepted by source',
          description: 'New records by the time of arrival.',
          draw: 'bars',
          stacked: true,
          legend: 'right',
          questions: [ask(['accepted'], ['source'], { granularity: 'auto' })],
        }),
        graph({
          title: 'Sent again, amended, conflicting',
          description:
            'Duplicates add nothing, amendments fill absent fields, conflicts differ from what is on the books and change nothing.',
          draw: 'bars',
          stacked: true,
          legend: 'list',
          questions: [ask(['duplicates', 'amended', 'conflicts'], [], { granularity: 'auto' })],
          overrides: [
            override('duplicates', { color: fixed('blue') }),
            override('amended', { color: fixed('purple') }),
            override('conflicts', { color: fixed('orange') }),
          ],
        })
      ),
      even(
        8,
        table({
          title: 'Rejected rows by field',
          description:
            'The field for which a row was refused, by the source that sent it. (none): the row was no record at all.',
          questions: [ask(['rejected'], ['source', 'field'])],
          columns: { rejected: { cell: 'bar' } },
        }),
        graph({
          title: 'Arrival lag by source',
          description: 'From the start of a call to its arrival: 99 of 100 took at most this long.',
          draw: 'lines',
          legend: 'right',
          questions: [ask(['lag_p99'], ['source'], { granularity: 'auto' })],
        })
      )
    ),
    section(
      'Without a price',
      line(8, [
        24,
        table({
          title: 'Unpriced models, and the line that prices them',
          description:
            'Calls whose price is unknown are missing from every cost. Put the line with its figures under pricing.prices, restart, and re-price.',
          questions: [
            usage(['unpriced_requests', 'unpriced_tokens', 'price_entry'], ['model', 'provider'], {
              filters: [where('cost_source', '=', 'unpriced')],
              limit: 100,
            }),
          ],
          columns: {
            model: { width: 180 },
            provider: { width: 120 },
            unpriced_requests: { title: 'Requests', width: 100 },
            unpriced_tokens: { title: 'Tokens', width: 100 },
            price_entry: {
              title: 'Line for pricing.prices',
              more: { 'custom.inspect': true, 'custom.wrapText': true },
            },
          },
        }),
      ])
    ),
    section(
      'The collector itself',
      even(
        TILE,
        intakeTile('Records', 'records', 'All records on the books now.'),
        intakeTile('Running for', 'uptime_seconds', 'How long ago the collector was started.'),
        intakeTile('Memory', 'process_memory_bytes', 'What the collector’s process has in memory (resident).'),
        intakeTile(
          'Commits, p99',
          'commit_p99',
          'Durable commits, each of one or several requests: 99 of 100 took at most this long.'
        )
      ),
      even(
        TILE,
        intakeTile('Size of the ledger', 'store_bytes', 'All files of the ledger.'),
        intakeTile(
          'Write-ahead log',
          'wal_bytes',
          'What the next checkpoint folds into the ledger’s file. It stays small while readers come and go.'
        ),
        intakeTile(
          'Free disk space',
          'disk_free_bytes',
          'What the disk of the data folder has room for.',
          steps('red', [1e9, 'orange'], [5e9, 'text'])
        )
      )
    ),
  ],
});

function ask(metrics: readonly string[], groupBy: readonly string[], more: Partial<Question> = {}): Question {
  return {
    refId: 'A',
    queryType: 'intake',
    metrics: [...metrics],
    groupBy: [...groupBy],
    granularity: 'none',
    filters: [],
    timezone: 'dashboard',
    ...more,
  };
}

function intakeTile(title: string, metric: string, description: string, thresholds?: object): Panel {
  return {
    type: 'stat',
    title,
    description,
    targets: [ask([metric], [])],
    fieldConfig: {
      defaults: {
        color: thresholds ? { mode: 'thresholds' } : fixed('text'),
        thresholds: thresholds ?? steps('text'),
      },
      overrides: [override(metric, styleOf(metric).decimals === undefined ? {} : { decimals: 1 })],
    },
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'vertical',
      textMode: 'value',
      wideLayout: false,
      text: { titleSize: 12, valueSize: 26 },
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  };
}
