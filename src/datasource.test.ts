import { CoreApp, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { type BackendSrv, setBackendSrv } from '@grafana/runtime';
import { lastValueFrom, of, throwError } from 'rxjs';
import { BUILT_IN } from './catalogue';
import { DataSource } from './datasource';
import { fakeVariables } from './test/fake-variables';
import { type LedgerOptions, type LedgerQuery } from './types';

const settings = { id: 1, uid: 'ledger', type: 'tokenledger-usage-datasource', name: 'Ledger', jsonData: {} };
const fetch = jest.fn();

function dataSource() {
  return new DataSource(
    settings as DataSourceInstanceSettings<LedgerOptions>,
    fakeVariables({ team: { value: ['search', 'ads'] }, zone: { value: 'dashboard' } })
  );
}

beforeEach(() => {
  fetch.mockReset();
  setBackendSrv({ fetch } as unknown as BackendSrv);
});

describe('queries', () => {
  async function sent(targets: LedgerQuery[], timezone = 'Europe/Berlin'): Promise<LedgerQuery[]> {
    fetch.mockReturnValue(of({ data: { results: {} } }));
    await lastValueFrom(dataSource().query({ targets, timezone, scopedVars: {} } as DataQueryRequest<LedgerQuery>));
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

  it('go to Explore with the same values', () => {
    const filters = [{ dimension: 'team', operator: '=', values: ['$team'] }];
    const [query] = dataSource().interpolateVariablesInQueries([{ refId: 'A', filters }], {});
    expect(query?.filters?.[0]?.values).toEqual(['search', 'ads']);
  });

  it('may name the dashboard’s variables', () => {
    expect(dataSource().getVariableReferences()).toEqual(['$team', '$zone']);
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
