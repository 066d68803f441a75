import Database from 'better-sqlite3';

/** Columns that came after the first version of the file. */
const ADDED = {
  sources: 'TEXT',
  expires_at: 'INTEGER',
  rate_per_minute: 'INTEGER',
  records_per_minute: 'INTEGER',
  last_used_at: 'INTEGER',
  rotated_at: 'INTEGER',
  revoked_at: 'INTEGER',
};

/** Opens the file of tokens, and brings one of an older version up to date. */
export function openTokenFile(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('busy_timeout = 5000');
  // Command line and server may open it at the same moment: one of them adds, the other one finds.
  db.transaction(() => addWhatIsMissing(db)).immediate();
  return db;
}

function addWhatIsMissing(db: Database.Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS token (
    id TEXT PRIMARY KEY, role TEXT NOT NULL, label TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
  ) STRICT`);
  const there = new Set((db.pragma('table_info(token)') as Array<{ name: string }>).map(({ name }) => name));
  for (const [name, type] of Object.entries(ADDED)) {
    if (!there.has(name)) {
      db.exec(`ALTER TABLE token ADD COLUMN ${name} ${type}`);
    }
  }
  // Secrets of before a rotation. They stay when their overlap has ended, so that their holders are told what happened.
  db.exec(`CREATE TABLE IF NOT EXISTS old_secret (
    hash TEXT PRIMARY KEY, token TEXT NOT NULL REFERENCES token (id), until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`);
}
