import { type CoreApp } from '@grafana/data';
import { selectors } from '../../selectors';
import { type CompleteQuery } from '../../types';
import { comparisonTitle, rangeTitle } from '../../words';
import { type EditorProps } from '../editor-props';
import { OptionGroup } from '../fields/OptionGroup';
import { SwitchField } from '../fields/SwitchField';
import { EndFields, RangeField, ZoneField } from '../fields/TimeFields';
import { type Finding, findingOf } from '../finding';
import { zoneTitle } from '../options';
import { CompareField } from './CompareField';
import { GroupLimitField } from './GroupLimitField';

interface Props extends EditorProps {
  findings: readonly Finding[];
}

const FIELDS = ['limit', 'timezone', 'compareAs', 'share', 'unused', 'settle', 'complete'];

/** What most questions leave as it is. */
export function UsageOptions(props: Props) {
  const { query, app, findings, onChange } = props;
  const wrong = findings.some(({ field, severity }) => severity === 'error' && FIELDS.includes(field));
  const grouped = query.groupBy.length > 0;
  return (
    <OptionGroup summary={summaryOf(query, app)} mustShow={wrong}>
      {(grouped || query.limit !== undefined) && <GroupLimitField {...props} />}
      <RangeField {...props} />
      <ZoneField {...props} />
      <CompareField {...props} />
      {(grouped || query.share) && (
        <SwitchField
          label="Share"
          tooltip="Adds each value’s share of the total."
          testId={selectors.queryEditor.share}
          value={query.share}
          finding={findingOf(findings, 'share')}
          onFix={onChange}
          onChange={(share) => onChange({ share })}
        />
      )}
      {((grouped && query.granularity === 'none') || query.unused) && (
        <SwitchField
          label="Unused too"
          tooltip="Adds what has been used at other times, or has a price of your own, but was not used in the range: last, without values."
          testId={selectors.queryEditor.unused}
          value={query.unused}
          finding={findingOf(findings, 'unused')}
          onFix={onChange}
          onChange={(unused) => onChange({ unused })}
        />
      )}
      <EndFields {...props} />
    </OptionGroup>
  );
}

function summaryOf(query: CompleteQuery, app?: CoreApp): string[] {
  const { groupBy, limit, other, range, timezone, compare, share, unused, complete, settle } = query;
  const parts = [
    groupBy.length > 0 && `Limit: ${limit ? `${limit}${other ? ' + other' : ''}` : 'none'}`,
    range && `Range: ${rangeTitle(range)}`,
    `Time zone: ${zoneTitle(timezone, app)}`,
    compare && `Compare with: ${comparisonTitle(compare)}`,
    share && 'Share',
    unused && 'Unused too',
    complete && 'Complete only',
    settle && `Settle: ${settle}`,
  ];
  return parts.filter((part) => typeof part === 'string');
}
