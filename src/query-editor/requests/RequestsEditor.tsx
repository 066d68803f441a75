import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { LOG_ORDERS } from '../../../contract/query';
import { rangeTitle } from '../../words';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { FilterRow } from '../fields/FilterRow';
import { LabelledField } from '../fields/LabelledField';
import { LimitField } from '../fields/LimitField';
import { OptionGroup } from '../fields/OptionGroup';
import { TextField } from '../fields/TextField';
import { EndFields, RangeField, ZoneField } from '../fields/TimeFields';
import { WordField } from '../fields/WordField';
import { MAX_ROWS } from '../find-row-limit-findings';
import { findingOf } from '../finding';
import { zoneTitle } from '../options';
import { findRequestsFindings } from './find-requests-findings';

const FORMATS = [
  { value: 'table', label: 'Table' },
  { value: 'logs', label: 'Logs' },
];
const ORDERS: Readonly<Record<(typeof LOG_ORDERS)[number], string>> = {
  time: 'Newest',
  cost: 'Most expensive',
  latency_ms: 'Slowest',
  total_tokens: 'Most tokens',
};
const FIELDS = ['timezone', 'settle', 'complete'];

/** Builds a question for single calls. */
export function RequestsEditor(props: EditorProps) {
  const { query, variables, app, onChange } = props;
  const findings = findRequestsFindings(props);
  const row = { ...props, findings };
  const { range, timezone, order, min_cost, min_latency_ms, format } = query;
  return (
    <EditorRows>
      <EditorRow>
        <LabelledField label="Format" tooltip="Log lines suit Explore and the logs panel, newest first.">
          {({ 'aria-labelledby': labelId }) => (
            <div role="group" aria-labelledby={labelId} data-testid={selectors.queryEditor.format}>
              <RadioButtonGroup
                aria-label="Format"
                options={FORMATS}
                value={format ?? 'table'}
                onChange={(value) => onChange({ format: value, ...(value === 'logs' ? { order: undefined } : {}) })}
              />
            </div>
          )}
        </LabelledField>
        {(format !== 'logs' || order) && (
          <WordField
            {...row}
            field="order"
            label="Order by"
            tooltip="Which calls come first, and stay where there are more than the limit."
            width={20}
            options={[...LOG_ORDERS.map((value) => ({ value, label: ORDERS[value] })), ...variables]}
            unsaid="time"
          />
        )}
        <LimitField
          {...row}
          tooltip="Most calls that are shown, at most 1,000."
          max={MAX_ROWS}
          placeholder={String(props.rowLimit)}
        />
        <TextField
          label="Min cost"
          tooltip="Only calls that cost at least this much."
          testId={selectors.queryEditor.minCost}
          width={14}
          inputMode="decimal"
          suffix="USD"
          placeholder="0"
          value={min_cost}
          finding={findingOf(findings, 'min_cost')}
          onFix={onChange}
          onChange={(text) => onChange({ min_cost: text })}
        />
        <TextField
          label="Min latency"
          tooltip="Only calls that took at least this long."
          testId={selectors.queryEditor.minLatency}
          width={12}
          type="number"
          min={0}
          suffix="ms"
          placeholder="0"
          value={min_latency_ms}
          finding={findingOf(findings, 'min_latency_ms')}
          onFix={onChange}
          onChange={(text) => onChange({ min_latency_ms: text === undefined ? undefined : Number(text) })}
        />
      </EditorRow>
      <FilterRow {...row} />
      <OptionGroup
        summary={[...(range ? [`Range: ${rangeTitle(range)}`] : []), `Time zone: ${zoneTitle(timezone, app)}`]}
        mustShow={findings.some(({ field, severity }) => severity === 'error' && FIELDS.includes(field))}
      >
        <RangeField {...row} />
        <ZoneField {...row} />
        <EndFields {...row} />
      </OptionGroup>
    </EditorRows>
  );
}
