import { InlineField, InlineSwitch, Input, Stack } from '@grafana/ui';
import { OTHER_GROUP } from '../../contract/query';
import { selectors } from '../selectors';
import { type RowProps } from './fields';
import { LabelledField } from './LabelledField';

/** How many groups are kept, and whether the others are summed up. */
export function LimitField({ query, onChange }: Pick<RowProps, 'query' | 'onChange'>) {
  const { limit, other } = query;
  const take = (text: string) => {
    const count = Math.floor(Number(text));
    const next = count >= 1 ? count : undefined;
    if (next !== limit) {
      onChange({ limit: next, other: next ? other : undefined });
    }
  };
  return (
    <LabelledField label="Limit">
      {({ id }) => (
        <Stack gap={0.5}>
          <Input
            // A new limit from outside is shown; typing only counts once it is finished.
            key={limit}
            id={id}
            data-testid={selectors.queryEditor.limit}
            type="number"
            min={1}
            width={10}
            placeholder="All"
            defaultValue={limit}
            onBlur={({ currentTarget }) => take(currentTarget.value)}
            onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
          />
          {limit !== undefined && (
            <InlineField label={`Rest as ${OTHER_GROUP}`} htmlFor={`${id}-other`} transparent>
              <InlineSwitch
                id={`${id}-other`}
                transparent
                value={other ?? false}
                onChange={({ currentTarget }) => onChange({ other: currentTarget.checked || undefined })}
              />
            </InlineField>
          )}
        </Stack>
      )}
    </LabelledField>
  );
}
