import { type SqlValue } from '../columns';
import { type ReadStatement } from './row-reader';
import { type StopReason } from './stop-check';

/** What a reader's thread starts with. */
export interface ReaderSetup {
  readonly file: string;
  /** Shared, as a thread that runs a statement reads no messages; by `FLAG`. */
  readonly flags: Int32Array<SharedArrayBuffer>;
}

/** Indexes of the flags; the store's thread writes them, and resets them before each request. */
export const FLAG = {
  /** 1: nobody waits for the read any more. */
  cancelled: 0,
  /** How many parts of the answer have been taken. */
  taken: 1,
} as const;

export type ReaderRequest = { readonly statement: ReadStatement; readonly seconds: number } | 'close';

export type ReaderReply =
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: SqlValue[][]; readonly last: boolean }
  | { readonly kind: 'stopped'; readonly reason: StopReason }
  | { readonly kind: 'failed'; readonly fault: ReaderFault };

/** An error in parts: not all of them cross a thread's border by themselves. */
export interface ReaderFault {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** SQLite's, if it is one of its. */
  readonly code: string | undefined;
}
