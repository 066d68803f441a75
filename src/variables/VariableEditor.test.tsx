import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { BUILT_IN } from '../catalogue';
import { type DataSource } from '../datasource';
import { type LedgerQuery } from '../types';
import { VariableEditor } from './VariableEditor';
import { type VariableQuery } from './variable-query';

const onChange = jest.fn<void, [VariableQuery]>();

/** The editor in a host that saves what it is told, as Grafana does. */
async function show(query?: unknown, getSchema = () => Promise.resolve(BUILT_IN)) {
  const datasource = {
    getSchema,
    getVariableReferences: () => ['$team'],
    applyTemplateVariables: (asked: LedgerQuery) => asked,
    getResource: () => Promise.resolve({ values: ['search'], requests: [1], truncated: false }),
  } as unknown as DataSource;
  function Host() {
    const [saved, setSaved] = useState(query as VariableQuery);
    const save = (next: VariableQuery) => {
      onChange(next);
      setSaved(next);
    };
    return <VariableEditor datasource={datasource} query={saved} onChange={save} onRunQuery={() => undefined} />;
  }
  render(<Host />);
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'List' })).toBeInTheDocument());
}

const saved = () => onChange.mock.lastCall?.[0];
const choose = async (name: string, option: RegExp) => {
  await userEvent.click(screen.getByRole('combobox', { name }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

beforeEach(() => jest.clearAllMocks());

describe('the editor of a variable', () => {
  it('shows what was written by hand, and saves it in full', async () => {
    await show('dimension_values(model)');
    expect(screen.getByRole('combobox', { name: 'Dimension' })).toHaveValue('Model');
    await choose('Dimension', /^API key/);
    expect(saved()).toMatchObject({ queryType: 'dimension_values', dimension: 'api_key', search: '', filters: [] });
  });

  it('takes a text to look for', async () => {
    await show();
    await userEvent.type(screen.getByRole('textbox', { name: 'Search' }), '$__searchFilter{Enter}');
    expect(saved()).toMatchObject({ search: '$__searchFilter' });
  });

  it('depends on other variables by filters', async () => {
    await show({ refId: 'v', dimension: 'model' });
    await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    const filter = within(screen.getByRole('group', { name: 'Filter 1' }));
    await userEvent.type(filter.getByRole('combobox', { name: 'Values of filter 1' }), '$team{Enter}');
    expect(saved()?.filters).toMatchObject([{ operator: '=', values: ['$team'] }]);
  });

  it('has no more to ask about dimensions and metrics', async () => {
    await show();
    await choose('List', /^Metrics/);
    expect(saved()?.queryType).toBe('metrics');
    expect(screen.queryByRole('combobox', { name: 'Dimension' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Add filter' })).not.toBeInTheDocument();
  });

  it('says why there is no schema', async () => {
    await show(undefined, () => Promise.reject(new Error('Collector refuses')));
    expect(await screen.findByText(/Collector refuses/)).toBeInTheDocument();
  });
});
