/** A thread that reads the ledger: one statement at a time, on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { type SqlValue } from '../columns';
import { QueryFunctions } from '../functions';
import { FLAG, type ReaderFault, type ReaderReply, type ReaderRequest, type ReaderSetup } from './messages';
import { type ReadStatement } from './row-reader';
import { ReadStopped, StopCheck } from './stop-check';

/** Rows of one message: the store's thread does other work between two of them. */
const PART = 500;
/** Most memory of pages, in KiB; what sorting needs beyond it goes to temporary files. */
const CACHE_KIB = 16_000;

const port = parentPort!;
const { file, flags } = workerData as ReaderSetup;
let connection: Connection | undefined;

interface Connection {
  readonly db: Database.Database;
  readonly functions: QueryFunctions;
  readonly stopCheck: StopCheck;
}

port.on('message', (request: ReaderRequest) => {
  if (request === 'close') {
    connection?.db.close();
    port.close();
    return;
  }
  try {
    connection ??= connect();
    answer(connection, request.statement, performance.now() + request.seconds * 1_000);
  } catch (error) {
    reply(
      error instanceof ReadStopped
        ? { kind: 'stopped', reason: error.reason }
        : { kind: 'failed', fault: faultOf(error) }
    );
  }
});

function connect(): Connection {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = FILE');
  return { db, functions: new QueryFunctions(db), stopCheck: new StopCheck(db) };
}

function answer({ db, functions, stopCheck }: Connection, sql: ReadStatement, deadline: number): void {
  const statement = db.prepare<unknown[], SqlValue[]>(sql.text).safeIntegers().raw();
  const columns = statement.columns().map(({ name }) => name);
  const check = () => checkWanted(deadline);
  const query = { buckets: sql.buckets ?? null, filters: sql.filters ?? [] };
  const run = () => {
    let rows: SqlValue[][] = [];
    let parts = 0;
    for (const row of statement.iterate(...sql.values)) {
      if (rows.length === PART) {
        reply({ kind: 'rows', columns, rows, last: false });
        parts += 1;
        waitUntilTaken(parts, check);
        rows = [];
      }
      rows.push(row);
    }
    reply({ kind: 'rows', columns, rows, last: true });
  };
  stopCheck.during(check, () => functions.during(query, run));
}

function checkWanted(deadline: number): void {
  if (Atomics.load(flags, FLAG.cancelled) === 1) {
    throw new ReadStopped('cancelled');
  }
  if (performance.now() > deadline) {
    throw new ReadStopped('timeout');
  }
}

/** An answer is read no faster than it is taken, so that it is never there twice. */
function waitUntilTaken(parts: number, check: () => void): void {
  for (let taken = takenParts(); taken < parts; taken = takenParts()) {
    check();
    Atomics.wait(flags, FLAG.taken, taken, 100);
  }
  check();
}

function takenParts(): number {
  return Atomics.load(flags, FLAG.taken);
}

function reply(message: ReaderReply): void {
  port.postMessage(message);
}

function faultOf(error: unknown): ReaderFault {
  const { name, message, stack, code } = (error instanceof Error ? error : new Error(String(error))) as Error & {
    code?: string;
  };
  return { name, message, stack, code };
}
