import { type DataQueryRequest, dateTime, type ScopedVars } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { BUILT_IN } from '../catalogue';
import { type DataSource } from '../datasource';
import { fakeVariables } from '../test/fake-variables';
import { type VariableQuery } from './variable-query';
import { VariableSupport } from './variable-support';

const getResource = jest.fn();
const variables = fakeVariables({
  team: { value: ['search', 'a.*'] },
  every: { value: '$__all', allValue: '.*' },
  by: { value: 'model' },
});
const range = { from: dateTime(0), to: dateTime(60_000), raw: { from: 'now-1m', to: 'now' } };

function request(query: unknown, scopedVars: ScopedVars = {}): DataQueryRequest<VariableQuery> {
  return { targets: [query], range, scopedVars } as unknown as DataQueryRequest<VariableQuery>;
}

function support() {
  const datasource = { getResource, getSchema: () => Promise.resolve(BUILT_IN) } as unknown as DataSource;
  return new VariableSupport(datasource, variables);
}

/** The options of a variable. */
async function list(query: unknown, scopedVars?: ScopedVars) {
  const { data } = await lastValueFrom(support().query(request(query, scopedVars)));
  const [frame] = data as Array<{ fields: Array<{ name: string; type: string; values: string[] }> }>;
  return frame!.fields;
}

const asked = () => getResource.mock.lastCall as [string, Record<string, unknown>];

beforeEach(() => {
  getResource.mockReset().mockResolvedValue({ values: ['429', 'a'], requests: [2, 1], truncated: false });
});

describe('a dashboard’s variable', () => {
  it('lists values in use over the dashboard’s range, as texts', async () => {
    expect(await list('status_code')).toMatchObject([
      { name: 'text', type: 'string', values: ['429', 'a'] },
      { name: 'value', type: 'string', values: ['429', 'a'] },
    ]);
    const [path, params] = asked();
    expect(path).toBe('dimensions/status_code/values');
    expect(params).toEqual({ from: 0, to: 60_000, limit: 1000 });
  });

  it('depends on other variables, All being no filter', async () => {
    const filters = [
      { dimension: 'team', operator: '=', values: ['$team'] },
      { dimension: 'user', operator: '=', values: ['$every'] },
      { dimension: 'provider', operator: '!~', values: ['$team'] },
    ];
    await list({ refId: 'v', queryType: 'dimension_values', dimension: '$by', filters, search: '$by-' });
    const [path, { filters: sent, search }] = asked();
    expect(path).toBe('dimensions/model/values');
    expect(search).toBe('model-');
    expect(JSON.parse(String(sent))).toEqual([
      { dimension: 'team', operator: '=', values: ['search', 'a.*'] },
      { dimension: 'provider', operator: '!~', values: ['(search|a\\.\\*)'] },
    ]);
  });

  it('looks for what is typed into its list', async () => {
    const query = { refId: 'v', dimension: 'user', search: '$__searchFilter' };
    await list(query, { __searchFilter: { text: 'ad', value: 'ad' } });
    expect(asked()[1].search).toBe('ad');
    await list(query, { __searchFilter: { text: '', value: 'bo*' } });
    expect(asked()[1].search).toBe('bo');
    await list({ ...query, search: '${__searchFilter}' });
    expect(asked()[1]).not.toHaveProperty('search');
  });

  it('lists metrics and dimensions by title, standing for their ids', async () => {
    const [text, value] = await list('metrics()');
    expect(text?.values).toContain('Error rate');
    expect(value?.values).toEqual(BUILT_IN.metrics.map(({ id }) => id));
    expect((await list('dimensions'))[1]?.values).toEqual(BUILT_IN.dimensions.map(({ id }) => id));
  });

  it('answers later, also what is known already: Grafana would ask without end', async () => {
    await list('metrics');
    const answered = jest.fn();
    support().query(request('metrics')).subscribe(answered);
    for (let turn = 0; turn < 20; turn += 1) {
      await Promise.resolve();
    }
    expect(answered).not.toHaveBeenCalled();
    await new Promise((resolve) => setTimeout(resolve));
    expect(answered).toHaveBeenCalledTimes(1);
  });

  it('tells why it has no list', async () => {
    getResource.mockRejectedValue({ status: 404, data: { error: { message: 'There is no dimension size' } } });
    await expect(list('size')).rejects.toThrow('There is no dimension size');
  });

  it('gives up asking when nobody waits any more', () => {
    getResource.mockReturnValue(new Promise(() => undefined));
    support().query(request('user')).subscribe().unsubscribe();
    const { abortSignal } = getResource.mock.lastCall![2] as { abortSignal: AbortSignal };
    expect(abortSignal.aborted).toBe(true);
  });

  it('starts with a list', () => {
    expect(support().getDefaultQuery()).toMatchObject({ queryType: 'dimension_values', dimension: 'team' });
  });
});
