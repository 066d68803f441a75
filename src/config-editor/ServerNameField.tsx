import { InlineField, Input } from '@grafana/ui';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';
import { withJson } from './with-json';

const ID = 'tokenledger-server-name';

/** plugin-ui offers it among the settings of a client certificate alone; a CA of one’s own needs it as often. */
export function ServerNameField({ options, onOptionsChange }: ConfigProps) {
  const { tlsAuth, tlsAuthWithCACert, serverName } = options.jsonData;
  if (!tlsAuthWithCACert || tlsAuth) {
    return null;
  }
  return (
    <InlineField
      label="Server name"
      labelWidth={24}
      htmlFor={ID}
      tooltip="Name in the collector’s certificate, where it is not the host in the URL"
      disabled={options.readOnly}
    >
      <Input
        id={ID}
        data-testid={selectors.configEditor.serverName}
        width={40}
        placeholder="collector.example.com"
        value={serverName ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onOptionsChange(withJson(options, { serverName: value || undefined }))
        }
      />
    </InlineField>
  );
}
