import { CoreApp } from '@grafana/data';
import { isBlank, newQuery, newQueryOf, withDefaults } from './defaults';

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
    expect(newQuery(CoreApp.PanelEditor, 'timeseries')).toEqual(newQuery());
  });

  it.each([
    ['table', { groupBy: ['model'], granularity: 'none' }],
    ['piechart', { groupBy: ['model'], granularity: 'none' }],
    ['stat', { groupBy: [], granularity: 'none' }],
    ['of-somebody-else', { groupBy: ['model'], granularity: 'auto' }],
  ])('for a panel %s is what it draws best', (panel, words) => {
    expect(newQuery(CoreApp.PanelEditor, panel)).toMatchObject({ queryType: 'usage', metrics: ['cost'], ...words });
  });

  it('for a logs panel is the newest requests as log lines, and in Explore requests are so too', () => {
    const logs = { queryType: 'requests', format: 'logs', filters: [], timezone: 'dashboard' };
    expect(newQuery(CoreApp.PanelEditor, 'logs')).toEqual(logs);
    expect(newQueryOf('requests', { app: CoreApp.Explore })).toEqual(logs);
    expect(newQueryOf('requests', { app: CoreApp.PanelEditor })).toMatchObject({ format: 'table' });
  });

  it('about intake watches for silence in rules, and draws what arrived elsewhere', () => {
    const silence = { metrics: ['seconds_since_last_record'], granularity: 'none', timezone: 'ledger' };
    expect(newQueryOf('intake', { app: CoreApp.UnifiedAlerting })).toMatchObject(silence);
    expect(newQueryOf('intake', {})).toMatchObject({ metrics: ['accepted'], granularity: 'auto' });
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
