import { InlineField, Input } from '@grafana/ui';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';

const ID = 'tokenledger-timeout';

/**
 * Instead of plugin-ui's part, which also offers to forward cookies (none are passed on to the collector) and saves
 * NaN when it is cleared.
 */
export function TimeoutField({ options, onOptionsChange }: ConfigProps) {
  const change = (text: string) => {
    const timeout = text === '' ? undefined : Math.max(0, Number(text));
    onOptionsChange({ ...options, jsonData: { ...options.jsonData, timeout } });
  };
  return (
    <InlineField
      label="Timeout"
      labelWidth={24}
      htmlFor={ID}
      tooltip="Seconds until a request to the collector is given up"
      disabled={options.readOnly}
    >
      <Input
        id={ID}
        aria-label="Timeout in seconds"
        data-testid={selectors.configEditor.timeout}
        width={20}
        type="number"
        min={0}
        placeholder="30"
        value={options.jsonData.timeout ?? ''}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
    </InlineField>
  );
}
