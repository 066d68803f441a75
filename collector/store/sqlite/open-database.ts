import Database from 'better-sqlite3';
import { COLUMNS } from './columns';

/** Layout of the file; a file of a newer one is refused. */
const LAYOUT = 1;

/**
 * Opens a ledger file and brings it to the present layout.
 *
 * WAL with synchronous FULL: a commit has reached the disk when it returns, so it outlives kill -9 and power loss.
 */
export function openDatabase(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
  const layout = Number(db.pragma('user_version', { simple: true }));
  if (layout > LAYOUT) {
    db.close();
    throw new Error(
      `${file} was written by a newer Token Ledger (layout ${layout}, this one knows ${LAYOUT}). Update.`
    );
  }
  if (layout < 1) {
    db.transaction(() => {
      createTables(db);
      db.pragma(`user_version = ${LAYOUT}`);
    })();
  }
  return db;
}

function createTables(db: Database.Database): void {
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
