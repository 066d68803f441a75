import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError } from '../config/config-error';
import { type Counts } from './counts';

/** How far a file was imported. */
export interface Place {
  /** Rows that are done. */
  readonly rows: number;
  /** Hash of these rows: the file must still begin with them. */
  readonly hash: string;
  /** Done to its end. */
  readonly ended: boolean;
  readonly counts: Counts;
  /** Length of the file of rejects, in bytes. */
  readonly rejectsBytes: number;
}

/**
 * How far imports that did not come to their end have come, in a file beside the ledger. An import that has ended leaves
 * nothing: started again it reads all again, and finds it on the books.
 */
export class ImportPlaces {
  readonly #db: Database.Database;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#db = new Database(join(dataDir, 'imports.db'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('busy_timeout = 5000');
    this.#db.exec('CREATE TABLE IF NOT EXISTS place (key TEXT PRIMARY KEY, place TEXT NOT NULL) STRICT, WITHOUT ROWID');
  }

  find(key: string): Place | undefined {
    const row = this.#db.prepare<[string], { place: string }>('SELECT place FROM place WHERE key = ?').get(key);
    return row && (JSON.parse(row.place) as Place);
  }

  /** Durable against the end of this process; after a power loss rows may be read again, which does no harm. */
  keep(key: string, place: Place): void {
    try {
      this.#db.prepare('INSERT OR REPLACE INTO place VALUES (?, ?)').run(key, JSON.stringify(place));
    } catch (error) {
      const code = String((error as { code?: string }).code);
      throw new ConfigError(`${this.#db.name}: cannot be written (${code}). What was imported so far is booked.`);
    }
  }

  forget(keys: readonly string[]): void {
    const remove = this.#db.prepare('DELETE FROM place WHERE key = ?');
    this.#db.transaction(() => keys.forEach((key) => remove.run(key)))();
  }

  close(): void {
    this.#db.close();
  }
}

/** Key of a file in an import: what was asked for must be the same, else it begins anew. Holds no names. */
export function placeKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
