import { CoreApp } from '@grafana/data';
import { isBlank, newQuery, withDefaults } from './defaults';

describe('a new query', () => {
  it('shows cost by model over time, in the dashboard’s zone', () => {
    expect(newQuery(CoreApp.PanelEditor)).toEqual({
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: ['model'],
      granularity: 'auto',
      filters: [],
      timezone: 'dashboard',
    });
    expect(newQuery(CoreApp.Explore)).toEqual(newQuery());
  });

  it('is one value in the ledger’s zone for an alert rule', () => {
    expect(newQuery(CoreApp.UnifiedAlerting)).toMatchObject({
      metrics: ['cost'],
      groupBy: [],
      granularity: 'none',
      timezone: 'ledger',
    });
  });
});

describe('a saved query', () => {
  it('keeps the collector’s meaning of what it leaves out', () => {
    expect(withDefaults({ refId: 'A', metrics: ['requests'] })).toEqual({
      refId: 'A',
      queryType: 'usage',
      metrics: ['requests'],
      groupBy: [],
      granularity: 'none',
      filters: [],
      timezone: 'ledger',
    });
  });

  it('about intake is by source where it does not say', () => {
    expect(withDefaults({ refId: 'A', queryType: 'intake' }).groupBy).toEqual(['source']);
    expect(withDefaults({ refId: 'A', queryType: 'intake', groupBy: [] }).groupBy).toEqual([]);
  });

  it('is not changed itself, nor are the words it has', () => {
    const saved = Object.freeze({ refId: 'A', groupBy: ['team'], granularity: 'day', limit: 5, timezone: 'UTC' });
    expect(withDefaults(saved)).toMatchObject(saved);
  });

  it('is blank without any words of ours, whatever Grafana adds', () => {
    expect(isBlank({ refId: 'A', hide: false, datasource: { uid: 'x' } })).toBe(true);
    expect(isBlank({ refId: 'A', metrics: [] })).toBe(false);
    expect(isBlank({ refId: 'A', granularity: 'day' })).toBe(false);
    expect(isBlank({ refId: 'A', queryType: '' })).toBe(true);
    expect(isBlank({ refId: 'A', queryType: 'requests' })).toBe(false);
  });
});
