import { QUERY_KINDS } from '../query-editor/query-kinds';
import { selectors } from '../selectors';
import { NumberField } from './NumberField';
import { type ConfigProps } from './props';

/** As the plugin’s backend and the collector have it. */
const MOST = 1000;
const LISTS = Object.values(QUERY_KINDS).flatMap(({ title, rows }) => (rows === undefined ? [] : [{ title, rows }]));
const OTHERWISE = LISTS.map(({ title, rows }) => `${title} ${rows}`).join(', ');

/** Rows of lists such as the request log. */
export function RowLimitField(props: ConfigProps) {
  return (
    <NumberField
      {...props}
      id="tokenledger-row-limit"
      testId={selectors.configEditor.rowLimit}
      field="rowLimit"
      label="Row limit"
      tooltip={`Rows of lists, for queries without a limit of their own. Without a number here: ${OTHERWISE}.`}
      placeholder={[...new Set(LISTS.map(({ rows }) => rows))].join(' or ')}
      error={`A whole number from 1 to ${MOST}`}
      max={MOST}
    />
  );
}
