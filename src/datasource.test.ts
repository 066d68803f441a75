import {
  type AdHocVariableFilter,
  CoreApp,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
  SupplementaryQueryType,
  type TypedVariableModel,
} from '@grafana/data';
import { type BackendSrv, setBackendSrv } from '@grafana/runtime';
import { lastValueFrom, of, throwError } from 'rxjs';
import { BUILT_IN } from './catalogue';
import { DataSource } from './datasource';
import { fakeVariables } from './test/fake-variables';
import { type LedgerOptions, type LedgerQuery } from './types';

const settings = { id: 1, uid: 'ledger', type: 'tokenledger-usage-datasource', name: 'Ledger', jsonData: {} };
const fetch = jest.fn();

const adHoc = { type: 'adhoc', name: 'Filters', datasource: { uid: '${ds}' } };

/** @param filters - the dashboard's, of a variable that names the data source by another */
function dataSource(filters: AdHocVariableFilter[] = []) {
  const variables = fakeVariables({
    team: { value: ['search', 'ads'] },
    zone: { value: 'dashboard' },
    ds: { value: 'ledger' },
  });
  const list = [...variables.getVariables(), { ...adHoc, filters }] as TypedVariableModel[];
  return new DataSource(settings as DataSourceInstanceSettings<LedgerOptions>, {
    ...variables,
    getVariables: () => list,
  });
}

beforeEach(() => {
  fetch.mockReset();
  setBackendSrv({ fetch } as unknown as BackendSrv);
});

