import { ConfigSection } from '@grafana/plugin-ui';
import { DataSourcePicker } from '@grafana/runtime';
import { InlineField, Input } from '@grafana/ui';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';
import { withJson } from './with-json';

const PICKER_ID = 'tokenledger-traces';
const URL_ID = 'tokenledger-trace-url';

/** Where a call’s trace is shown. */
export function TracesSection({ options, onOptionsChange }: ConfigProps) {
  const { traceDatasourceUid, traceUrl } = options.jsonData;
  const isUrl = !traceUrl || /^https?:\/\/.+/.test(traceUrl);
  return (
    <ConfigSection title="Traces" description="Calls with a trace ID link to the trace.">
      <InlineField
        label="Data source"
        labelWidth={24}
        htmlFor={PICKER_ID}
        tooltip="Where traces are stored in Grafana, for example Tempo or Jaeger"
        disabled={options.readOnly}
      >
        <DataSourcePicker
          inputId={PICKER_ID}
          width={40}
          tracing
          noDefault
          disabled={options.readOnly}
          placeholder="None"
          current={traceDatasourceUid}
          onChange={({ uid }) => onOptionsChange(withJson(options, { traceDatasourceUid: uid }))}
          onClear={() => onOptionsChange(withJson(options, { traceDatasourceUid: undefined }))}
        />
      </InlineField>
      <InlineField
        label="URL"
        labelWidth={24}
        htmlFor={URL_ID}
        tooltip="Page of a trace outside Grafana; ${__value.raw} stands for the trace ID"
        disabled={options.readOnly}
        invalid={!isUrl}
        error="An address that begins with http:// or https://"
      >
        <Input
          id={URL_ID}
          data-testid={selectors.configEditor.traceUrl}
          width={40}
          placeholder="https://traces.example.com/${__value.raw}"
          value={traceUrl ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onOptionsChange(withJson(options, { traceUrl: value || undefined }))
          }
        />
      </InlineField>
    </ConfigSection>
  );
}
