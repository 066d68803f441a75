import {
  createDataFrame,
  type DataFrame,
  type DataFrameType,
  type DataLink,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  dateTime,
  FieldType,
  type InterpolateFunction,
  type ScopedVars,
} from '@grafana/data';
import { hasPermission } from '@grafana/runtime';
import { type LedgerOptions, type LedgerQuery } from '../types';
import { linkResponse } from './link-response';

const known = [{ uid: 'tempo-1', name: 'Tempo', type: 'tempo' }];
jest.mock('@grafana/runtime', () => ({
  hasPermission: jest.fn(),
  getDataSourceSrv: () => ({ getInstanceSettings: (uid: string) => known.find((one) => one.uid === uid) }),
}));
beforeEach(() => jest.mocked(hasPermission).mockReturnValue(true));

const range = { from: dateTime(0), to: dateTime(1), raw: { from: 'now-7d', to: 'now' } };
const team = { dimension: 'team', operator: '=', values: ['$team'] };
const target: LedgerQuery = { refId: 'A', metrics: ['cost'], groupBy: ['user'], range: '30d', filters: [team] };
/** What the question is in plain words. */
const plain: LedgerQuery = { ...target, timezone: 'UTC', filters: [{ ...team, values: ['search'] }] };

function link(frame: Partial<DataFrame> & Pick<DataFrame, 'fields'>, jsonData: LedgerOptions = {}, asked = plain) {
  const settings = { uid: 'ledger', name: 'Ledger', jsonData } as DataSourceInstanceSettings<LedgerOptions>;
  const response: DataQueryResponse = { data: [createDataFrame({ refId: 'A', ...frame })] };
  const { data } = linkResponse(response, { targets: [target], range }, () => asked, settings) as { data: DataFrame[] };
  return Object.fromEntries(data[0]!.fields.map(({ name, config }) => [name, config]));
}

const field = (name: string, type: FieldType, values: unknown[]) => ({ name, type, values, config: {} });
const totals = () => ({
  meta: { type: 'numeric-long' as DataFrameType },
  fields: [field('user', FieldType.string, ['ada', 'bob', '(other)']), field('cost', FieldType.number, [2, 1, 1])],
});
const log = () => ({
  meta: { type: 'table' as DataFrameType },
  fields: [
    field('time', FieldType.time, [1]),
    field('user', FieldType.string, ['ada']),
    field('trace_id', FieldType.string, ['abc']),
  ],
});

/** What a link asks for the value that was clicked. */
function askedBy({ internal }: DataLink, value: string, scopedVars: ScopedVars = {}): LedgerQuery {
  const { query } = internal as {
    query: (options: { replaceVariables: InterpolateFunction; scopedVars: ScopedVars }) => LedgerQuery;
  };
  return query({ replaceVariables: (text) => text.replace('${__value.raw}', () => value), scopedVars });
}

