import { epochMs } from '../ingest/litellm/read-times';
import { type JsonObject } from '../ingest/litellm/value';
import { type LedgerIntake } from './ledger-intake';
import { addReply, NOTHING, type PullCounts } from './pull-counts';
import { type PullPlace, type PullPlaces } from './pull-places';
import { type Pages, readStretch, rowKey } from './read-stretch';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 86_400_000;
/** Where a first pull begins that is told nothing. */
const FIRST_MS = DAY_MS;
const LONGEST_MS = 7 * DAY_MS;
/** Stretches with more rows are halved: each page of them costs LiteLLM's database more than the one before. */
const MOST_ROWS = 10_000;

export interface PullJob {
  readonly spendLogs: Pages;
  readonly intake: Pick<LedgerIntake, 'book'>;
  readonly places: PullPlaces;
  /** Name of its place. */
  readonly name: string;
  /** How far it goes back: rows come when calls end, with the time they began. In ms. */
  readonly overlapMs: number;
  /** Read from there on, whatever was delivered before; epoch ms. */
  readonly since?: number;
  readonly clock: () => number;
  readonly stop?: AbortSignal;
}

/**
 * Reads SpendLogs from where the last pull came to, and delivers what was not delivered yet. The ledger finds out which
 * of it is missing: its identity is the same. The place moves on only past what is booked.
 */
export async function pullSpendLogs(job: PullJob): Promise<PullCounts> {
  const { spendLogs, places, name, since, clock, stop } = job;
  const place = places.read(name);
  const end = Math.ceil(clock() / SECOND_MS) * SECOND_MS;
  const delivery = new Delivery(job, since === undefined ? place : undefined);
  let length = DAY_MS;
  let from = startOf(job, place, end);
  while (from < end) {
    stop?.throwIfAborted();
    const stretch = { from, to: Math.min(end, from + length) };
    const first = await spendLogs.page(stretch, 1);
    const { total } = first;
    if (total !== undefined && total >= MOST_ROWS && length > MINUTE_MS) {
      length = Math.max(MINUTE_MS, Math.floor(length / 2 / SECOND_MS) * SECOND_MS);
      continue;
    }
    for await (const rows of readStretch(spendLogs, stretch, first)) {
      await delivery.take(rows);
    }
    // Both ends are included, so that the next one begins with this one's last second.
    from = stretch.to;
    places.keep(name, { to: Math.max(stretch.to, place?.to ?? 0), delivered: delivery.since(stretch.to) });
    length = total !== undefined && total < MOST_ROWS / 4 ? Math.min(LONGEST_MS, length * 2) : length;
  }
  return delivery.counts;
}

/** Never later than where the last pull came to: nothing in between is left out. */
function startOf({ since, overlapMs }: PullJob, place: PullPlace | undefined, end: number): number {
  const next = place ? place.to - overlapMs : (since ?? end - FIRST_MS);
  return Math.floor(Math.min(next, since ?? next) / SECOND_MS) * SECOND_MS;
}

class Delivery {
  #counts = NOTHING;
  readonly #delivered: Map<string, number>;

  constructor(
    private readonly job: PullJob,
    place: PullPlace | undefined
  ) {
    this.#delivered = new Map(place?.delivered);
  }

  get counts(): PullCounts {
    return this.#counts;
  }

  async take(rows: readonly JsonObject[]): Promise<void> {
    const left = rows.filter((row) => !this.#delivered.has(rowKey(row)));
    for await (const reply of this.job.intake.book(left)) {
      this.#counts = addReply(this.#counts, reply);
    }
    left.forEach((row) => this.#delivered.set(rowKey(row), epochMs(row.startTime) ?? 0));
  }

  /** What was delivered of the time that the next stretch, or the next pull, looks at again; the rest is forgotten. */
  since(to: number): Array<[string, number]> {
    for (const [key, start] of this.#delivered) {
      if (start < to - this.job.overlapMs - MINUTE_MS) {
        this.#delivered.delete(key);
      }
    }
    return [...this.#delivered];
  }
}
