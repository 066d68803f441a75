import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import { type LedgerQuery } from '../types';
import { levelResponse } from './level-response';
import { volumeQuery } from './volume-query';

const lines: LedgerQuery = { refId: 'A', queryType: 'requests', format: 'logs' };

describe('the volume of log lines', () => {
  it('is a count of all calls that the question is about, by class of status', () => {
    const filters = [{ dimension: 'team', operator: '=', values: ['search'] }];
    const datasource = { uid: 'ledger', type: 'tokenledger-usage-datasource' };
    expect(volumeQuery({ ...lines, datasource, filters, timezone: 'UTC', settle: '5m', limit: 10 })).toEqual({
      refId: 'log-volume-A',
      datasource,
      queryType: 'usage',
      metrics: ['requests'],
      groupBy: ['status_class'],
      granularity: 'auto',
      filters,
      timezone: 'UTC',
      settle: '5m',
    });
  });

  it.each<[string, Partial<LedgerQuery>]>([
    ['a least of a cost', { min_cost: '0.05' }],
    ['a least of a cost of nothing, which leaves out calls without a price', { min_cost: 0 }],
    ['a least of a latency', { min_latency_ms: 100 }],
    ['an end at the last minute that has passed', { complete: true }],
    ['a range of its own', { range: '30d' }],
    ['a table', { format: 'table' }],
    ['a table, as the question does not say', { format: undefined }],
    ['sums', { queryType: 'usage', metrics: ['cost'] }],
    ['what is hidden', { hide: true }],
  ])('is not known of %s', (_, words) => {
    expect(volumeQuery({ ...lines, ...words })).toBeUndefined();
  });

  it('is known where a field was emptied', () => {
    expect(volumeQuery({ ...lines, min_cost: '', complete: false })).toBeDefined();
  });
});

describe('levels of the volume', () => {
  const frame = (refId: string, status_class: string) =>
    createDataFrame({
      refId,
      fields: [
        { name: 'time', type: FieldType.time, values: [1] },
        { name: 'requests', type: FieldType.number, labels: { status_class }, values: [2] },
      ],
    });
  const labels = (frames: DataFrame[]) =>
    (levelResponse({ data: frames }).data as DataFrame[]).map(({ fields }) => fields.map((field) => field.labels));

  it('are those of the lines', () => {
    const classes = ['2xx', '4xx', '5xx', '3xx'];
    expect(labels(classes.map((one) => frame('log-volume-A', one)))).toEqual(
      ['info', 'warning', 'error', 'error'].map((level) => [undefined, { level }])
    );
  });

  it('are not in answers to other questions', () => {
    expect(labels([frame('A', '2xx')])).toEqual([[undefined, { status_class: '2xx' }]]);
  });
});
