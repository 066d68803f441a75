import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { ConfigEditor } from './ConfigEditor';
import { type ConfigProps } from './props';

type Settings = ConfigProps['options'];

const onOptionsChange = jest.fn<void, [Settings]>();

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
    return <ConfigEditor options={options} onOptionsChange={change} />;
  }
  render(<Host />);
}

const changed = () => onOptionsChange.mock.lastCall?.[0];

beforeEach(() => jest.clearAllMocks());

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

  it('cannot be changed when provisioned', () => {
    show({ readOnly: true, secureJsonFields: { token: true }, jsonData: { timeout: 5 } });
    expect(screen.getByLabelText('Data source connection URL')).toBeDisabled();
    expect(screen.getByLabelText('Collector token')).toBeDisabled();
    expect(screen.getByLabelText('Timeout in seconds')).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Reset' })).not.toBeInTheDocument();
  });
});