describe('queries', () => {
  async function sent(targets: LedgerQuery[], timezone = 'Europe/Berlin', more = {}): Promise<LedgerQuery[]> {
    fetch.mockReturnValue(of({ data: { results: {} } }));
    const request = { targets, timezone, scopedVars: {}, ...more } as DataQueryRequest<LedgerQuery>;
    await lastValueFrom(dataSource().query(request));
    const { data } = fetch.mock.calls[0][0] as { data: { queries: LedgerQuery[] } };
    return data.queries;
  }

  it('go out with variables and the dashboard’s zone put in', async () => {
    const filters = [{ dimension: 'team', operator: '=', values: ['$team'] }];
    const target = { refId: 'A', metrics: ['cost'], filters, timezone: 'dashboard' };
    const [query] = await sent([target]);
    expect(query?.filters?.[0]?.values).toEqual(['search', 'ads']);
    expect(query?.timezone).toBe('Europe/Berlin');
    expect(target.timezone).toBe('dashboard');
  });

  it('know the dashboard’s zone behind a variable, and leave other zones alone', async () => {
    const zones = ['$zone', 'ledger', undefined].map((timezone) => ({ refId: 'A', metrics: ['cost'], timezone }));
    expect((await sent(zones, 'utc')).map(({ timezone }) => timezone)).toEqual(['UTC', 'ledger', undefined]);
  });

  it('are skipped when hidden or without metrics, however broken', () => {
    const { filterQuery } = dataSource();
    expect(filterQuery({ refId: 'A', metrics: ['cost'] })).toBe(true);
    expect(filterQuery({ refId: 'A', metrics: ['cost'], hide: true })).toBe(false);
    expect(filterQuery({ refId: 'A', metrics: [] })).toBe(false);
    expect(filterQuery({ refId: 'A' })).toBe(false);
    expect(filterQuery({ refId: 'A', metrics: null } as unknown as LedgerQuery)).toBe(false);
    expect(filterQuery({ refId: 'A', queryType: '' })).toBe(false);
    expect(filterQuery({ refId: 'A', queryType: 'intake', metrics: [] })).toBe(false);
  });

  it.each(['requests', 'annotations', 'audit', 'of-a-newer-collector'])('of type %s need no metrics', (queryType) => {
    const { filterQuery } = dataSource();
    expect(filterQuery({ refId: 'A', queryType })).toBe(true);
    expect(filterQuery({ refId: 'A', queryType, metrics: [] })).toBe(true);
    expect(filterQuery({ refId: 'A', queryType, hide: true })).toBe(false);
  });

  it('go out with the dashboard’s filters, and without what only Grafana needs', async () => {
    const filters = [{ key: 'model', operator: '=|', value: 'a', values: ['a', 'b'] }];
    const target = { refId: 'A', metrics: ['cost'], supportingQueryType: 'infiniteScroll' };
    const [query] = await sent([target], 'utc', { filters });
    expect(query?.filters).toEqual([{ dimension: 'model', operator: '=', values: ['a', 'b'] }]);
    expect(query).not.toHaveProperty('supportingQueryType');
  });

  it('go to rules and Explore in plain words: variables, filters and zone put in', () => {
    const own = { dimension: 'team', operator: '=', values: ['$team'] };
    const target = { refId: 'A', metrics: ['cost'], filters: [own], timezone: 'dashboard' };
    const filters = [{ key: 'model', operator: '!=', value: 'a' }];
    const plain = [
      { dimension: 'team', operator: '=', values: ['search', 'ads'] },
      { dimension: 'model', operator: '!=', values: ['a'] },
    ];
    // Explore is handed the filters, a new rule has to look for them.
    for (const [query] of [
      dataSource().interpolateVariablesInQueries([target], {}, filters),
      dataSource(filters).interpolateVariablesInQueries([target], {}),
    ]) {
      expect(query?.filters).toEqual(plain);
      expect(query?.timezone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    }
    expect(target.filters).toEqual([own]);
    const [again] = dataSource(filters).interpolateVariablesInQueries([{ refId: 'A', filters: plain }], {});
    expect(again?.filters).toEqual(plain);
  });

  it('for log lines bring one for their volume along, in Grafana’s levels', async () => {
    const request = {
      targets: [
        { refId: 'A', queryType: 'requests', format: 'logs' },
        { refId: 'B', metrics: ['cost'] },
      ],
    };
    const asked = request as DataQueryRequest<LedgerQuery>;
    const ledger = dataSource();
    expect(ledger.getSupportedSupplementaryQueryTypes()).toEqual(['LogsVolume']);
    const volume = ledger.getSupplementaryRequest(SupplementaryQueryType.LogsVolume, asked);
    expect(volume?.targets.map(({ refId }) => refId)).toEqual(['log-volume-A']);
    expect(ledger.getSupplementaryRequest(SupplementaryQueryType.LogsSample, asked)).toBeUndefined();

    const fields = [
      { name: 'time', type: 'time' },
      { name: 'requests', type: 'number', labels: { status_class: '4xx' } },
    ];
    const frames = [{ schema: { refId: 'log-volume-A', fields }, data: { values: [[1], [2]] } }];
    fetch.mockReturnValue(of({ data: { results: { 'log-volume-A': { frames } } } }));
    const answer = await lastValueFrom(dataSource().query({ ...volume!, scopedVars: {} }));
    expect(answer.data[0].fields[1].labels).toEqual({ level: 'warning' });
  });

  it('without log lines that can be counted leave the volume to Grafana, where it asks', () => {
    const asked = { targets: [{ refId: 'A', queryType: 'requests', format: 'logs', min_latency_ms: 5 }] };
    const request = asked as unknown as DataQueryRequest<LedgerQuery>;
    expect(dataSource().getSupportedSupplementaryQueryTypes(request)).toEqual([]);
    expect(dataSource().getSupplementaryRequest(SupplementaryQueryType.LogsVolume, request)).toBeUndefined();
  });

  it.each([
    [{}, {}],
    [{ timezone: '', rowLimit: '' }, {}],
    [
      { timezone: 'UTC', rowLimit: 200 },
      { timezone: 'UTC', rowLimit: 200 },
    ],
    [{ rowLimit: '200' }, { rowLimit: 200 }],
    [{ rowLimit: '$UNSET' }, {}],
  ])('that do not say are filled in from the settings %j', (jsonData: LedgerOptions, expected) => {
    const own = { ...settings, jsonData } as DataSourceInstanceSettings<LedgerOptions>;
    expect(new DataSource(own, fakeVariables({})).getDefaults()).toEqual(expected);
  });

  it('may name the dashboard’s variables', () => {
    expect(dataSource().getVariableReferences()).toEqual(['$team', '$zone', '$ds']);
  });

  it('take a click on a value', () => {
    const options = { key: 'team', value: 'ads' };
    const ledger = dataSource();
    const query = ledger.modifyQuery({ refId: 'A' }, { type: 'ADD_FILTER', options });
    expect(query.filters).toEqual([{ dimension: 'team', operator: '=', values: ['ads'] }]);
    expect(ledger.queryHasFilter(query, options)).toBe(true);
    expect(ledger.toggleQueryFilter(query, { type: 'FILTER_FOR', options }).filters).toEqual([]);
    const out = ledger.toggleQueryFilter(query, { type: 'FILTER_OUT', options });
    expect(out.filters).toEqual([{ dimension: 'team', operator: '!=', values: ['ads'] }]);
    expect(ledger.getSupportedQueryModifications()).toEqual(['ADD_FILTER', 'ADD_FILTER_OUT']);
  });

  it.each([null, undefined, {}, { refId: 'A', filters: 'x', metrics: 7 }])('have a text, even as %j', (query) => {
    expect(typeof dataSource().getQueryDisplayText(query as unknown as LedgerQuery)).toBe('string');
    expect(typeof dataSource().filterQuery(query as unknown as LedgerQuery)).toBe('boolean');
  });

  it('start with a question, one metric for rules', () => {
    expect(dataSource().getDefaultQuery(CoreApp.Dashboard).metrics).toEqual(['cost']);
    expect(dataSource().getDefaultQuery(CoreApp.UnifiedAlerting)).toMatchObject({ groupBy: [], granularity: 'none' });
  });
});

describe('the schema', () => {
  it('is asked for once', async () => {
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, timezone: 'UTC' } }));
    const ledger = dataSource();
    const [first, second] = await Promise.all([ledger.getSchema(), ledger.getSchema()]);
    expect(first).toBe(second);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch.mock.calls[0][0]).toMatchObject({ url: '/api/datasources/uid/ledger/resources/schema' });
  });

  it('is asked for again after a failure', async () => {
    fetch.mockReturnValueOnce(throwError(() => new Error('down'))).mockReturnValue(of({ data: BUILT_IN }));
    const ledger = dataSource();
    await expect(ledger.getSchema()).rejects.toThrow('down');
    await expect(ledger.getSchema()).resolves.toEqual(BUILT_IN);
  });

  it.each([null, '<html>', {}, { ...BUILT_IN, metrics: [{ id: 1 }] }, { ...BUILT_IN, ranges: undefined }])(
    'is not just anything: %j',
    async (data) => {
      fetch.mockReturnValue(of({ data }));
      await expect(dataSource().getSchema()).rejects.toThrow(/not a collector’s schema/);
    }
  );
});

