import { useMemo } from 'react';
import { selectors } from '../../selectors';
import { type EditorProps } from '../editor-props';
import { type Finding, findingOf } from '../finding';
import { GIVEN_RANGE, granularityOptions, rangeOptions, zoneOptions } from '../options';
import { SwitchField } from './SwitchField';
import { TextField } from './TextField';
import { WordField } from './WordField';

interface Props extends EditorProps {
  findings: readonly Finding[];
}

interface GranularityProps extends Props {
  /** Sizes on offer, if not all of the catalogue's. */
  granularities?: readonly string[];
}

/** In which steps. */
export function GranularityField({ granularities, ...row }: GranularityProps) {
  const { catalogue, variables } = row;
  const options = useMemo(
    () => [...granularityOptions([...(granularities ?? catalogue.granularities)]), ...variables],
    [catalogue, granularities, variables]
  );
  return (
    <WordField
      {...row}
      field="granularity"
      label="Granularity"
      tooltip="Auto takes the finest step that fits the panel’s width. Total gives one value per group, for tables, stats and alerts."
      width={20}
      options={options}
    />
  );
}

/** When, if not in the panel's range. */
export function RangeField(row: EditorProps) {
  const { catalogue, variables, app } = row;
  const options = useMemo(() => [...rangeOptions(catalogue.ranges, app), ...variables], [catalogue, variables, app]);
  return (
    <WordField
      {...row}
      field="range"
      label="Range"
      tooltip="A range of its own, whatever the time picker says. This month, for example, follows the calendar."
      width={22}
      options={options}
      unsaid={GIVEN_RANGE}
    />
  );
}

/** In whose days. */
export function ZoneField(row: Props) {
  const { catalogue, variables, app } = row;
  const options = useMemo(() => [...zoneOptions(catalogue.timezone, app), ...variables], [catalogue, variables, app]);
  return (
    <WordField
      {...row}
      field="timezone"
      label="Time zone"
      tooltip="Where days, weeks and months begin, and what ranges by name mean."
      width={24}
      custom
      options={options}
    />
  );
}

/** What is left out at the end of the range. */
export function EndFields({ query, findings, onChange }: Props) {
  return (
    <>
      <SwitchField
        label="Complete only"
        tooltip="End at the last step that has passed (without steps: the last minute), so that the newest value is not still growing."
        testId={selectors.queryEditor.complete}
        value={query.complete}
        finding={findingOf(findings, 'complete')}
        onFix={onChange}
        onChange={(complete) => onChange({ complete })}
      />
      <TextField
        label="Settle"
        tooltip="Leave out the newest time, as calls arrive when they are over: 90s, 2m or 1h."
        testId={selectors.queryEditor.settle}
        width={10}
        placeholder="0s"
        value={query.settle}
        finding={findingOf(findings, 'settle')}
        onFix={onChange}
        onChange={(settle) => onChange({ settle })}
      />
    </>
  );
}
