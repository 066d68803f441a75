import type Database from 'better-sqlite3';
import { type ReadOptions } from '../../store';
import { type SqlRow } from '../columns';
import { type QueryFunctions } from '../functions';
import { type ReadStatement, type RowReader } from './row-reader';
import { queryTimeout, type StopCheck } from './stop-check';

/** Reads on the store's own connection: no other sees a ledger in memory. Nothing else runs meanwhile. */
export class InlineReader implements RowReader {
  constructor(
    readonly db: Database.Database,
    readonly functions: QueryFunctions,
    readonly stopCheck: StopCheck,
    readonly seconds: number
  ) {}

  async read(statement: ReadStatement, { signal }: ReadOptions = {}): Promise<SqlRow[]> {
    signal?.throwIfAborted();
    const deadline = performance.now() + this.seconds * 1_000;
    const check = () => {
      if (performance.now() > deadline) {
        throw queryTimeout(this.seconds);
      }
    };
    return this.stopCheck.during(check, () => readRows(this.db, this.functions, statement));
  }

  async close(): Promise<void> {}
}

/** All rows of a statement at once. */
export function readRows(
  db: Database.Database,
  functions: QueryFunctions,
  { text, values, buckets = null, filters = [] }: ReadStatement
): SqlRow[] {
  const statement = db.prepare<unknown[], SqlRow>(text).safeIntegers();
  return functions.during({ buckets, filters }, () => statement.all(...values));
}
