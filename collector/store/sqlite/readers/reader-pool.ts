import { ledgerError } from '../../../errors';
import { type ReadOptions } from '../../store';
import { type SqlRow } from '../columns';
import { READER_FILE } from './reader-file';
import { ReaderThread, storeClosed } from './reader-thread';
import { type ReadLimits, type ReadStatement, type RowReader } from './row-reader';

/** Reads that wait for a thread; more are refused. */
const MOST_WAITING = 100;
const GRACE_MS = 5_000;

export interface ReaderPoolOptions {
  readonly code?: string;
  readonly graceMs?: number;
  readonly mostWaiting?: number;
}

interface Waiting {
  readonly take: (thread: ReaderThread) => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Reads a ledger file in threads of their own, so that no question keeps the store from booking. Threads start when they
 * are needed; one that ends is replaced, and there are never more than the limit. Idle ones hold no transaction.
 */
export class ReaderPool implements RowReader {
  readonly #file: string;
  readonly #limits: ReadLimits;
  readonly #options: Required<ReaderPoolOptions>;
  readonly #threads = new Set<ReaderThread>();
  readonly #idle: ReaderThread[] = [];
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(
    file: string,
    limits: ReadLimits,
    { code = READER_FILE, graceMs = GRACE_MS, mostWaiting = MOST_WAITING }: ReaderPoolOptions = {}
  ) {
    this.#file = file;
    this.#limits = limits;
    this.#options = { code, graceMs, mostWaiting };
  }

  async read(statement: ReadStatement, { signal }: ReadOptions = {}): Promise<SqlRow[]> {
    signal?.throwIfAborted();
    if (this.#closed) {
      throw storeClosed();
    }
    const run = (thread: ReaderThread) => thread.read(statement, this.#limits.seconds, signal);
    const thread = this.#idle.pop() ?? this.#start();
    return thread ? run(thread) : this.#wait(run, signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.splice(0).forEach(({ refuse }) => refuse(storeClosed()));
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  /** Undefined if there are as many as may be. */
  #start(): ReaderThread | undefined {
    if (this.#threads.size >= this.#limits.readers) {
      return undefined;
    }
    const { code, graceMs } = this.#options;
    const thread = new ReaderThread({
      file: this.#file,
      code,
      graceMs,
      onFree: (free) => this.#hand(free),
      onGone: (gone) => this.#replace(gone),
    });
    this.#threads.add(thread);
    return thread;
  }

  #wait(run: (thread: ReaderThread) => Promise<SqlRow[]>, signal?: AbortSignal): Promise<SqlRow[]> {
    const { mostWaiting } = this.#options;
    if (this.#waiting.length >= mostWaiting) {
      throw busy(`${mostWaiting} questions wait for an answer already`);
    }
    return new Promise((resolve, reject) => {
      const settled = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const waiting: Waiting = {
        take: (thread) => {
          settled();
          resolve(run(thread));
        },
        refuse: (error) => {
          settled();
          reject(error);
        },
      };
      const leave = (error: Error) => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        waiting.refuse(error);
      };
      const abort = () => leave(signal?.reason as Error);
      const { seconds } = this.#limits;
      const late = () => leave(busy(`The questions before this one take longer than ${seconds} s`));
      const timer = setTimeout(late, seconds * 1_000);
      signal?.addEventListener('abort', abort);
      this.#waiting.push(waiting);
    });
  }

  /** To the read that has waited longest. */
  #hand(thread: ReaderThread): void {
    const next = this.#waiting.shift();
    if (next) {
      next.take(thread);
    } else if (!this.#closed) {
      this.#idle.push(thread);
    }
  }

  #replace(gone: ReaderThread): void {
    this.#threads.delete(gone);
    const place = this.#idle.indexOf(gone);
    if (place >= 0) {
      this.#idle.splice(place, 1);
    }
    const thread = this.#waiting.length > 0 ? this.#start() : undefined;
    if (thread) {
      this.#hand(thread);
    }
  }
}

function busy(why: string) {
  return ledgerError('store_busy', `${why}. Ask again later, or raise limits.query_readers.`);
}
