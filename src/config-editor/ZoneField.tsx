import { Combobox, InlineField } from '@grafana/ui';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';
import { withJson } from './with-json';
import { LEDGERS_ZONE, zoneOptions } from './zone-options';

const ID = 'tokenledger-timezone';

export function ZoneField({ options, onOptionsChange }: ConfigProps) {
  const zone = options.jsonData.timezone ?? LEDGERS_ZONE;
  return (
    <InlineField
      label="Default time zone"
      labelWidth={24}
      htmlFor={ID}
      tooltip="Days, months and named ranges follow it in queries without a time zone of their own"
      disabled={options.readOnly}
    >
      <Combobox
        id={ID}
        data-testid={selectors.configEditor.timezone}
        width={40}
        // Browsers list one name of a zone, and there may be others. Save & test tells whether the collector knows it.
        createCustomValue
        options={zoneOptions(zone)}
        value={zone}
        onChange={({ value }) => onOptionsChange(withJson(options, { timezone: value || undefined }))}
      />
    </InlineField>
  );
}
