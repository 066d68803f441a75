import { type AlertRule, KEEP_LAST } from './rule';
import { count, dashboardPath, duration, label } from './text';

const HOUR = 3_600;
const WEEK = 7 * 24 * HOUR;
const LINK = 'tokenledger-intake';
const OF_BOOKS = {
  group: 'books',
  severity: 'warning',
  execErrState: KEEP_LAST,
  messagePer: { is: [], why: 'One cause as a rule: one message for all that it touches.' },
  repeatInterval: { is: '1d', why: 'It has to be mended, but not tonight.' },
} as const;

export const UNPRICED: AlertRule = {
  name: 'unpriced',
  title: 'Usage without a price',
  ...OF_BOOKS,
  label: 'model',
  threshold: { value: 0, unit: 'unpriced calls of the last 7 days and model' },
  pendingFor: { is: '0s', why: 'A price does not come by itself.' },
  noDataState: { is: 'OK', why: 'No calls at all have no unpriced ones among them.' },
  groupWait: '5m',
  asks: 'Seven days rather than today: it fires until the calls are priced, not anew every morning.',
  steps: ({ threshold }) => [
    { refId: 'A', metrics: ['unpriced_requests'], groupBy: ['provider', 'model'], range: '7d' },
    { refId: 'C', of: 'A', above: threshold },
  ],
  texts: ({ threshold }) => ({
    summary: `Calls to ${label('model')} have no price`,
    description:
      'Their cost is unknown, so every sum and every spend rule is too low. The dashboard has the line that prices them ' +
      '(or `tokenledger unpriced list`); `tokenledger reprice --unpriced-only` then applies it to the calls of before.',
    value: `${count('A')} calls in 7 days`,
    threshold: `${threshold}`,
    // Today and the six days before it, as the question has them.
    dashboard: dashboardPath(LINK, 'now-6d/d'),
  }),
};

export const SOURCE_SILENT: AlertRule = {
  name: 'source-silent',
  title: 'Source gone silent',
  ...OF_BOOKS,
  label: 'source',
  threshold: { value: 3, unit: 'hours without a record' },
  minimum: { value: 20, unit: 'records in the same hours a week ago' },
  pendingFor: { is: '0s', why: 'The threshold is a wait already.' },
  missingSeriesEvals: {
    is: 144,
    why: 'Twelve hours: an alert outlives the hours that were quiet a week ago.',
  },
  noDataState: { is: 'KeepLast', why: 'Nobody used to send at this time of the week, so there is nothing to tell by.' },
  groupWait: '1m',
  asks:
    'Silent for hours in which it spoke a week ago: no alarm for nights, weekends and jobs that run once a day. Where it ' +
    'said less than the minimum then, E is infinite and C has no row, which begins no alert and ends none.',
  steps: ({ threshold, minimum }) => [
    { refId: 'A', queryType: 'intake', metrics: ['seconds_since_last_record'], groupBy: ['source'], since: HOUR },
    {
      refId: 'W',
      queryType: 'intake',
      metrics: ['accepted'],
      groupBy: ['source'],
      since: WEEK + Math.ceil(threshold * HOUR),
      until: WEEK,
    },
    {
      refId: 'E',
      expression: `($A > ${threshold * HOUR}) / (($A <= ${threshold * HOUR}) || ($W >= ${minimum}))`,
    },
    { refId: 'C', finiteOf: 'E' },
  ],
  texts: ({ threshold, minimum }) => ({
    summary: `Nothing has arrived from ${label('source')} for more than ${threshold}h`,
    description:
      `In these hours a week ago it sent ${count('W')} records. Its calls may go on unbooked: spend, error rate and ` +
      'latency no longer know of them.',
    value: duration('A'),
    threshold: `${threshold}h, at least ${minimum} records a week ago`,
    dashboard: dashboardPath(LINK, 'now-8d'),
  }),
};

export const INTAKE_REJECTS: AlertRule = {
  name: 'intake-rejects',
  title: 'Records rejected at intake',
  ...OF_BOOKS,
  label: 'source',
  threshold: { value: 10, unit: 'rejected rows in an hour and source' },
  pendingFor: {
    is: '0s',
    why: 'A rejected row is lost unless it is sent again; the hour that is counted calms enough.',
  },
  noDataState: { is: 'OK', why: 'Nothing arrived, so nothing was rejected.' },
  groupWait: '1m',
  asks: 'By number, not by share: rejected rows count under the source of their token, accepted ones under their own.',
  steps: ({ threshold }) => [
    { refId: 'A', queryType: 'intake', metrics: ['rejected'], groupBy: ['source'], since: HOUR },
    { refId: 'C', of: 'A', above: threshold },
  ],
  texts: ({ threshold }) => ({
    summary: `More than ${threshold} rows from ${label('source')} were rejected within an hour`,
    description:
      'They are not on the books. The dashboard shows which field was wrong; each reply names row, field and reason to ' +
      'the sender.',
    value: `${count('A')} rows`,
    threshold: `${threshold} an hour`,
    dashboard: dashboardPath(LINK, 'now-24h'),
  }),
};
