import Database from 'better-sqlite3';
import { COLUMNS } from './columns';

/** Layout of the file; a file of a newer one is refused. */
const LAYOUT = 2;

/**
 * Opens a ledger file and brings it to the present layout.
 *
 * WAL with synchronous FULL: a commit has reached the disk when it returns, so it outlives kill -9 and power loss.
 * With secure_delete what is erased is overwritten.
 */
export function openDatabase(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('secure_delete = ON');
  const layout = layoutOf(db);
  if (layout > LAYOUT) {
    db.close();
    throw new Error(
      `${file} was written by a newer Token Ledger (layout ${layout}, this one knows ${LAYOUT}). Update.`
    );
  }
  if (layout < LAYOUT || missingColumns(db).length > 0) {
    db.transaction(() => upgrade(db)).immediate();
  }
  return db;
}

/** Another process may have been first: what is there already stays. */
function upgrade(db: Database.Database): void {
  if (layoutOf(db) < 1) {
    createRecords(db);
  }
  for (const [name, type] of missingColumns(db)) {
    db.exec(`ALTER TABLE record ADD COLUMN "${name}" ${type}`);
  }
  createJournal(db);
  db.pragma(`user_version = ${LAYOUT}`);
}

function layoutOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Columns that a file of an earlier version lacks; they may be null or have a default. */
function missingColumns(db: Database.Database): typeof COLUMNS {
  const rows = db.pragma('table_info(record)') as Array<{ name: string }>;
  const there = new Set(rows.map(({ name }) => name));
  return COLUMNS.filter(([name]) => !there.has(name));
}

function createRecords(db: Database.Database): void {
  const columns = COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(',\n  ');
  db.exec(`
    CREATE TABLE record (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      ${columns},
      UNIQUE (source, id)
    ) STRICT;
    CREATE INDEX record_by_time ON record (timestamp, sequence);
    CREATE INDEX record_by_user ON record ("user", timestamp, sequence);
  `);
}

/** The journal of changed records and the log of administrative acts: entries are added, never changed or removed. */
function createJournal(db: Database.Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS journal (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, kind TEXT NOT NULL,
      actor TEXT NOT NULL, reason TEXT NOT NULL, details TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS audit (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, act TEXT NOT NULL,
      actor TEXT NOT NULL, reason TEXT NOT NULL, details TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
  `);
  for (const table of ['journal', 'audit']) {
    for (const act of ['UPDATE', 'DELETE']) {
      db.exec(`CREATE TRIGGER IF NOT EXISTS ${table}_refuses_${act.toLowerCase()} BEFORE ${act} ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`);
    }
  }
}
