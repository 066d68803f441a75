import { locationUtil } from '@grafana/data';
import {
  Auth,
  AuthMethod,
  ConfigSection,
  ConnectionSettings,
  convertLegacyAuthProps,
  DataSourceDescription,
} from '@grafana/plugin-ui';
import { config } from '@grafana/runtime';
import { Divider } from '@grafana/ui';
import { selectors } from '../selectors';
import { AccessSection } from './AccessSection';
import { type ConfigProps } from './props';
import { SocksProxyField } from './SocksProxyField';
import { TimeoutField } from './TimeoutField';
import { TokenField } from './TokenField';

const PLUGIN_PAGE = '/plugins/tokenledger-usage-datasource';

const AUTH_TEXTS = {
  [AuthMethod.NoAuth]: { label: 'Token only', description: 'The collector’s token above, or none' },
  [AuthMethod.BasicAuth]: {
    description: 'For a proxy before the collector. Only without a token, which uses the same header',
  },
};

/** Where the collector is, and how to be let in. */
export function ConfigEditor(props: ConfigProps) {
  const { options, onOptionsChange } = props;
  return (
    <div data-testid={selectors.configEditor.root}>
      <DataSourceDescription dataSourceName="Token Ledger" docsLink={locationUtil.assureBaseUrl(PLUGIN_PAGE)} />
      <Divider spacing={4} />
      <ConnectionSettings
        config={options}
        onChange={onOptionsChange}
        urlLabel="Collector URL"
        urlPlaceholder="http://localhost:4319"
        urlTooltip="Address of the collector as Grafana’s server reaches it, for example http://localhost:4319"
      />
      <Divider spacing={4} />
      <TokenField {...props} />
      <Divider spacing={4} />
      <Auth
        {...convertLegacyAuthProps({ config: options, onChange: onOptionsChange })}
        visibleMethods={[AuthMethod.NoAuth, AuthMethod.BasicAuth]}
        defaultOptionsOverrides={AUTH_TEXTS}
      />
      <Divider spacing={4} />
      <AccessSection {...props} />
      <Divider spacing={4} />
      <ConfigSection title="Additional settings" isCollapsible isInitiallyOpen={hasAdditional(options.jsonData)}>
        <TimeoutField {...props} />
        {config.secureSocksDSProxyEnabled && <SocksProxyField {...props} />}
      </ConfigSection>
    </div>
  );
}

function hasAdditional({ timeout, enableSecureSocksProxy }: ConfigProps['options']['jsonData']): boolean {
  return timeout !== undefined || Boolean(enableSecureSocksProxy);
}
