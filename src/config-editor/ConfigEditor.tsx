import { css } from '@emotion/css';
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
import { Divider, useStyles2 } from '@grafana/ui';
import { selectors } from '../selectors';
import { AccessSection } from './AccessSection';
import { customHeaders } from './custom-headers';
import { DefaultsSection } from './DefaultsSection';
import { type ConfigProps } from './props';
import { ServerNameField } from './ServerNameField';
import { SocksProxyField } from './SocksProxyField';
import { TimeoutField } from './TimeoutField';
import { TokenField } from './TokenField';
import { TracesSection } from './TracesSection';

const PLUGIN_PAGE = '/plugins/tokenledger-usage-datasource';

const AUTH_TEXTS = {
  [AuthMethod.NoAuth]: { label: 'Token only', description: 'The collector’s token above, or none' },
  [AuthMethod.BasicAuth]: {
    description: 'For a proxy before the collector. Only without a token, which uses the same header',
  },
};

/** Where the collector is, how to be let in, and what queries get that do not say it themselves. */
export function ConfigEditor(props: ConfigProps) {
  const { options, onOptionsChange } = props;
  const styles = useStyles2(getStyles);
  return (
    <div data-testid={selectors.configEditor.root}>
      <DataSourceDescription
        dataSourceName="Token Ledger"
        docsLink={locationUtil.assureBaseUrl(PLUGIN_PAGE)}
        hasRequiredFields
      />
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
      {/* plugin-ui leaves the buttons that reset certificates and headers to who may not change them. */}
      <fieldset disabled={options.readOnly} className={styles.auth}>
        <Auth
          {...convertLegacyAuthProps({ config: options, onChange: onOptionsChange })}
          visibleMethods={[AuthMethod.NoAuth, AuthMethod.BasicAuth]}
          defaultOptionsOverrides={AUTH_TEXTS}
          customHeaders={customHeaders(options, onOptionsChange)}
        />
        <ServerNameField {...props} />
      </fieldset>
      <Divider spacing={4} />
      <DefaultsSection {...props} />
      <Divider spacing={4} />
      <TracesSection {...props} />
      <Divider spacing={4} />
      <ConfigSection title="Additional settings" isCollapsible isInitiallyOpen={hasAdditional(options.jsonData)}>
        <TimeoutField {...props} />
        {config.secureSocksDSProxyEnabled && <SocksProxyField {...props} />}
      </ConfigSection>
      <Divider spacing={4} />
      <AccessSection {...props} />
    </div>
  );
}

function hasAdditional({ timeout, enableSecureSocksProxy }: ConfigProps['options']['jsonData']): boolean {
  return timeout !== undefined || Boolean(enableSecureSocksProxy);
}

/** plugin-ui gives a header's value the whole width, so that the buttons after a saved one lie one over the other. */
function getStyles() {
  return { auth: css({ 'div:has(> div > input[id^="custom-header-"][id$="-value-input"])': { minWidth: 0 } }) };
}