describe('links of groups', () => {
  it('lead to the group’s calls, within what was asked', () => {
    const { user, cost } = link(totals());
    expect(user?.links).toHaveLength(1);
    expect(user!.links![0]).toMatchObject({
      title: 'Show requests',
      internal: { datasourceUid: 'ledger', datasourceName: 'Ledger', range: { raw: range.raw } },
    });
    expect(askedBy(user!.links![0]!, 'ada')).toEqual({
      refId: 'A',
      queryType: 'requests',
      format: 'logs',
      range: '30d',
      timezone: 'UTC',
      filters: [
        { dimension: 'team', operator: '=', values: ['search'] },
        { dimension: 'user', operator: '=', values: ['ada'] },
      ],
    });
    expect(cost?.links).toBeUndefined();
  });

  it('lead to no more calls than the group’s numbers count', () => {
    const { user } = link(totals(), {}, { ...plain, complete: true, settle: '2m' });
    expect(askedBy(user!.links![0]!, 'ada')).toMatchObject({ complete: true, settle: '2m' });
  });

  it('lead from the rest to what is in none of the groups', () => {
    const { user } = link(totals());
    expect(askedBy(user!.links![0]!, '(other)').filters?.[1]).toEqual({
      dimension: 'user',
      operator: '!=',
      values: ['ada', 'bob'],
    });
    const several = link(totals(), {}, { ...plain, groupBy: ['user', 'model'] });
    expect(askedBy(several.user!.links![0]!, '(other)').filters).toHaveLength(1);
  });

  it('lead from a row of several groups to what is in all of them', () => {
    const frame = createDataFrame({
      meta: { type: 'numeric-long' as DataFrameType },
      refId: 'A',
      fields: [
        { name: 'user', values: ['ada', 'bob'] },
        { name: 'model', values: ['gpt-4o', '(other)'] },
      ],
    });
    const { user } = link(frame, {}, { ...plain, filters: [], groupBy: ['user', 'model'] });
    const row = (rowIndex: number) => ({
      __dataContext: { text: '', value: { data: [frame], frame, field: frame.fields[0]!, rowIndex } },
    });
    expect(askedBy(user!.links![0]!, 'ada', row(0)).filters).toEqual([
      { dimension: 'user', operator: '=', values: ['ada'] },
      { dimension: 'model', operator: '=', values: ['gpt-4o'] },
    ]);
    expect(askedBy(user!.links![0]!, 'bob', row(1)).filters).toEqual([
      { dimension: 'user', operator: '=', values: ['bob'] },
    ]);
  });

  it('are for those who have Explore', () => {
    jest.mocked(hasPermission).mockReturnValue(false);
    expect(link(totals()).user?.links).toBeUndefined();
  });
});

describe('links of traces', () => {
  const internal = { traceDatasourceUid: 'tempo-1' };

  it('lead to the data source of the settings, asked as its type wants it', () => {
    expect(link(log(), internal).trace_id?.links).toEqual([
      {
        title: 'Show trace in Tempo',
        url: '',
        internal: {
          datasourceUid: 'tempo-1',
          datasourceName: 'Tempo',
          query: { refId: 'A', query: '${__value.raw}', queryType: 'traceql' },
        },
      },
    ]);
  });

  it('lead to a page elsewhere too', () => {
    const traceUrl = 'https://traces.example/${__value.raw}';
    const links = link(log(), { ...internal, traceUrl }).trace_id?.links;
    expect(links?.map(({ url }) => url)).toEqual(['', traceUrl]);
    jest.mocked(hasPermission).mockReturnValue(false);
    expect(link(log(), { ...internal, traceUrl }).trace_id?.links).toHaveLength(1);
  });

  it('are not there without a setting, or with one for a data source that is gone', () => {
    expect(link(log()).trace_id?.links).toBeUndefined();
    expect(link(log(), { traceDatasourceUid: 'gone' }).trace_id?.links).toBeUndefined();
  });
});

describe('columns', () => {
  it('of dimensions have Grafana’s buttons for filters, calls alone no links to calls', () => {
    const { user, time, trace_id } = link(log());
    expect(user).toEqual({ filterable: true });
    expect([time?.filterable, trace_id?.filterable]).toEqual([undefined, undefined]);
    expect(link(totals()).user?.filterable).toBe(true);
  });

  it('keep what the collector says of them, and series stay as they are', () => {
    const links = [{ title: 'Runbook', url: 'https://x' }];
    const frame = totals();
    const fields = [{ ...frame.fields[0]!, config: { displayNameFromDS: 'User', links } }];
    const { user } = link({ ...frame, fields });
    expect(user?.displayNameFromDS).toBe('User');
    expect(user?.links?.map(({ title }) => title)).toEqual(['Runbook', 'Show requests']);
    const series = { meta: { type: 'timeseries-multi' as DataFrameType }, fields: log().fields };
    expect(link(series, { traceUrl: 'x' }).trace_id?.links).toBeUndefined();
  });
});
