import { type Store } from '../store/store';

const EVERY_MS = 3_600_000;
/** Different paths that an entry names; what else there is is counted together. */
const MOST_NAMED = 20;
const OTHER = '(other)';

/** A use of rights that go beyond one's own. */
export interface Use {
  /** `token:<label>` or `user:<login>`. */
  readonly actor: string;
  readonly act: 'admin read' | 'admin write';
  /** Method and path. */
  readonly what: string;
}

interface Counted {
  readonly since: number;
  readonly counts: Map<string, number>;
}

/**
 * Puts the use of administrators' rights on record: the first at once, those of the hour after it as counts in the next
 * entry, so that a dashboard that is refreshed every five seconds does not bury the log.
 */
export class AuditedUse {
  readonly #store: Pick<Store, 'audit'>;
  readonly #report: (error: unknown) => void;
  readonly #counted = new Map<string, { use: Use; counted: Counted }>();
  readonly #writing = new Set<Promise<void>>();

  constructor(store: Pick<Store, 'audit'>, report: (error: unknown) => void) {
    this.#store = store;
    this.#report = report;
  }

  /** Notes a use at a time, epoch ms. A ledger that cannot be written to is reported and stops nobody from reading. */
  note(use: Use, now: number): void {
    const key = JSON.stringify([use.actor, use.act]);
    const before = this.#counted.get(key)?.counted;
    if (before && now - before.since < EVERY_MS) {
      const { counts } = before;
      const what = counts.has(use.what) || counts.size < MOST_NAMED ? use.what : OTHER;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      return;
    }
    this.#counted.set(key, { use, counted: { since: now, counts: new Map() } });
    this.#write(use, now, { what: use.what, ...sincePrevious(before) });
  }

  /** Writes the counts that no entry has yet, and waits for all that is being written. */
  async close(now: number): Promise<void> {
    for (const { use, counted } of this.#counted.values()) {
      if (counted.counts.size > 0) {
        this.#write(use, now, sincePrevious(counted));
      }
    }
    this.#counted.clear();
    await Promise.all(this.#writing);
  }

  #write({ actor, act }: Use, time: number, details: Readonly<Record<string, unknown>>): void {
    const writing = this.#store
      .audit({ time, actor, act, reason: '', details })
      .catch(this.#report)
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }
}

/** How often, and for what, the rights were used after the entry before. */
function sincePrevious(counted: Counted | undefined): Readonly<Record<string, unknown>> {
  return counted && counted.counts.size > 0
    ? { since: new Date(counted.since).toISOString(), requests: Object.fromEntries(counted.counts) }
    : {};
}
