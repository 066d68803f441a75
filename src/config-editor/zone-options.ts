import { type ComboboxOption } from '@grafana/ui';
import { zoneNames } from '../zone';

/** Option that leaves the zone to the collector. */
export const LEDGERS_ZONE = '';

/** Zones for questions that name none. One that was provisioned is offered even if this browser does not know it. */
export function zoneOptions(saved: string): ComboboxOption[] {
  const known = zoneNames();
  const zones = saved === LEDGERS_ZONE || known.includes(saved) ? known : [saved, ...known];
  return [
    { value: LEDGERS_ZONE, label: 'Ledger', description: 'As set in the collector' },
    ...zones.map((zone) => ({ value: zone, label: zone })),
  ];
}
