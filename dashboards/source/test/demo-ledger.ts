import { type UsageRecord } from '../../../contract/record';
import { demoArrivals } from '../../../collector/demo/demo-arrivals';
import { demoDirectory } from '../../../collector/demo/demo-directory';
import { DEMO_CREDITS, demoPricing } from '../../../collector/demo/demo-prices';
import { trialOf } from '../../../collector/demo/demo-trial';
import { bookBatch } from '../../../collector/intake/book-batch';
import { intake } from '../../../collector/test/replies';
import { startCollector, type TestCollector } from '../../../collector/test/start-collector';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days of calls: 30 to be seen, as many to be compared with, and some before that nobody calls any more. */
const DAYS = 72;
/** Of these hours every so many: prime to 24, so that all hours of the day and all weekdays have calls. */
const STEP = 23;

/** A Thursday in the weeks after Europe and America have set their clocks back. */
export const NOW = Date.UTC(2026, 10, 12, 10, 37, 11, 123);
/** When the last of the records arrive. */
const LAST = NOW - 1_000;
/** Neither the dashboards' zone nor UTC. */
export const LEDGER_ZONE = 'America/New_York';
/** Both hours that are 2 o'clock in Berlin on the day of 25 hours. */
const REPEATED = [Date.UTC(2026, 9, 25, 0), Date.UTC(2026, 9, 25, 1)].map((time) => time / HOUR);

/** What one sender sent at once, as far as what arrives is counted. */
export interface Sent {
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly source: string;
  readonly records: ReadonlyArray<Partial<UsageRecord> & { id: string; source: string }>;
  /** Fields for which rows were refused. */
  readonly rejected: readonly string[];
}

export interface DemoLedger {
  readonly collector: TestCollector;
  readonly sent: readonly Sent[];
  /** As the key `pricing` has it. */
  readonly pricing: ReturnType<typeof demoPricing>;
  /** The longest time that it took to book what came at once, ms. */
  readonly longestBooking: number;
}

/** A collector with the demo's calls of some hours, its prices, rules, credits and people, at the time `NOW`. */
export async function startDemoLedger(): Promise<DemoLedger> {
  const trial = trialOf(NOW);
  const pricing = demoPricing(trial);
  let now = NOW - DAYS * DAY;
  // JSON is YAML.
  const yaml = JSON.stringify({ timezone: LEDGER_ZONE, pricing, credits: DEMO_CREDITS, directory: demoDirectory() });
  const collector = await startCollector({ yaml, clock: () => now });
  const sent: Sent[] = [];
  let longestBooking = 0;
  const newest = Math.floor(NOW / HOUR);
  const hours = Array.from({ length: Math.floor((DAYS * 24) / STEP) }, (_, index) => newest - index * STEP);
  for (const hour of [...new Set([...hours, ...REPEATED])].sort((a, b) => a - b)) {
    const arrivals = demoArrivals(hour, trial).filter(({ receivedAt }) => receivedAt < NOW);
    const start = performance.now();
    await Promise.all(
      arrivals.map(({ source, receivedAt, read }) =>
        bookBatch(read, collector.context, { source, sources: null, now: receivedAt })
      )
    );
    longestBooking = Math.max(longestBooking, performance.now() - start);
    sent.push(
      ...arrivals.map(({ source, receivedAt, read: { records, rejected } }) => ({
        ...{ source, receivedAt, records },
        rejected: rejected.map(({ field = '(none)' }) => field),
      }))
    );
  }
  now = LAST;
  const start = performance.now();
  sent.push(await postStrays(collector, sent.flatMap(({ records }) => records).filter(isFreeHit)));
  now = NOW;
  return { collector, sent, pricing, longestBooking: Math.max(longestBooking, performance.now() - start) };
}

/** Whether only its price can tell what the gateway's cache saved. */
function isFreeHit({ cache_hit, saved_cost }: Partial<UsageRecord>): boolean {
  return cache_hit === true && saved_cost === undefined;
}

/**
 * What the demo has none of, by way of HTTP: calls of nobody's team and project, the last of them not new, and of each call
 * that the gateway's cache answered one that it did not, from which its price can be told.
 */
async function postStrays(collector: TestCollector, hits: Sent['records']): Promise<Sent> {
  const stray = (id: string, days: number, more: Partial<UsageRecord> = {}) => ({
    ...{ id, source: 'default', model: 'gpt-4o', provider: 'openai', operation: 'chat', status_code: 200 },
    ...{ timestamp: NOW - days * DAY - 1, input_tokens: 1_234, output_tokens: 567, latency_ms: 890 },
    ...more,
  });
  const strays = [
    stray('stray-1', 0.1),
    stray('stray-2', 3, { provider_cost: '0.123456789012' }),
    stray('stray-3', 12, { status_code: 429, error_type: 'rate_limit_exceeded', input_tokens: 0, output_tokens: 0 }),
    stray('stray-4', 40),
    stray('stray-4', 40, { latency_ms: 891, region: 'nowhere' }),
  ];
  const misses = new Map(hits.map(({ cache_hit: _, ...hit }) => [hit.id, { ...hit, source: 'default' }]));
  const records = [...strays, ...misses.values()];
  const reply = await intake(collector.post(records.map(({ source: _, ...record }) => record)));
  expect(reply.accepted).toBe(strays.length - 1 + misses.size);
  return { receivedAt: LAST, source: 'default', records, rejected: [] };
}
