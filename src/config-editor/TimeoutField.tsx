import { selectors } from '../selectors';
import { NumberField } from './NumberField';
import { type ConfigProps } from './props';

/**
 * Instead of plugin-ui's part, which also offers to forward cookies (none are passed on to the collector) and saves
 * NaN when it is cleared.
 */
export function TimeoutField(props: ConfigProps) {
  return (
    <NumberField
      {...props}
      id="tokenledger-timeout"
      testId={selectors.configEditor.timeout}
      field="timeout"
      label="Timeout"
      ariaLabel="Timeout in seconds"
      tooltip="Seconds until a request to the collector is given up"
      placeholder="30"
      error="A whole number of seconds from 1 on"
    />
  );
}
