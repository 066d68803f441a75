import { dateTime } from '@grafana/data';
import { getDimensionValues } from './dimension-values';

const found = { values: ['search', 'ads'], requests: [20, 3], truncated: false };
const range = { from: dateTime(60_001), to: dateTime(120_001) };

function fakeDatasource(answer: unknown = found) {
  return { getResource: jest.fn(() => Promise.resolve(answer)) };
}

/** What the collector was asked, at the last call. */
function asked(datasource: ReturnType<typeof fakeDatasource>) {
  const [path, params] = datasource.getResource.mock.lastCall as unknown as [string, Record<string, unknown>];
  return { path, params };
}

describe('the values of a dimension', () => {
  it('are asked of the collector over the range, within the other filters and the text that was typed', async () => {
    const datasource = fakeDatasource();
    const filters = [
      { dimension: 'team', operator: '=', values: ['search'] },
      { dimension: 'user', operator: '!=', values: ['ada'] },
      { dimension: 'model', operator: '=', values: [] },
    ];
    expect(await getDimensionValues(datasource, 'team', { search: 'se', filters, range })).toEqual(found);
    expect(asked(datasource)).toEqual({
      path: 'dimensions/team/values',
      params: { search: 'se', filters: JSON.stringify([filters[1]]), from: 60_000, to: 180_000, limit: 100 },
    });
  });

  it('are of the last thirty days without a range, and of a range by name before any other', async () => {
    const datasource = fakeDatasource();
    await getDimensionValues(datasource, 'team');
    expect(asked(datasource).params).toEqual({ limit: 100 });
    await getDimensionValues(datasource, 'team', { range, namedRange: 'month', timezone: 'UTC', limit: 5 });
    expect(asked(datasource).params).toEqual({ limit: 5, range: 'month', timezone: 'UTC' });
  });

  it('of a tag are asked whatever its key holds', async () => {
    const datasource = fakeDatasource();
    await getDimensionValues(datasource, 'tag.cost/centre');
    expect(asked(datasource).path).toBe('dimensions/tag.cost%2Fcentre/values');
  });

  it('leave filters by variables that nobody has resolved out', async () => {
    const datasource = fakeDatasource();
    await getDimensionValues(datasource, 'model', {
      filters: [{ dimension: 'team', operator: '=', values: ['$team'] }],
    });
    expect(asked(datasource).params).toEqual({ limit: 100 });
  });

  it('are asked once a minute', async () => {
    const datasource = fakeDatasource();
    await getDimensionValues(datasource, 'team');
    await getDimensionValues(datasource, 'team');
    expect(datasource.getResource).toHaveBeenCalledTimes(1);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    await getDimensionValues(datasource, 'team');
    expect(datasource.getResource).toHaveBeenCalledTimes(2);
    jest.restoreAllMocks();
  });

  it('are given up when nobody waits for them, and nothing of it is kept', async () => {
    const datasource = fakeDatasource();
    const abort = new AbortController();
    const asking = getDimensionValues(datasource, 'team', {}, abort.signal);
    abort.abort();
    await expect(asking).rejects.toThrow();
    expect(datasource.getResource).toHaveBeenCalledWith(
      'dimensions/team/values',
      { limit: 100 },
      { showErrorAlert: false, abortSignal: abort.signal }
    );
    await getDimensionValues(datasource, 'team');
    expect(datasource.getResource).toHaveBeenCalledTimes(2);
  });

  it('are not read from what is no list of values', async () => {
    await expect(getDimensionValues(fakeDatasource('<html>'), 'team')).rejects.toThrow('no list of values');
  });
});
