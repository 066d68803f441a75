import { type TimeRange } from '@grafana/data';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../contract/query';
import { holdsVariable } from '../holds-variable';
import { type CompleteQuery } from '../types';
import { granularityTitle } from '../words';
import { isZone } from '../zone';
import { type Finding, refused } from './finding';

/** The collector's own bound. */
const MOST_BUCKETS = 11_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAX_SETTLE_MS = DAY;

/** Lengths of steps that may be too short for a range, finest first. */
const STEPS: ReadonlyArray<readonly [string, number]> = [
  ['minute', MINUTE],
  ['5m', 5 * MINUTE],
  ['15m', 15 * MINUTE],
  ['30m', 30 * MINUTE],
  ['hour', HOUR],
  ['6h', 6 * HOUR],
  ['day', DAY],
];

/** Lengths of ranges by name, at least. */
const RANGES: Readonly<Record<string, number>> = {
  '1h': HOUR,
  '24h': DAY,
  '7d': 6 * DAY,
  '30d': 29 * DAY,
  '90d': 89 * DAY,
  '1M': 28 * DAY,
  '3M': 89 * DAY,
  '6M': 181 * DAY,
  '12M': 365 * DAY,
  yesterday: 23 * HOUR,
  previous_month: 28 * DAY,
};

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: MINUTE, h: HOUR };

/** What the collector would refuse about range, steps and zone. */
export function findTimeFindings(query: CompleteQuery, range: TimeRange | undefined): Finding[] {
  const { settle, timezone, granularity } = query;
  const findings: Finding[] = [];
  if (settle && !holdsVariable(settle)) {
    const ms = /^\d{1,6}[smh]$/.test(settle) ? Number(settle.slice(0, -1)) * UNITS[settle.slice(-1)]! : undefined;
    if (ms === undefined || ms > MAX_SETTLE_MS) {
      findings.push(refused('settle', ms === undefined ? 'A duration such as 90s, 2m or 1h.' : 'At most 24h.'));
    }
  }
  if (!isAllowedZone(timezone)) {
    findings.push(refused('timezone', 'No such time zone. An example is Europe/Berlin.'));
  }
  const length = rangeLength(query, range);
  const step = STEPS.find(([id]) => id === granularity);
  if (step && length / step[1] > MOST_BUCKETS) {
    const fitting = STEPS.find(([, ms]) => length / ms <= MOST_BUCKETS)?.[0] ?? 'week';
    findings.push(
      refused('granularity', `More than ${MOST_BUCKETS.toLocaleString('en-US')} steps in this range.`, {
        label: `Use ${granularityTitle(fitting).toLowerCase()}`,
        words: { granularity: fitting },
      })
    );
  }
  return findings;
}

/** 0 where it is not known. */
function rangeLength({ range: named }: CompleteQuery, given: TimeRange | undefined): number {
  if (named) {
    return Object.hasOwn(RANGES, named) ? RANGES[named]! : 0;
  }
  return given ? given.to.valueOf() - given.from.valueOf() : 0;
}

function isAllowedZone(zone: string): boolean {
  return zone === DASHBOARD_ZONE || zone === LEDGER_ZONE || holdsVariable(zone) || isZone(zone);
}
