import { type DataSourceInstanceSettings } from '@grafana/data';
import { type BackendSrv, type DataSourceSrv, setBackendSrv, setDataSourceSrv } from '@grafana/runtime';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { of, throwError } from 'rxjs';
import { BUILT_IN } from '../catalogue';
import { selectors } from '../selectors';
import { ConfigEditor } from './ConfigEditor';
import { type ConfigProps } from './props';

type Settings = ConfigProps['options'];

const onOptionsChange = jest.fn<void, [Settings]>();
const fetch = jest.fn();

/** The editor in a host that keeps what it is told, as Grafana does. */
function show(settings: Partial<Settings> = {}) {
  function Host() {
    const [options, setOptions] = useState({
      url: 'http://localhost:4319',
      jsonData: {},
      secureJsonFields: {},
      ...settings,
    } as Settings);
    const change = (next: Settings) => {
      onOptionsChange(next);
      setOptions(next);
    };
    const save = () => setOptions({ ...options, version: (options.version ?? 0) + 1 });
    return (
      <>
        <ConfigEditor options={options} onOptionsChange={change} />
        <button onClick={save}>Save & test</button>
      </>
    );
  }
  render(<Host />);
}

const changed = () => onOptionsChange.mock.lastCall?.[0];

const TEMPO = { uid: 'tempo-1', name: 'Tempo', meta: { info: { logos: { small: '' } } } } as DataSourceInstanceSettings;

beforeEach(() => {
  jest.resetAllMocks();
  setDataSourceSrv({
    getList: ({ tracing }: { tracing?: boolean }) => (tracing ? [TEMPO] : []),
    getInstanceSettings: (name?: string) => (name === TEMPO.uid || name === TEMPO.name ? TEMPO : undefined),
  } as unknown as DataSourceSrv);
  setBackendSrv({ fetch } as unknown as BackendSrv);
});

describe('the config editor', () => {
  it('saves a typed token among the secrets', async () => {
    show();
    await userEvent.type(screen.getByLabelText('Collector token'), 'tl_secret');
    expect(changed()?.secureJsonData).toEqual({ token: 'tl_secret' });
    expect(changed()?.jsonData).toEqual({});
  });

  it('forgets a saved token on reset', async () => {
    show({ secureJsonFields: { token: true, tlsCACert: true } });
    expect(screen.getByLabelText('Collector token')).toHaveValue('configured');
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
    expect(changed()).toMatchObject({
      secureJsonData: { token: '' },
      secureJsonFields: { token: false, tlsCACert: true },
    });
    expect(screen.getByLabelText('Collector token')).toHaveValue('');
  });

  it('takes the collector’s address', async () => {
    show({ url: '' });
    const url = screen.getByLabelText('Data source connection URL');
    expect(url).toHaveAttribute('placeholder', 'http://localhost:4319');
    await userEvent.type(url, 'http://c');
    expect(changed()?.url).toBe('http://c');
  });

  it('takes a timeout, and none when it is cleared', async () => {
    show({ jsonData: { timeout: 5 } });
    const timeout = screen.getByLabelText('Timeout in seconds');
    await userEvent.clear(timeout);
    expect(changed()?.jsonData.timeout).toBeUndefined();
    await userEvent.type(timeout, '60');
    expect(changed()?.jsonData.timeout).toBe(60);
  });

  it.each([0, 0.5, -1, 'soon'])('says that a timeout of %s is none', (timeout) => {
    show({ jsonData: { timeout } });
    expect(screen.getByText('A whole number of seconds from 1 on')).toBeInTheDocument();
    cleanup();
    show({ jsonData: { timeout: '45' } });
    expect(screen.getByLabelText('Timeout in seconds')).toHaveValue(45);
    expect(screen.queryByText('A whole number of seconds from 1 on')).not.toBeInTheDocument();
  });

  it('shows the rows that lists have where no limit is set', () => {
    show();
    expect(screen.getByLabelText('Row limit')).toHaveAttribute('placeholder', '50 or 100');
  });

  it('takes a zone for queries that name none, and the ledger’s again', async () => {
    show();
    const zone = screen.getByLabelText('Default time zone');
    expect(zone).toHaveValue('Ledger');
    await userEvent.type(zone, 'Asia/Tok');
    await userEvent.click(await screen.findByRole('option', { name: 'Asia/Tokyo' }));
    expect(changed()?.jsonData).toEqual({ timezone: 'Asia/Tokyo' });
    await userEvent.click(zone);
    await userEvent.click(await screen.findByRole('option', { name: /^Ledger/ }));
    expect(changed()?.jsonData.timezone).toBeUndefined();
  });

  it('keeps a zone that this browser does not know', () => {
    show({ jsonData: { timezone: 'Mars/Phobos' } });
    expect(screen.getByLabelText('Default time zone')).toHaveValue('Mars/Phobos');
  });

  it('takes a row limit that the collector can give, and says which that is', async () => {
    show({ jsonData: { rowLimit: '200' } });
    const limit = screen.getByLabelText('Row limit');
    expect(limit).toHaveValue(200);
    await userEvent.clear(limit);
    expect(changed()?.jsonData.rowLimit).toBeUndefined();
    expect(screen.queryByText('A whole number from 1 to 1000')).not.toBeInTheDocument();
    await userEvent.type(limit, '1001');
    expect(changed()?.jsonData.rowLimit).toBe(1001);
    expect(screen.getByText('A whole number from 1 to 1000')).toBeInTheDocument();
  });

  it('takes where traces are: a data source for traces, and a page elsewhere', async () => {
    show();
    await userEvent.click(screen.getByLabelText('Select a data source'));
    await userEvent.click(screen.getByText('Tempo'));
    expect(changed()?.jsonData.traceDatasourceUid).toBe('tempo-1');
    await userEvent.type(screen.getByLabelText('URL'), 'javascript:x');
    expect(screen.getByText(/begins with http/)).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('URL'));
    expect(changed()?.jsonData.traceUrl).toBeUndefined();
  });

  it('offers the server’s name beside a CA of one’s own, once', () => {
    show({ jsonData: { tlsAuthWithCACert: true, serverName: 'ledger.internal' } });
    expect(screen.getByLabelText('Server name')).toHaveValue('ledger.internal');
    cleanup();
    show({ jsonData: { tlsAuthWithCACert: true, tlsAuth: true } });
    expect(screen.queryByTestId(selectors.configEditor.serverName)).not.toBeInTheDocument();
  });

  it('cannot be changed when provisioned', () => {
    show({
      readOnly: true,
      secureJsonFields: { token: true, httpHeaderValue1: true, tlsCACert: true },
      jsonData: { timeout: 5, tlsAuthWithCACert: true, ...{ httpHeaderName1: 'X-Scope' } },
    });
    const editor = within(screen.getByTestId(selectors.configEditor.root));
    const controls = ['textbox', 'combobox', 'spinbutton', 'checkbox', 'button'].map((role) => {
      const found = editor.getAllByRole(role);
      expect(found).not.toEqual([]);
      return found;
    });
    const folding = (control: HTMLElement) => /section/.test(control.ariaLabel ?? '');
    controls.flat().forEach((control) => folding(control) || expect(control).toBeDisabled());
    expect(screen.getByLabelText('Collector token')).toHaveValue('configured');
  });
});

