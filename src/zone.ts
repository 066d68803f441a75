import { DASHBOARD_ZONE, LEDGER_ZONE } from '../contract/query';

/**
 * IANA name of a zone as Grafana says it: `browser`, `utc` or already an IANA name.
 * A browser that hides its zone leaves the ledger's.
 */
export function zoneName(timezone: string | undefined): string {
  if (timezone === 'utc') {
    return 'UTC';
  }
  if (timezone && timezone !== 'browser') {
    return timezone;
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone || LEDGER_ZONE;
}

/** The query's zone, with the dashboard's own put in where the query leaves it to the dashboard. */
export function resolveZone(queryZone: string | undefined, dashboardZone: string | undefined): string | undefined {
  return queryZone === DASHBOARD_ZONE ? zoneName(dashboardZone) : queryZone;
}

/** Zones that this browser lists, UTC first. Each has other names too, which it may know all the same. */
export function zoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** Whether the browser knows a zone of that name. */
export function isZone(name: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
