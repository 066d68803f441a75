import { fullScope } from '../access/scope';
import { type AppContext } from '../http/context';
import { bookRecords } from '../journal/book-records';
import { demoRecords } from './demo-records';

const HOUR = 3_600_000;
const DAYS = 30;
/** How often the calls of the present hour arrive. */
const TICK_MS = 5_000;
/** Records of one commit. */
const CHUNK = 5_000;

export interface DemoUsage {
  stop(): Promise<void>;
}

/** Fills the trial ledger up to now and lets it flow on. What is there already is not made again. */
export async function startDemoUsage(context: AppContext): Promise<DemoUsage> {
  const { lastTimestamp } = await context.store.facts(fullScope());
  const oldest = context.clock() - DAYS * 24 * HOUR;
  let booked = Math.max(lastTimestamp ?? oldest, oldest);
  booked = await bookUntilNow(context, booked);
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(async () => {
        booked = await bookUntilNow(context, booked);
      })
      .catch((error: unknown) => context.logger.error({ err: error }, 'demo usage could not be booked'));
  }, TICK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Books the calls of [from, now); returns now. */
async function bookUntilNow(context: AppContext, from: number): Promise<number> {
  const { store, settings, clock } = context;
  const now = clock();
  let pending = [];
  for (let hour = Math.floor(from / HOUR); hour * HOUR < now; hour += 1) {
    pending.push(...demoRecords(hour).filter(({ timestamp }) => timestamp >= from && timestamp < now));
    if (pending.length >= CHUNK) {
      await bookRecords(pending, { store, pricing: settings.pricing, directory: settings.directory, now });
      pending = [];
    }
  }
  if (pending.length > 0) {
    await bookRecords(pending, { store, pricing: settings.pricing, directory: settings.directory, now });
  }
  return now;
}
