import { dateTime } from '@grafana/data';
import { DIMENSIONS } from '../../contract/dimensions';
import { tagKeys, tagValues } from './tags';

const range = { from: dateTime(0), to: dateTime(60_000), raw: { from: 'now-1m', to: 'now' } };

describe('keys of filters', () => {
  it('are the dimensions, by their titles and under their headings', () => {
    const keys = tagKeys([...DIMENSIONS]);
    expect(keys).toHaveLength(DIMENSIONS.length);
    expect(keys).toContainEqual({ value: 'api_key', text: 'API key', group: 'Who' });
  });

  it('are those that one of the dashboard’s questions takes', () => {
    const keysFor = (...queryTypes: Array<string | undefined>) =>
      tagKeys([...DIMENSIONS], { queries: queryTypes.map((queryType) => ({ refId: 'A', queryType })) }).length;
    expect(keysFor('intake')).toBe(1);
    expect(keysFor('audit')).toBe(0);
    expect(keysFor('intake', undefined)).toBe(DIMENSIONS.length);
  });
});

describe('values of filters', () => {
  const getResource = jest.fn();
  const ask = (options: Parameters<typeof tagValues>[1]) => {
    getResource.mockResolvedValue({ values: ['search', '7'], requests: [9, 1], truncated: false });
    return tagValues({ getResource }, options);
  };

  it('are those in use, within the range and the other filters', async () => {
    const filters = [
      { key: 'User', operator: '=|', value: 'ada', values: ['ada', 'bob'] },
      { key: 'team', operator: '=', value: 'ads' },
    ];
    expect(await ask({ key: 'team', filters, timeRange: range })).toEqual([
      { text: 'search', value: 'search' },
      { text: '7', value: '7' },
    ]);
    expect(getResource).toHaveBeenCalledWith(
      'dimensions/team/values',
      {
        filters: JSON.stringify([{ dimension: 'user', operator: '=', values: ['ada', 'bob'] }]),
        from: 0,
        to: 60_000,
        limit: 500,
      },
      expect.anything()
    );
  });

  it('can be asked by a column’s title', async () => {
    await ask({ key: 'Served model', filters: [] });
    expect(getResource).toHaveBeenLastCalledWith('dimensions/response_model/values', { limit: 500 }, expect.anything());
  });
});
