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

const FIELDS = ['limit', 'timezone', 'compareAs', 'share', 'settle', 'complete'];

/** What most questions leave as it is. */
export function UsageOptions(props: Props) {
  const { query, findings, onChange } = props;
  const wrong = findings.some(({ field, severity }) => severity === 'error' && FIELDS.includes(field));
  const grouped = query.groupBy.length > 0;
  return (
    <OptionGroup summary={summaryOf(query)} mustShow={wrong}>
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
      <EndFields {...props} />
    </OptionGroup>
  );
}

function summaryOf({ groupBy, limit, other, range, timezone, compare, share, complete, settle }: CompleteQuery) {
  const parts = [
    groupBy.length > 0 && `Limit: ${limit ? `${limit}${other ? ' + other' : ''}` : 'none'}`,
    range && `Range: ${rangeTitle(range)}`,
    `Time zone: ${zoneTitle(timezone)}`,
    compare && `Compare with: ${comparisonTitle(compare)}`,
    share && 'Share',
    complete && 'Complete only',
    settle && `Settle: ${settle}`,
  ];
  return parts.filter((part) => typeof part === 'string');
}
