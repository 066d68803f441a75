import { act, screen, waitFor, within } from '@testing-library/react';
import { getResource, onRunQuery, saved, showEditor, user } from './test/show-editor';

const found = { values: ['search', 'ads', '(none)'], requests: [1_200, 1, 0], truncated: false };

beforeEach(() => {
  jest.clearAllMocks();
  getResource.mockResolvedValue(found);
});

const filter = (index: number) => within(screen.getByRole('group', { name: `Filter ${index}` }));
const values = (index: number) => filter(index).getByRole('combobox', { name: `Values of filter ${index}` });
const addFilter = () => user.click(screen.getByRole('button', { name: 'Add filter' }));
const texts = async () => (await screen.findAllByRole('option')).map((option) => option.textContent);

describe('a filter', () => {
  it('is added, takes typed values, and is removed', async () => {
    await showEditor({ query: { metrics: ['cost'] } });
    await addFilter();
    expect(saved()?.filters).toEqual([{ dimension: 'user', operator: '=', values: [] }]);
    expect(onRunQuery).not.toHaveBeenCalled();
    const dimension = filter(1).getByRole('combobox', { name: 'Dimension of filter 1' });
    expect(dimension).toHaveFocus();
    await user.type(dimension, 'tea{Enter}');
    expect(onRunQuery).not.toHaveBeenCalled();
    await user.type(values(1), 'anything{Enter}');
    expect(saved()?.filters).toEqual([{ dimension: 'team', operator: '=', values: ['anything'] }]);
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    await user.click(filter(1).getByRole('button', { name: 'Remove filter 1' }));
    expect(saved()?.filters).toEqual([]);
  });

  it('means the same calls when its operator takes expressions', async () => {
    const filters = [{ dimension: 'team', operator: '=', values: ['(none)', '$team'] }];
    await showEditor({ query: { metrics: ['cost'], filters } });
    await user.click(filter(1).getByRole('combobox', { name: 'Operator of filter 1' }));
    await user.click(await screen.findByRole('option', { name: /^=~/ }));
    expect(saved()?.filters).toEqual([{ dimension: 'team', operator: '=~', values: ['\\(none\\)', '$team'] }]);
  });

  it('takes tags that are in no list, expressions and variables', async () => {
    await showEditor({ query: { metrics: ['cost'], filters: [{ dimension: 'model', operator: '=', values: [] }] } });
    await user.type(filter(1).getByRole('combobox', { name: 'Dimension of filter 1' }), 'feature{Enter}');
    await user.click(filter(1).getByRole('combobox', { name: 'Operator of filter 1' }));
    await user.click(await screen.findByRole('option', { name: /^=~/ }));
    expect(filter(1).getByText('Expression, for example gpt-.*')).toBeInTheDocument();
    await user.type(values(1), 'gpt-.*{Enter}');
    await user.type(values(1), '$te{Enter}');
    expect(saved()?.filters).toEqual([{ dimension: 'tag.feature', operator: '=~', values: ['gpt-.*', '$team'] }]);
  });
});

describe('the keyboard', () => {
  it('stays in a field whose value is finished by Enter', async () => {
    await showEditor({ query: { queryType: 'requests' } });
    const limit = screen.getByRole('spinbutton', { name: 'Limit' });
    await user.type(limit, '010{Enter}');
    expect(saved()?.limit).toBe(10);
    expect(limit).toHaveFocus();
    expect(limit).toHaveValue(10);
  });

  it('goes on at the filter before one that is removed, at the first one, then at “Add filter”', async () => {
    const filters = ['team', 'user', 'model'].map((dimension) => ({ dimension, operator: '=', values: ['x'] }));
    await showEditor({ query: { metrics: ['cost'], filters } });
    const remove = async (index: number) => {
      const button = filter(index).getByRole('button', { name: `Remove filter ${index}` });
      act(() => button.focus());
      await user.keyboard('{Enter}');
    };
    const dimension = (index: number) => screen.getByRole('combobox', { name: `Dimension of filter ${index}` });
    await remove(3);
    expect(dimension(2)).toHaveFocus();
    await remove(1);
    expect(saved()?.filters).toEqual([filters[1]]);
    expect(dimension(1)).toHaveFocus();
    await remove(1);
    expect(screen.getByRole('button', { name: 'Add filter' })).toHaveFocus();
  });
});

