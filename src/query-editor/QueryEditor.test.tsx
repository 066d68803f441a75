import { CoreApp } from '@grafana/data';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { type SchemaDocument } from '../../contract/schema';
import { BUILT_IN } from '../catalogue';
import { type DataSource } from '../datasource';
import { type LedgerQuery } from '../types';
import { QueryEditor } from './QueryEditor';

const schema: SchemaDocument = {
  ...BUILT_IN,
  version: '0.1.0',
  api: 1,
  ledger: 'live',
  timezone: 'Europe/Berlin',
  queryTypes: [],
  metrics: [
    ...BUILT_IN.metrics,
    {
      id: 'carbon',
      title: 'Carbon',
      unit: 'massg',
      description: 'Only this collector has it.',
      category: 'A',
      empty: 0,
      kind: 'sum',
    },
  ],
};

const onRunQuery = jest.fn();
const onChange = jest.fn<void, [LedgerQuery]>();

interface Setup {
  query?: Partial<LedgerQuery>;
  app?: CoreApp;
  getSchema?: () => Promise<SchemaDocument>;
}

/** The editor in a host that saves what it is told, as Grafana does. */
async function show({ query, app = CoreApp.PanelEditor, getSchema = () => Promise.resolve(schema) }: Setup = {}) {
  const datasource = { getSchema, getVariableReferences: () => ['$team'] } as unknown as DataSource;
  function Host() {
    const [saved, setSaved] = useState<LedgerQuery>({ refId: 'A', ...query });
    const save = (next: LedgerQuery) => {
      onChange(next);
      setSaved(next);
    };
    return <QueryEditor datasource={datasource} app={app} query={saved} onChange={save} onRunQuery={onRunQuery} />;
  }
  render(<Host />);
  await screen.findByRole('combobox', { name: 'Metrics' });
  await waitFor(() => Promise.resolve());
}

const saved = () => onChange.mock.lastCall?.[0];
const box = (name: string) => screen.getByRole('combobox', { name });
const choose = async (name: string, option: RegExp) => {
  await userEvent.click(box(name));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

beforeEach(() => jest.clearAllMocks());

describe('the query editor', () => {
  it('offers what the collector’s schema names', async () => {
    await show({ query: { metrics: ['cost'], groupBy: ['model'] } });
    expect(screen.getByText('Cost by model in total, ledger’s time zone')).toBeInTheDocument();
    await userEvent.type(box('Metrics'), 'carb');
    await userEvent.click(await screen.findByRole('option', { name: /^Carbon/ }));
    expect(saved()).toMatchObject({ refId: 'A', metrics: ['cost', 'carbon'], groupBy: ['model'] });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says why there is no schema, and goes on with what the plugin knows', async () => {
    const data = { error: { message: 'Collector at http://x refuses the connection.' } };
    const refused = Object.assign(new Error('Bad gateway'), { data });
    await show({ query: { metrics: ['cost'] }, getSchema: () => Promise.reject(refused) });
    expect(await screen.findByText(/refuses the connection/)).toBeInTheDocument();
    await choose('Group by', /^Team/);
    expect(saved()?.groupBy).toEqual(['team']);
  });

  it('starts a blank query once, and runs it', async () => {
    await show({ query: { queryType: '' } });
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(saved()).toMatchObject({ queryType: 'usage', metrics: ['cost'], groupBy: ['model'] });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it('adds a filter, takes typed values, removes it', async () => {
    await show({ query: { metrics: ['cost'] } });
    await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    expect(saved()?.filters).toEqual([{ dimension: 'user', operator: '=', values: [] }]);
    expect(onRunQuery).not.toHaveBeenCalled();
    const filter = within(screen.getByRole('group', { name: 'Filter 1' }));
    await userEvent.click(filter.getByRole('combobox', { name: 'Dimension of filter 1' }));
    await userEvent.click(await screen.findByRole('option', { name: /^Team/ }));
    await userEvent.type(filter.getByRole('combobox', { name: 'Values of filter 1' }), 'search{Enter}');
    expect(saved()?.filters).toEqual([{ dimension: 'team', operator: '=', values: ['search'] }]);
    expect(filter.getByText('search')).toBeInTheDocument();
    await userEvent.click(filter.getByRole('button', { name: 'Remove filter 1' }));
    expect(saved()?.filters).toEqual([]);
  });

  it('takes expressions, and says what is to be typed', async () => {
    const filters = [{ dimension: 'model', operator: '=', values: [] }];
    await show({ query: { metrics: ['cost'], filters } });
    const filter = within(screen.getByRole('group', { name: 'Filter 1' }));
    expect(filter.getByText('Any value')).toBeInTheDocument();
    await userEvent.click(filter.getByRole('combobox', { name: 'Operator of filter 1' }));
    await userEvent.click(await screen.findByRole('option', { name: /^=~/ }));
    expect(filter.getByText('Expression, for example gpt-.*')).toBeInTheDocument();
    await userEvent.type(filter.getByRole('combobox', { name: 'Values of filter 1' }), 'gpt-.*{Enter}');
    expect(saved()?.filters).toEqual([{ dimension: 'model', operator: '=~', values: ['gpt-.*'] }]);
  });

  it('keeps what it has no control for', async () => {
    const words = {
      compare: 'week',
      compareAs: 'change',
      share: true,
      settle: '2m',
      complete: true,
      novelty: { a: 1 },
    };
    const filters = [{ dimension: 'team', operator: '=', values: ['search'], novelty: 1 }];
    await show({ query: { metrics: ['cost'], ...words, filters } });
    await choose('Granularity', /^Day$/);
    expect(saved()).toMatchObject({ ...words, filters, granularity: 'day' });
  });

  it('leaves questions of types without metrics as they are', async () => {
    await show({ query: { queryType: 'requests', order: 'cost' } });
    expect(onChange).not.toHaveBeenCalled();
    await choose('Range', /^Today$/);
    expect(saved()).toMatchObject({ queryType: 'requests', order: 'cost', range: 'today' });
  });

  it('sets steps, range and zone', async () => {
    await show({ query: { metrics: ['cost'] } });
    await choose('Granularity', /^Day$/);
    await choose('Range', /^Today$/);
    await userEvent.type(box('Time zone'), '{selectall}Kathmandu');
    await userEvent.click(await screen.findByRole('option', { name: /Asia\/Kat/ }));
    expect(saved()).toMatchObject({ granularity: 'day', range: 'today' });
    expect(saved()?.timezone).toMatch(/^Asia\/Kat/);
    await choose('Range', /^Panel’s range$/);
    expect(saved()?.range).toBeUndefined();
  });

  it('keeps the top groups, and the rest as one', async () => {
    await show({ query: { metrics: ['cost'], groupBy: ['user'] } });
    await userEvent.type(screen.getByRole('spinbutton', { name: 'Limit' }), '10{Enter}');
    await userEvent.click(screen.getByRole('switch', { name: /Rest as/ }));
    expect(saved()).toMatchObject({ limit: 10, other: true });
    await userEvent.clear(screen.getByRole('spinbutton', { name: 'Limit' }));
    await userEvent.tab();
    expect(saved()).toMatchObject({ limit: undefined, other: undefined });
  });

  it('warns of a second metric in alert rules only', async () => {
    await show({ query: { metrics: ['cost', 'requests'] }, app: CoreApp.UnifiedAlerting });
    expect(screen.getByText('Alert rules take one metric')).toBeInTheDocument();
    cleanup();
    await show({ query: { metrics: ['cost', 'requests'] } });
    expect(screen.queryByText('Alert rules take one metric')).not.toBeInTheDocument();
  });
});
