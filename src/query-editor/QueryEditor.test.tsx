import { CoreApp } from '@grafana/data';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import {
  box,
  choose,
  getResource,
  onChange,
  onRunQuery,
  openOptions,
  saved,
  schema,
  showEditor,
  user,
} from './test/show-editor';

beforeEach(() => {
  jest.clearAllMocks();
  getResource.mockResolvedValue({ values: [], requests: [], truncated: false });
});

describe('the query editor', () => {
  it('offers what the collector’s schema names', async () => {
    await showEditor({ query: { metrics: ['cost'], groupBy: ['model'] } });
    expect(screen.getByText('Cost by model in total, ledger’s time zone')).toBeInTheDocument();
    await user.type(box('Metrics'), 'carb{Enter}');
    expect(saved()).toMatchObject({ refId: 'A', metrics: ['cost', 'carbon'], groupBy: ['model'] });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    expect(screen.getByText('Cost and carbon by model in total, ledger’s time zone')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says why there is no schema, goes on with what the plugin knows, and tries again', async () => {
    const data = { error: { message: 'Collector at http://x refuses the connection.' } };
    const refused = Object.assign(new Error('Bad gateway'), { data });
    const getSchema = jest.fn().mockRejectedValueOnce(refused).mockResolvedValue(schema);
    await showEditor({ query: { metrics: ['cost'] }, getSchema });
    expect(await screen.findByText(/refuses the connection/)).toBeInTheDocument();
    await choose('Group by', /^Team/);
    expect(saved()?.groupBy).toEqual(['team']);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await user.type(box('Metrics'), 'carb');
    expect(await screen.findByRole('option', { name: /^Carbon/ })).toBeInTheDocument();
    expect(screen.queryByText(/refuses the connection/)).not.toBeInTheDocument();
  });

  it('starts a blank query once, as the panel draws best, and runs it', async () => {
    await showEditor({ query: { queryType: '' }, panelPlugin: 'table' });
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(saved()).toMatchObject({ queryType: 'usage', metrics: ['cost'], groupBy: ['model'], granularity: 'none' });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
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
    await showEditor({ query: { metrics: ['cost'], ...words, filters } });
    await choose('Granularity', /^Day$/);
    expect(saved()).toMatchObject({ ...words, filters, granularity: 'day' });
  });

  it('changes nothing within a press, which Explore does not survive', async () => {
    await showEditor({ query: { metrics: ['cost'] }, app: CoreApp.Explore });
    await user.click(box('Granularity'));
    fireEvent.click(await screen.findByRole('option', { name: /^Day$/ }));
    expect(onChange).not.toHaveBeenCalled();
    await waitFor(() => expect(saved()?.granularity).toBe('day'));
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it('groups by tags that are in no list', async () => {
    await showEditor({ query: { metrics: ['cost'] } });
    await user.type(box('Group by'), 'tea{Enter}');
    expect(saved()?.groupBy).toEqual(['team']);
    await user.type(box('Group by'), 'feature{Enter}');
    expect(saved()?.groupBy).toEqual(['team', 'tag.feature']);
    await user.type(box('Group by'), 'tag.a/b{Enter}');
    expect(saved()?.groupBy).toEqual(['team', 'tag.feature', 'tag.a/b']);
    await choose('Group by', /\$team/);
    expect(saved()?.groupBy).toContain('$team');
  });

  it('shows the data source’s own zone where the query names none', async () => {
    await showEditor({ query: { metrics: ['cost'] }, defaults: { timezone: 'Asia/Tokyo' } });
    expect(screen.getByText('Cost in total, Asia/Tokyo')).toBeInTheDocument();
  });

  it('shows the options as a summary, and sets range, zone and what is left out', async () => {
    await showEditor({ query: { metrics: ['cost'], timezone: 'UTC' } });
    expect(screen.getByRole('button', { name: /Options Time zone: UTC/ })).toHaveAttribute('aria-expanded', 'false');
    await openOptions();
    await choose('Range', /^Today$/);
    await user.type(box('Time zone'), '{selectall}Kathmandu');
    await user.click(await screen.findByRole('option', { name: /Asia\/Kat/ }));
    await user.click(screen.getByRole('switch', { name: 'Complete only' }));
    await user.type(screen.getByRole('textbox', { name: 'Settle' }), '2m{Enter}');
    expect(saved()).toMatchObject({ range: 'today', complete: true, settle: '2m' });
    expect(saved()?.timezone).toMatch(/^Asia\/Kat/);
    await choose('Range', /^Panel’s range$/);
    expect(saved()?.range).toBeUndefined();
    await openOptions();
    expect(screen.getByRole('button', { name: /Complete only Settle: 2m$/ })).toBeInTheDocument();
  });

  it('keeps the top groups, and the rest as one', async () => {
    await showEditor({ query: { metrics: ['cost'], groupBy: ['user'] } });
    await openOptions();
    await user.type(screen.getByRole('spinbutton', { name: 'Limit' }), '10{Enter}');
    await user.click(screen.getByRole('switch', { name: /Rest as/ }));
    expect(saved()).toMatchObject({ limit: 10, other: true });
    await user.clear(screen.getByRole('spinbutton', { name: 'Limit' }));
    await user.tab();
    expect(saved()).toMatchObject({ limit: undefined, other: undefined });
  });

  it('compares, and forgets what is shown of it once it compares with nothing', async () => {
    await showEditor({ query: { metrics: ['cost'] } });
    await openOptions();
    await choose('Compare with', /^Month before/);
    await choose('Show', /^Change alone/);
    expect(saved()).toMatchObject({ compare: 'month', compareAs: 'change' });
    await choose('Compare with', /^Nothing/);
    expect(saved()).toMatchObject({ compare: undefined, compareAs: undefined });
  });

  it('shows what is wrong at the field, among the options too, with a way out', async () => {
    await showEditor({
      query: { metrics: ['cost'], groupBy: ['team'], share: true, compare: 'week', compareAs: 'change' },
    });
    expect(screen.getByRole('alert')).toHaveTextContent('There is no share where one value alone is shown.');
    await user.click(screen.getByRole('button', { name: 'Switch off' }));
    expect(saved()?.share).toBeUndefined();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await user.click(screen.getAllByRole('button', { name: 'Remove' })[0]!);
    expect(screen.getByRole('alert')).toHaveTextContent('Choose at least one metric.');
  });

  it('warns of a second metric in alert rules only', async () => {
    const query = { metrics: ['cost', 'requests'] };
    await showEditor({ query, app: CoreApp.UnifiedAlerting });
    expect(screen.getByRole('alert')).toHaveTextContent('Alert rules take one metric.');
    await user.click(screen.getByRole('button', { name: 'Keep Cost only' }));
    expect(saved()?.metrics).toEqual(['cost']);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('proposes totals to panels of single values', async () => {
    await showEditor({ query: { metrics: ['cost'], granularity: 'auto' }, panelPlugin: 'stat' });
    const note = screen.getByRole('note');
    await user.click(within(note).getByRole('button', { name: 'Use total' }));
    expect(saved()?.granularity).toBe('none');
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
  });

  it('starts from an example', async () => {
    await showEditor({ query: { metrics: ['cost'], share: true, datasource: { uid: 'x' } } });
    await user.click(screen.getByRole('button', { name: 'Examples' }));
    await user.click(await screen.findByRole('button', { name: /^Most expensive requests/ }));
    expect(saved()).toMatchObject({ refId: 'A', datasource: { uid: 'x' }, queryType: 'requests', order: 'cost' });
    expect(saved()).not.toHaveProperty('share');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
