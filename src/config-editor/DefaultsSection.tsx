import { ConfigSection } from '@grafana/plugin-ui';
import { type ConfigProps } from './props';
import { RowLimitField } from './RowLimitField';
import { ZoneField } from './ZoneField';

/** What questions get that do not say it themselves. The plugin’s backend puts it in, for alert rules too. */
export function DefaultsSection(props: ConfigProps) {
  return (
    <ConfigSection
      title="Defaults for queries"
      description="For queries that do not say it themselves, those of alert rules and public dashboards included."
    >
      <ZoneField {...props} />
      <RowLimitField {...props} />
    </ConfigSection>
  );
}
