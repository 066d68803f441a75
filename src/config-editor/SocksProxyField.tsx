import { InlineField, InlineSwitch } from '@grafana/ui';
import { type ConfigProps } from './props';
import { withJson } from './with-json';

const ID = 'tokenledger-socks-proxy';

/** Shown where Grafana's operator has set a secure socks proxy up. */
export function SocksProxyField({ options, onOptionsChange }: ConfigProps) {
  return (
    <InlineField
      label="Secure Socks Proxy"
      labelWidth={24}
      htmlFor={ID}
      tooltip="Reach the collector through the proxy that this Grafana is configured with"
      disabled={options.readOnly}
    >
      <InlineSwitch
        id={ID}
        value={options.jsonData.enableSecureSocksProxy ?? false}
        onChange={({ currentTarget }) =>
          onOptionsChange(withJson(options, { enableSecureSocksProxy: currentTarget.checked }))
        }
      />
    </InlineField>
  );
}
