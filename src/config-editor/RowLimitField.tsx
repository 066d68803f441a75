import { InlineField, Input } from '@grafana/ui';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';
import { withJson } from './with-json';

const ID = 'tokenledger-row-limit';
/** As the plugin’s backend and the collector have it. */
const MOST = 1000;

/** Rows of lists such as the request log. */
export function RowLimitField({ options, onOptionsChange }: ConfigProps) {
  const { rowLimit } = options.jsonData;
  return (
    <InlineField
      label="Row limit"
      labelWidth={24}
      htmlFor={ID}
      tooltip="Rows of lists such as the request log, for queries without a limit of their own"
      disabled={options.readOnly}
      invalid={!isRowLimit(rowLimit)}
      error={`A whole number from 1 to ${MOST}`}
    >
      <Input
        id={ID}
        data-testid={selectors.configEditor.rowLimit}
        width={20}
        type="number"
        min={1}
        max={MOST}
        placeholder="50"
        value={rowLimit ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onOptionsChange(withJson(options, { rowLimit: value === '' ? undefined : Number(value) }))
        }
      />
    </InlineField>
  );
}

function isRowLimit(limit: number | string | undefined): boolean {
  const number = limit === undefined || limit === '' ? 1 : Number(limit);
  return Number.isInteger(number) && number >= 1 && number <= MOST;
}
