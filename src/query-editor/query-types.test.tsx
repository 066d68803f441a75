import { CoreApp } from '@grafana/data';
import { screen } from '@testing-library/react';
import { QUERY_TYPES } from '../../contract/query';
import { refusalOf } from '../test/ask-collector';
import { kindOf, QUERY_KINDS } from './query-kinds';
import { switchType, withGrafanaFields } from './switch-type';
import { box, choose, onChange, openOptions, saved, schema, showEditor, user } from './test/show-editor';
import { typeOptions } from './TypePicker';

beforeEach(() => jest.clearAllMocks());

describe('query types', () => {
  it('are chosen from a list, and their questions come back as they were left', async () => {
    const filters = [{ dimension: 'team', operator: '=', values: ['search'] }];
    await showEditor({ query: { metrics: ['cost'], share: true, range: 'month', timezone: 'UTC', filters } });
    await choose('Query type', /^Requests/);
    expect(saved()).toEqual({
      refId: 'A',
      queryType: 'requests',
      format: 'table',
      range: 'month',
      timezone: 'UTC',
      filters,
    });
    await choose('Order by', /^Slowest/);
    await choose('Query type', /^Usage/);
    expect(saved()).toMatchObject({ metrics: ['cost'], share: true });
    await choose('Query type', /^Requests/);
    expect(saved()).toMatchObject({ order: 'latency_ms' });
  });

  it('leave Grafana its own fields: what is hidden meanwhile stays hidden, what is shown again stays shown', () => {
    const datasource = { uid: 'ledger' };
    const left = { refId: 'A', queryType: 'usage', metrics: ['cost'], key: 'k', datasource };
    const hidden = { refId: 'B', queryType: 'requests', format: 'logs', hide: true, datasource };
    expect(withGrafanaFields(left, hidden)).toEqual({
      refId: 'B',
      queryType: 'usage',
      metrics: ['cost'],
      hide: true,
      datasource,
    });
    expect(withGrafanaFields(hidden, left)).toEqual({
      refId: 'A',
      queryType: 'requests',
      format: 'logs',
      key: 'k',
      datasource,
    });
  });

  it('start with a question that the collector takes, wherever they are asked and whatever they were before', () => {
    const before = {
      refId: 'A',
      queryType: 'usage',
      metrics: ['cost'],
      groupBy: ['team'],
      filters: [{ dimension: 'team', operator: '=', values: ['search'] }],
      limit: 5_000,
      compare: 'week',
      share: true,
      granularity: 'minute',
      range: 'month',
      settle: '2m',
    };
    for (const app of [CoreApp.PanelEditor, CoreApp.Explore, CoreApp.UnifiedAlerting, undefined]) {
      for (const shape of ['series', 'totals', 'single', 'log', undefined] as const) {
        for (const type of QUERY_TYPES) {
          const alerting = app === CoreApp.UnifiedAlerting && kindOf(type).measures;
          const query = switchType(before, type, { app, shape });
          expect(refusalOf(query, { alerting })).toBeUndefined();
          expect(query).toMatchObject({ refId: 'A', queryType: type, range: 'month' });
        }
      }
    }
  });

  it('on offer are those of the collector, to rules those that measure', () => {
    const ids = (...options: Parameters<typeof typeOptions>) => typeOptions(...options).map(({ value }) => value);
    expect(ids('usage', undefined)).toEqual(Object.keys(QUERY_KINDS));
    expect(ids('usage', schema.queryTypes.slice(0, 2))).toEqual(['usage', 'requests']);
    expect(ids('usage', schema.queryTypes, CoreApp.UnifiedAlerting)).toEqual(['usage', 'intake']);
    expect(ids('audit', schema.queryTypes, CoreApp.UnifiedAlerting)).toEqual(['usage', 'intake', 'audit']);
    expect(ids('forecast', schema.queryTypes.slice(0, 1))).toEqual(['usage', 'forecast']);
  });

  it('about requests have format, order, minimums and limit', async () => {
    await showEditor({ query: { queryType: 'requests', order: 'cost' } });
    expect(onChange).not.toHaveBeenCalled();
    await user.type(screen.getByRole('spinbutton', { name: 'Limit' }), '10{Enter}');
    await user.type(screen.getByRole('textbox', { name: 'Min cost' }), '0.05{Enter}');
    await user.type(screen.getByRole('spinbutton', { name: 'Min latency' }), '200{Enter}');
    expect(saved()).toEqual({
      refId: 'A',
      queryType: 'requests',
      order: 'cost',
      limit: 10,
      min_cost: '0.05',
      min_latency_ms: 200,
    });
    await user.click(screen.getByRole('radio', { name: 'Logs' }));
    expect(saved()).toMatchObject({ format: 'logs', order: undefined });
  });

  it('about intake have metrics of their own, by source', async () => {
    await showEditor({ query: { queryType: 'intake', metrics: ['accepted'] } });
    await user.type(box('Metrics'), 'rejec{Enter}');
    expect(saved()).toMatchObject({ metrics: ['accepted', 'rejected'], groupBy: ['source'] });
    await user.click(screen.getByRole('switch', { name: 'By source' }));
    expect(saved()?.groupBy).toEqual([]);
    await user.click(box('Granularity'));
    expect(screen.queryByRole('option', { name: '5 minutes' })).not.toBeInTheDocument();
  });

  it('about annotations have kinds', async () => {
    await showEditor({ query: { queryType: 'annotations' } });
    await choose('Kinds', /^Re-prices/);
    expect(saved()).toEqual({ refId: 'A', queryType: 'annotations', kinds: ['reprice'] });
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(saved()?.kinds).toBeUndefined();
  });

  it('about acts have a limit', async () => {
    await showEditor({ query: { queryType: 'audit' } });
    await user.type(screen.getByRole('spinbutton', { name: 'Limit' }), '2000{Enter}');
    expect(screen.getByRole('alert')).toHaveTextContent('from 1 to 1,000');
  });

  it('that list things show how many rows are asked where they do not say', async () => {
    const { unmount } = await showEditor({ query: { queryType: 'requests' } });
    const limit = () => screen.getByRole('spinbutton', { name: 'Limit' });
    expect(limit()).toHaveAttribute('placeholder', '50');
    unmount();
    await showEditor({ query: { queryType: 'requests', timezone: 'UTC' }, defaults: { rowLimit: 200 } });
    expect(limit()).toHaveAttribute('placeholder', '200');
    expect(screen.getByText('Newest 200 requests, UTC')).toBeInTheDocument();
    await user.type(limit(), '7{Enter}');
    expect(saved()?.limit).toBe(7);
    expect(screen.getByText('Newest 7 requests, UTC')).toBeInTheDocument();
    await user.clear(limit());
    await user.type(limit(), '{Enter}');
    expect(saved()?.limit).toBeUndefined();
    await choose('Query type', /^Audit log/);
    expect(limit()).toHaveAttribute('placeholder', '200');
  });

  it('of a newer collector are left as they are, but for range, zone and filters', async () => {
    await showEditor({ query: { queryType: 'forecast', method: 'x' } as object });
    expect(screen.getByText(/has no fields for forecast/)).toBeInTheDocument();
    await choose('Range', /^Today$/);
    expect(saved()).toEqual({ refId: 'A', queryType: 'forecast', method: 'x', range: 'today' });
  });

  it('that list things are no use to rules, which says so', async () => {
    await showEditor({ query: { queryType: 'requests' }, app: CoreApp.UnifiedAlerting });
    expect(screen.getByRole('alert')).toHaveTextContent('Requests gives a list and no number to alert on.');
    await openOptions();
    expect(box('Range')).toHaveValue('Rule’s range');
  });
});