describe('filters of the dashboard', () => {
  const schema = { ...BUILT_IN, dimensions: [{ id: 'team', title: 'Team', description: '', category: 'Who' }] };

  it('are offered from the schema, and judged by it', async () => {
    fetch.mockReturnValue(of({ data: schema }));
    const ledger = dataSource();
    expect(await ledger.getTagKeys()).toEqual([{ value: 'team', text: 'Team', group: 'Who' }]);
    const filters = [{ key: 'pod', operator: '=', value: 'x' }];
    expect(await ledger.getDrilldownsApplicability({ filters })).toMatchObject([{ key: 'pod', applicable: false }]);
  });

  it('are judged by what the plugin knows while the collector is away', async () => {
    fetch.mockReturnValue(throwError(() => new Error('down')));
    const filters = ['team', 'pod'].map((key) => ({ key, operator: '=', value: 'x' }));
    const judged = await dataSource().getDrilldownsApplicability({ filters });
    expect(judged.map(({ applicable }) => applicable)).toEqual([true, false]);
  });

  it('have the values in use', async () => {
    fetch.mockReturnValue(of({ data: { values: ['search'], requests: [1], truncated: false } }));
    expect(await dataSource().getTagValues({ key: 'team', filters: [] })).toEqual([
      { text: 'search', value: 'search' },
    ]);
  });
});