describe('who sees what', () => {
  const saved = { uid: 'a/b', version: 3 };
  const access = {
    you: 'You see all requests.',
    policy: ['Members see their own requests.', 'Owners see all requests.'],
  };
  const told = () => screen.getByTestId(selectors.configEditor.access);
  const sentences = () =>
    within(told())
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);

  it('lists the policy in force, one’s own rights first', async () => {
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, access } }));
    show(saved);
    expect(await screen.findByText('You see all requests.')).toBeInTheDocument();
    expect(sentences()).toEqual(['You see all requests.', ...access.policy]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch.mock.calls[0][0]).toMatchObject({
      url: '/api/datasources/uid/a%2Fb/resources/schema',
      showErrorAlert: false,
    });
  });

  it('says where it is changed and what Grafana limits, whatever the collector says', () => {
    show();
    expect(screen.getByText(/policy in the collector’s tokenledger\.yaml/)).toBeInTheDocument();
    expect(screen.getByText(/query caching off/)).toBeInTheDocument();
  });

  it('asks nothing before the data source is saved, and anew each time it is', async () => {
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, access } }));
    show({ uid: 'a' });
    expect(told()).toHaveTextContent(/^Save & test first/);
    expect(fetch).not.toHaveBeenCalled();
    const save = () => userEvent.click(screen.getByRole('button', { name: 'Save & test' }));
    await save();
    expect(await screen.findByText('You see all requests.')).toBeInTheDocument();
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, access: { you: 'nothing.' } } }));
    await save();
    expect(await screen.findByText('You: nothing.')).toBeInTheDocument();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('says why a collector has not told, of a data source that is saved', async () => {
    fetch.mockReturnValue(
      throwError(() => ({ status: 502, data: { error: { message: 'The token is unknown (401).' } } }))
    );
    show(saved);
    expect(
      await screen.findByText(/who sees what: The token is unknown \(401\)\. Save & test asks/)
    ).toBeInTheDocument();
    cleanup();
    show({ ...saved, readOnly: true });
    expect(await screen.findByText(/\(401\)\. Open this page again once it answers\.$/)).toBeInTheDocument();
  });

  it('asks a second time once Grafana has let go of the settings of before', async () => {
    jest.useFakeTimers();
    try {
      fetch.mockReturnValueOnce(
        throwError(() => ({ status: 400, data: { error: { message: 'It has no address.' } } }))
      );
      fetch.mockReturnValueOnce(of({ data: { ...BUILT_IN, access } }));
      show(saved);
      await act(() => jest.advanceTimersByTimeAsync(1_000));
      expect(told()).toHaveTextContent('It has no address.');
      await act(() => jest.advanceTimersByTimeAsync(5_000));
      expect(sentences()).toEqual(['You see all requests.', ...access.policy]);
      expect(fetch).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([
    ['nothing', undefined, 'This collector does not tell who sees what.'],
    ['a bare text', 'all', 'This collector does not tell who sees what.'],
    ['rights without words', { you: 7, policy: ['x'] }, 'This collector does not tell who sees what.'],
  ])('ignores %s in place of rights', async (_, told, expected) => {
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, access: told } }));
    show(saved);
    expect(await screen.findByText(expected)).toBeInTheDocument();
  });

  it('takes the sentences it can read and nothing else', async () => {
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, access: { you: 'nothing.', policy: ['A.', { b: 1 }, null] } } }));
    show(saved);
    await screen.findByText('You: nothing.');
    expect(sentences()).toEqual(['You: nothing.', 'A.']);
  });

  it('shows one’s own rights where the policy is not told', async () => {
    fetch.mockReturnValue(of({ data: { ...BUILT_IN, access: { you: 'your own requests.', policy: 'secret' } } }));
    show(saved);
    await screen.findByText('You: your own requests.');
    expect(sentences()).toEqual(['You: your own requests.']);
  });
});
