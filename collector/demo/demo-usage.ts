import { fullScope } from '../access/scope';
import { configurationEntries, recordConfigurationChange } from '../audit/configuration-changes';
import { bookBatch } from '../intake/book-batch';
import { type AppContext } from '../http/context';
import { pseudonyms } from '../journal/person-key';
import { type DemoArrival, demoArrivals, MAX_LAG } from './demo-arrivals';
import { type DemoSettings } from './demo-settings';
import { type DemoTrial } from './demo-trial';
import { DEMO_SOURCES } from './demo-workloads';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days before its first start that the trial ledger begins with. */
export const DEMO_DAYS = 90;
/** How often the calls of the present hour arrive. */
const TICK_MS = 5_000;
/** Hours that are booked together. */
const CHUNK_HOURS = 48;

export interface DemoUsage {
  stop(): Promise<void>;
}

/**
 * Fills the trial ledger up to now and lets it flow on, as if everything had been sent in its time. What is there already
 * is not sent again.
 */
export async function startDemoUsage(
  context: AppContext,
  { trial, audited }: Pick<DemoSettings, 'trial' | 'audited'>,
  { days = DEMO_DAYS }: { days?: number } = {}
): Promise<DemoUsage> {
  const { store, settings, clock, logger } = context;
  await recordConfigurationChange(store, configurationEntries(audited, pseudonyms(settings.dataDir)), clock());
  const flow = new Flow(context, trial, clock() - days * DAY);
  let booked = await flow.bookUntilNow(await lastArrival(context));
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(async () => {
        booked = await flow.bookUntilNow(booked);
      })
      .catch((error: unknown) => logger.error({ err: error }, 'demo usage could not be booked'));
  }, TICK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Arrival of the newest of the demo's records on the books, epoch ms; 0 without any. */
async function lastArrival({ store, clock }: AppContext): Promise<number> {
  const [row] = await store.aggregate(fullScope(), {
    from: clock() - 2 * DEMO_DAYS * DAY,
    to: clock() + DAY,
    filters: [{ dimension: 'source', operator: '=', values: DEMO_SOURCES }],
    groupBy: [],
    buckets: null,
    measures: ['last_received_at'],
    keep: null,
  });
  return row?.cell.count('last_received_at') ?? 0;
}

/** Books what arrives. Arrivals are booked in their order, so that after a kill the last of them tells where to go on. */
class Flow {
  readonly #hours = new Map<number, DemoArrival[]>();

  constructor(
    private readonly context: AppContext,
    private readonly trial: DemoTrial,
    /** Start of the ledger, epoch ms: what was called before is not on it. */
    private readonly oldest: number
  ) {}

  /** Books what arrived after `last` and before now; returns the last moment that is booked. */
  async bookUntilNow(last: number): Promise<number> {
    const now = this.context.clock();
    let from = Math.max(last + 1, this.oldest);
    while (from < now) {
      const to = Math.min(now, (Math.floor(from / HOUR) + CHUNK_HOURS) * HOUR);
      const arrivals = this.#arrivals(from, to);
      await Promise.all(arrivals.map((arrival) => this.#book(arrival)));
      from = to;
    }
    return now - 1;
  }

  async #book({ source, receivedAt, read }: DemoArrival): Promise<void> {
    await bookBatch(read, this.context, { source, sources: null, now: receivedAt });
  }

  /** What arrives in [from, to), in order. */
  #arrivals(from: number, to: number): DemoArrival[] {
    const first = Math.floor((from - MAX_LAG) / HOUR);
    for (const hour of this.#hours.keys()) {
      if (hour < first) {
        this.#hours.delete(hour);
      }
    }
    const arrivals: DemoArrival[] = [];
    for (let hour = first; hour * HOUR < to; hour += 1) {
      arrivals.push(...this.#hour(hour).filter(({ receivedAt }) => from <= receivedAt && receivedAt < to));
    }
    return arrivals.sort((a, b) => a.receivedAt - b.receivedAt);
  }

  #hour(hour: number): DemoArrival[] {
    const known = this.#hours.get(hour);
    if (known) {
      return known;
    }
    const arrivals = demoArrivals(hour, this.trial).map((arrival) => ({
      ...arrival,
      read: since(arrival.read, this.oldest),
    }));
    this.#hours.set(hour, arrivals);
    return arrivals;
  }
}

/** Without the calls before the ledger's start. */
function since(read: DemoArrival['read'], oldest: number): DemoArrival['read'] {
  const records = read.records.filter(({ timestamp }) => timestamp >= oldest);
  return records.length === read.records.length
    ? read
    : { ...read, records, indexes: records.map((_, index) => index) };
}