describe('suggestions', () => {
  const filters = [
    { dimension: 'team', operator: '=', values: [] },
    { dimension: 'user', operator: '!=', values: ['ada'] },
  ];

  it('come from the collector by use, within range and the other filters', async () => {
    await showEditor({ query: { metrics: ['cost'], filters, timezone: 'UTC' } });
    await user.click(values(1));
    await screen.findByText('1,200 requests');
    expect(await texts()).toEqual([
      '$team',
      'search1,200 requests',
      'ads1 request',
      '(none)Calls without a value · 0 requests',
    ]);
    const [path, params] = getResource.mock.lastCall!;
    expect(path).toBe('dimensions/team/values');
    expect(params).toEqual({
      from: 60_000,
      to: 120_000,
      timezone: 'UTC',
      limit: 100,
      filters: JSON.stringify([filters[1]]),
    });
    await user.click(screen.getByText('search'));
    expect(saved()?.filters?.[0]?.values).toEqual(['search']);
  });

  it('are looked for as one types, once one stops, and what is out of date is cancelled', async () => {
    const waiting = () => new Promise(() => undefined);
    getResource.mockImplementation(waiting);
    await showEditor({ query: { metrics: ['cost'], filters } });
    await user.click(values(1));
    await waitFor(() => expect(getResource).toHaveBeenCalledTimes(1));
    const [, , { abortSignal }] = getResource.mock.lastCall!;
    getResource.mockResolvedValue({ values: ['research'], requests: [3], truncated: true });
    await user.keyboard('sear');
    expect(abortSignal.aborted).toBe(true);
    expect(await screen.findByText('research')).toBeInTheDocument();
    expect(getResource.mock.calls.map(([, { search }]) => search)).toEqual([undefined, 'sear']);
    expect(screen.getByText('Most used 1, type to find more')).toBeInTheDocument();
  });

  it('are given up with the list', async () => {
    getResource.mockImplementation(() => new Promise(() => undefined));
    await showEditor({ query: { metrics: ['cost'], filters } });
    await user.click(values(1));
    await waitFor(() => expect(getResource).toHaveBeenCalledTimes(1));
    await user.keyboard('{Escape}');
    expect(getResource.mock.lastCall![2].abortSignal.aborted).toBe(true);
  });

  it('that cannot be had leave typing as it is', async () => {
    getResource.mockRejectedValue(new Error('Collector is gone.'));
    await showEditor({ query: { metrics: ['cost'], filters: [{ dimension: 'user', operator: '=', values: [] }] } });
    await user.click(values(1));
    await waitFor(() => expect(getResource).toHaveBeenCalled());
    expect(await texts()).toEqual(['$team', '@meThe person asking', 'systemCalls nobody signed for']);
    expect(screen.getByRole('note')).toHaveTextContent('Values could not be loaded: Collector is gone.');
    await user.keyboard('zed{Enter}');
    expect(saved()?.filters?.[0]?.values).toEqual(['zed']);
  });

  it('of expressions match the value to the letter', async () => {
    getResource.mockResolvedValue({ values: ['gpt-4.1'], requests: [1], truncated: false });
    await showEditor({ query: { metrics: ['cost'], filters: [{ dimension: 'model', operator: '=~', values: [] }] } });
    await user.click(values(1));
    await user.click(await screen.findByText('gpt-4\\.1'));
    expect(saved()?.filters?.[0]?.values).toEqual(['gpt-4\\.1']);
  });
});
