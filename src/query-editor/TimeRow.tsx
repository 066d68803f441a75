import { Combobox } from '@grafana/ui';
import { EditorRow } from '@grafana/plugin-ui';
import { useMemo } from 'react';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../contract/query';
import { selectors } from '../selectors';
import { isZone } from '../zone';
import { type RowProps } from './fields';
import { LabelledField } from './LabelledField';
import { GIVEN_RANGE, granularityOptions, rangeOptions, zoneOptions } from './options';

/** When, in which steps and in whose days. */
export function TimeRow({ query, catalogue, variables, app, onChange }: RowProps) {
  const steps = useMemo(() => [...granularityOptions(catalogue.granularities), ...variables], [catalogue, variables]);
  const ranges = useMemo(() => [...rangeOptions(catalogue.ranges, app), ...variables], [catalogue, variables, app]);
  const zones = useMemo(() => [...zoneOptions(catalogue.timezone, app), ...variables], [catalogue, variables, app]);
  return (
    <EditorRow>
      <LabelledField label="Granularity">
        {(ids) => (
          <Combobox
            {...ids}
            width={22}
            data-testid={selectors.queryEditor.granularity}
            options={steps}
            value={query.granularity}
            onChange={({ value }) => onChange({ granularity: value })}
          />
        )}
      </LabelledField>
      <LabelledField label="Range">
        {(ids) => (
          <Combobox
            {...ids}
            width={26}
            data-testid={selectors.queryEditor.range}
            options={ranges}
            value={query.range ?? GIVEN_RANGE}
            onChange={({ value }) => onChange({ range: value === GIVEN_RANGE ? undefined : value })}
          />
        )}
      </LabelledField>
      <LabelledField label="Time zone">
        {(ids) => (
          <Combobox
            {...ids}
            width={30}
            data-testid={selectors.queryEditor.timezone}
            createCustomValue
            invalid={!isAllowedZone(query.timezone)}
            options={zones}
            value={query.timezone}
            onChange={({ value }) => onChange({ timezone: value })}
          />
        )}
      </LabelledField>
    </EditorRow>
  );
}

function isAllowedZone(zone: string): boolean {
  return zone === DASHBOARD_ZONE || zone === LEDGER_ZONE || /[$[]/.test(zone) || isZone(zone);
}
