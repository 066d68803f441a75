import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type NaiveRow } from '../../../collector/query/test/naive-metrics';
import { resolveWhen } from '../../../collector/query/test/naive-range';
import { bucketKey, SIZES } from '../../../collector/query/test/naive-time';
import { type Sent } from './demo-ledger';
import { type ExpectedFrame, type Recompute, type Span } from './expected-frame';
import { type ExportedRow } from './exported-rows';
import { groupBy as itemsBy } from './group-by';
import { LIST, zoneOf } from './naive-question';

const QUARTER = 900_000;

/** Dashboards filter nothing of what arrives. */
const INTAKE = z.strictObject({
  ...LIST,
  filters: z.array(z.never()),
  queryType: z.literal('intake'),
  metrics: z.array(z.string()),
  groupBy: z.array(z.enum(['source', 'field'])),
  granularity: z.enum(['auto', 'none', ...SIZES]),
  intervalMs: z.number(),
  maxDataPoints: z.number(),
});

/** What has to be the same only roughly, as a part of it: a percentile, and what does not stand still. */
const RELATIVE: Readonly<Record<string, number>> = {
  lag_p99: 0.01,
  store_bytes: 0.01,
  wal_bytes: 0.01,
  disk_free_bytes: 0.1,
  process_memory_bytes: 0.25,
};
type Counted = 'accepted' | 'duplicates' | 'amended' | 'conflicts' | 'rejected';

export interface IntakeFacts {
  /** In order of arrival. What was sent more than once, or refused, is in no export. */
  readonly sent: readonly Sent[];
  readonly exported: readonly ExportedRow[];
  readonly rows: readonly NaiveRow[];
  readonly now: number;
  readonly ledgerZone: string;
  readonly dataDir: string;
  /** The longest time, ms, that booking something took. How long commits took is told by nothing else. */
  readonly longestBooking: number;
}

/** Something that is counted, under its source, at a time. */
interface Event {
  readonly kind: Counted | 'lag' | 'unpriced' | 'last';
  readonly source: string;
  readonly field: string;
  readonly time: number;
  readonly value: number;
}

/** Questions of type `intake`. */
export function recomputeIntake(facts: IntakeFacts): Recompute {
  const { sent, exported, rows, now, ledgerZone } = facts;
  const all = [...sent.flatMap(eventsOf(new Map())), ...eventsOfRows(exported, rows)];
  return (query, [from, to]) => {
    const asked = INTAKE.parse(query);
    const { metrics, groupBy } = asked;
    const timezone = zoneOf(asked.timezone, ledgerZone);
    const when = resolveWhen({ ...asked, range: [from, to], timezone, complete: false, settleMs: 0 }, now, null);
    if (when === 'tooMany') {
      throw new Error('too many buckets');
    }
    const within = all.filter(
      ({ kind, time }) =>
        (kind === 'last' ? metrics.includes('seconds_since_last_record') : from <= time && time < to) &&
        (kind !== 'unpriced' || metrics.includes('unpriced_requests')) &&
        (kind === 'rejected' || !groupBy.includes('field'))
    );
    const groups = [...itemsBy(within, (event) => JSON.stringify(groupBy.map((id) => event[id])))].map(
      ([key, events]) => ({ group: JSON.parse(key) as string[], events })
    );
    if (groupBy.length === 0 && groups.length === 0) {
      groups.push({ group: [], events: [] });
    }
    const value = (metric: string, events: readonly Event[]) => valueOf(metric, events, facts);
    const rank = ({ events }: { events: readonly Event[] }) => Number(value(metrics[0]!, events) ?? -Infinity);
    const ranks = new Map(groups.map((own) => [own, rank(own)]));
    groups.sort((a, b) => ranks.get(b)! - ranks.get(a)! || (a.group.join('\0') < b.group.join('\0') ? -1 : 1));
    const { buckets } = when;
    if (buckets === null) {
      const names = groupBy.map((name, index) => ({ name, values: groups.map(({ group }) => group[index]) }));
      const values = metrics.map((name) => ({
        ...{ name, relative: RELATIVE[name] },
        values: groups.map(({ events }) => value(name, events)),
      }));
      return [[...names, ...values]];
    }
    return groups.flatMap(({ group, events }) => {
      const byBucket = itemsBy(events, ({ time }) =>
        bucketKey(buckets.size, Math.floor(time / QUARTER) * QUARTER, timezone)
      );
      const labels = Object.fromEntries(groupBy.map((id, index) => [id, group[index]!]));
      return metrics.map((name): ExpectedFrame => [
        { name: 'time', values: buckets.starts },
        {
          ...{ name, labels, relative: RELATIVE[name] },
          values: buckets.keys.map((key) => value(name, byBucket.get(key) ?? [])),
        },
      ]);
    });
  };
}

