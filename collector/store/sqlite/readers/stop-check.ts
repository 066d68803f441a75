import type Database from 'better-sqlite3';
import { ledgerError, type LedgerError } from '../../../errors';

/**
 * Holds for every row, and asks at one in 256 whether the read may go on: SQLite runs on until a function throws.
 * It has to be the first condition, as those after one that fails are not looked at.
 */
export const STILL_WANTED = '((sequence & 255) <> 0 OR still_wanted())';

/** Why a read was stopped before its end. */
export type StopReason = 'cancelled' | 'timeout';

export class ReadStopped extends Error {
  override readonly name = 'ReadStopped';

  constructor(readonly reason: StopReason) {
    super(`The read was stopped: ${reason}`);
  }
}

/** Makes a connection's scans ask whether they may go on. */
export class StopCheck {
  #check: (() => void) | null = null;

  constructor(db: Database.Database) {
    db.function('still_wanted', () => {
      this.#check?.();
      return 1;
    });
  }

  /** Runs a read; `check` throws what it is to end with. Outside of it scans run to their end. */
  during<T>(check: () => void, run: () => T): T {
    this.#check = check;
    try {
      return run();
    } finally {
      this.#check = null;
    }
  }
}

/** What a read that took too long ends with. */
export function queryTimeout(seconds: number): LedgerError {
  return ledgerError(
    'query_timeout',
    `The answer takes longer than ${seconds} s: take a shorter range, a coarser granularity, fewer groups or metrics, ` +
      'or raise limits.query_seconds'
  );
}
