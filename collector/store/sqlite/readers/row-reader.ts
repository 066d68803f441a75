import { type Filter, type ReadOptions } from '../../store';
import { type SqlRow } from '../columns';
import { type Sql } from '../sql';

/** A question to SQLite as it goes to a connection, in this thread or another. */
export interface ReadStatement extends Sql {
  /** What `bucket_of` goes by. */
  readonly buckets?: readonly number[] | null;
  /** What `matches_filter` goes by. */
  readonly filters?: readonly Filter[];
}

/** Runs questions. An answer has all that was booked before the question was put. */
export interface RowReader {
  /** Integers are bigint. Rejects with the signal's reason, or `query_timeout`. */
  read(statement: ReadStatement, options?: ReadOptions): Promise<SqlRow[]>;
  close(): Promise<void>;
}

/** What questions may take. */
export interface ReadLimits {
  /** Longest run of one read; it waits for its turn no longer either. */
  readonly seconds: number;
  /** Reads that run at a time, each in a thread. */
  readonly readers: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = { seconds: 30, readers: 2 };