/** What booking a batch comes to, told from nothing but the rows that were sent before it. */
function eventsOf(known: Map<string, Map<string, string>>): (sent: Sent) => Event[] {
  return ({ receivedAt: time, source: sender, records, rejected }) => [
    ...rejected.map((field): Event => ({ kind: 'rejected', source: sender, field, time, value: 1 })),
    ...records.flatMap((record): Event[] => {
      const { source } = record;
      const event = (kind: Event['kind'], value = 1): Event => ({ kind, source, field: '', time, value });
      const given = fieldsOf(record);
      const key = JSON.stringify([source, record.id]);
      const before = known.get(key);
      if (!before) {
        known.set(key, given);
        return [event('accepted'), event('lag', time - Number(record.timestamp))];
      }
      const fresh = [...given].filter(([name]) => !before.has(name));
      const differs = [...given].some(([name, value]) => before.has(name) && before.get(name) !== value);
      fresh.forEach(([name, value]) => before.set(name, value));
      return [event(fresh.length > 0 ? 'amended' : 'duplicates'), ...(differs ? [event('conflicts')] : [])];
    }),
  ];
}

/** What a sender said, and not what the collector put in its place. */
function fieldsOf(record: Sent['records'][number]): Map<string, string> {
  const { defaulted = [], flags: _flags, ...fields } = record;
  const said = Object.entries(fields).filter(([name, value]) => value !== undefined && !defaulted.includes(name));
  return new Map(said.map(([name, value]) => [name, JSON.stringify(value)]));
}

function eventsOfRows(exported: readonly ExportedRow[], rows: readonly NaiveRow[]): Event[] {
  return exported.flatMap(({ source, received_at, cost_source }, index): Event[] => {
    const event = { source, field: '', time: rows[index]!.record.timestamp, value: 1 };
    return [
      ...(cost_source === 'unpriced' ? [{ ...event, kind: 'unpriced' as const }] : []),
      { ...event, kind: 'last', value: Date.parse(received_at) },
    ];
  });
}

function valueOf(metric: string, events: readonly Event[], facts: IntakeFacts): number | Span | null {
  const { exported, now, dataDir, longestBooking } = facts;
  const size = (file: string) => statSync(join(dataDir, file), { throwIfNoEntry: false })?.size ?? 0;
  const values = (kind: Event['kind']) => events.filter((event) => event.kind === kind).map(({ value }) => value);
  switch (metric) {
    case 'accepted':
    case 'duplicates':
    case 'amended':
    case 'conflicts':
    case 'rejected':
      return values(metric).length;
    case 'unpriced_requests':
      return values('unpriced').length;
    case 'seconds_since_last_record':
      return values('last').length > 0 ? (now - values('last').reduce((a, b) => Math.max(a, b))) / 1_000 : null;
    case 'lag_p99':
      return percentile99(values('lag'));
    case 'records':
      return exported.length;
    case 'store_bytes':
      return size('ledger.db') + size('ledger.db-wal');
    case 'wal_bytes':
      return size('ledger.db-wal');
    case 'disk_free_bytes':
      return statfsSync(dataDir).bavail * statfsSync(dataDir).bsize;
    case 'commit_p99':
      return { over: 0, upTo: longestBooking };
    case 'process_memory_bytes':
      return process.memoryUsage.rss();
    case 'uptime_seconds':
      return { over: 0, upTo: process.uptime() };
    default:
      throw new Error(`nobody knows how to recompute ${metric} of what arrives`);
  }
}

/** PostgreSQL's `percentile_cont`. */
function percentile99(values: readonly number[]): number | null {
  if (values.length === 0) {
    return null;
  }
  const ascending = values.toSorted((a, b) => a - b);
  const place = 0.99 * (values.length - 1);
  const below = ascending[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * (ascending[Math.ceil(place)]! - below);
}
