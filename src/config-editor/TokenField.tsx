import { ConfigSection } from '@grafana/plugin-ui';
import { InlineField, Input, SecretInput } from '@grafana/ui';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';
import { withoutToken, withToken } from './token';

const ID = 'tokenledger-token';
const LABELS = { id: ID, 'aria-label': 'Collector token', 'data-testid': selectors.configEditor.token };

/** The collector's token; once saved, the browser only learns that there is one. */
export function TokenField({ options, onOptionsChange }: ConfigProps) {
  const isConfigured = Boolean(options.secureJsonFields?.token);
  return (
    <ConfigSection
      title="Collector token"
      description="A token of the role delegate, made by: tokenledger token create --role delegate --label grafana. An open collector needs none."
    >
      <InlineField label="Token" labelWidth={24} htmlFor={ID} disabled={options.readOnly}>
        {options.readOnly ? (
          <Input {...LABELS} width={40} readOnly value={isConfigured ? 'configured' : 'not configured'} />
        ) : (
          <SecretInput
            {...LABELS}
            width={40}
            autoComplete="new-password"
            placeholder="Paste the token"
            isConfigured={isConfigured}
            value={options.secureJsonData?.token ?? ''}
            onChange={({ currentTarget }) => onOptionsChange(withToken(options, currentTarget.value))}
            onReset={() => onOptionsChange(withoutToken(options))}
          />
        )}
      </InlineField>
    </ConfigSection>
  );
}
