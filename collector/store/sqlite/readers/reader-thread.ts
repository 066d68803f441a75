import { Worker } from 'node:worker_threads';
import { ledgerError, type LedgerError } from '../../../errors';
import { type SqlRow, type SqlValue } from '../columns';
import { FLAG, type ReaderFault, type ReaderReply, type ReaderRequest, type ReaderSetup } from './messages';
import { type ReadStatement } from './row-reader';
import { queryTimeout } from './stop-check';

/** Most memory of JavaScript objects in a thread, in MiB. */
const HEAP_MIB = 256;

export interface ReaderThreadOptions {
  /** The ledger. */
  readonly file: string;
  /** The thread's code. */
  readonly code: string;
  /** How long a read that is to stop may go on before its thread is ended. */
  readonly graceMs: number;
  /** It has answered and can be asked again. */
  readonly onFree: (thread: ReaderThread) => void;
  /** It has ended. */
  readonly onGone: (thread: ReaderThread) => void;
}

interface Read {
  readonly rows: SqlRow[];
  readonly seconds: number;
  /** Without an error: it has all its rows. */
  readonly settle: (error?: Error) => void;
}

/** A reader's thread as the store's thread sees it: one read at a time. */
export class ReaderThread {
  readonly #options: ReaderThreadOptions;
  readonly #flags = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  #read: Read | null = null;
  #killing: NodeJS.Timeout | undefined;
  #fault: Error | undefined;

  constructor(options: ReaderThreadOptions) {
    this.#options = options;
    const workerData: ReaderSetup = { file: options.file, flags: this.#flags };
    this.#worker = new Worker(options.code, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: ReaderReply) => this.#receive(reply));
    this.#worker.on('error', (error: Error) => {
      this.#fault = error;
    });
    this.#gone = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#end(this.#fault ?? new Error(`A reader of the ledger ended by itself, with exit code ${code}`));
        options.onGone(this);
        resolve();
      });
    });
  }

  /** Rejects at once when the signal is aborted; the thread is free a little later. */
  read(statement: ReadStatement, seconds: number, signal?: AbortSignal): Promise<SqlRow[]> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        reject(signal?.reason as Error);
        this.stop();
      };
      const rows: SqlRow[] = [];
      const settle = (error?: Error) => {
        signal?.removeEventListener('abort', stop);
        if (error) {
          reject(error);
        } else {
          resolve(rows);
        }
      };
      this.#read = { rows, seconds, settle };
      this.#flags.fill(0);
      this.#worker.ref();
      this.#endIn(seconds * 1_000 + this.#options.graceMs);
      signal?.addEventListener('abort', stop);
      this.#worker.postMessage({ statement, seconds } satisfies ReaderRequest);
    });
  }

  /** Stops the read that runs, if one does. */
  stop(): void {
    if (this.#read) {
      Atomics.store(this.#flags, FLAG.cancelled, 1);
      Atomics.notify(this.#flags, FLAG.taken);
      this.#endIn(this.#options.graceMs);
    }
  }

  /** Ends the thread when it is free. */
  async close(): Promise<void> {
    this.stop();
    this.#worker.ref();
    this.#endIn(this.#options.graceMs);
    this.#worker.postMessage('close' satisfies ReaderRequest);
    await this.#gone;
  }

  /** Ends the thread by force, should it still be busy then. A sort in SQLite is waited for even so. */
  #endIn(ms: number): void {
    clearTimeout(this.#killing);
    this.#killing = setTimeout(() => {
      if (this.#read) {
        this.#fault = queryTimeout(this.#read.seconds);
        this.#read.settle(this.#fault);
      }
      void this.#worker.terminate();
    }, ms);
  }

  #receive(reply: ReaderReply): void {
    const read = this.#read;
    if (!read) {
      return;
    }
    switch (reply.kind) {
      case 'rows':
        addRows(read.rows, reply.columns, reply.rows);
        return reply.last ? this.#free() : this.#takeNext(read);
      case 'stopped':
        return this.#free(reply.reason === 'timeout' ? queryTimeout(read.seconds) : storeClosed());
      case 'failed':
        return this.#free(errorOf(reply.fault));
    }
  }

  /** After what else waits: an answer of many parts must not keep this thread to itself. */
  #takeNext(read: Read): void {
    setImmediate(() => {
      if (this.#read === read) {
        Atomics.add(this.#flags, FLAG.taken, 1);
        Atomics.notify(this.#flags, FLAG.taken);
      }
    });
  }

  #free(error?: Error): void {
    this.#end(error);
    this.#worker.unref();
    this.#options.onFree(this);
  }

  #end(error?: Error): void {
    clearTimeout(this.#killing);
    const read = this.#read;
    this.#read = null;
    read?.settle(error);
  }
}

function addRows(to: SqlRow[], columns: readonly string[], rows: readonly SqlValue[][]): void {
  for (const values of rows) {
    const row: SqlRow = {};
    for (const [index, column] of columns.entries()) {
      row[column] = values[index]!;
    }
    to.push(row);
  }
}

function errorOf({ message, ...fault }: ReaderFault): Error {
  return Object.assign(new Error(message), fault);
}

/** What a read ends with that nobody took back. */
export function storeClosed(): LedgerError {
  return ledgerError('store_unavailable', 'The collector is stopping. Ask again later.');
}
