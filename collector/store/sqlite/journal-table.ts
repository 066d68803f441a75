import type Database from 'better-sqlite3';
import { type AuditEntry, type EntryRequest, type JournalEntry } from '../store';

interface Row {
  readonly time: number;
  readonly kind: string;
  readonly actor: string;
  readonly reason: string;
  readonly details: string;
}

/** The journal and the audit log. Writes take part in the transaction that runs. */
export class JournalTable {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  addJournal({ time, kind, actor, reason, details }: JournalEntry): void {
    this.#db
      .prepare('INSERT INTO journal (time, kind, actor, reason, details) VALUES (?, ?, ?, ?, ?)')
      .run(time, kind, actor, reason, JSON.stringify(details));
  }

  addAudit({ time, act, actor, reason, details }: AuditEntry): void {
    this.#db
      .prepare('INSERT INTO audit (time, act, actor, reason, details) VALUES (?, ?, ?, ?, ?)')
      .run(time, act, actor, reason, JSON.stringify(details));
  }

  /** Newest first. */
  journal(request: EntryRequest): JournalEntry[] {
    return this.#rows('kind', 'journal', request).map(({ details, ...row }) => ({
      ...(row as Omit<JournalEntry, 'details'>),
      details: JSON.parse(details) as JournalEntry['details'],
    }));
  }

  /** Newest first. */
  audits(request: EntryRequest): AuditEntry[] {
    return this.#rows('act', 'audit', request).map(({ details, kind, ...row }) => ({
      ...row,
      act: kind,
      details: JSON.parse(details) as AuditEntry['details'],
    }));
  }

  note(name: string): string | null {
    return this.#db.prepare<[string], string>('SELECT text FROM note WHERE name = ?').pluck().get(name) ?? null;
  }

  setNote(name: string, text: string): void {
    this.#db
      .prepare('INSERT INTO note (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text')
      .run(name, text);
  }

  #rows(kind: string, table: string, { from = 0, to = Number.MAX_SAFE_INTEGER, limit }: EntryRequest): Row[] {
    return this.#db
      .prepare<[number, number, number], Row>(
        `SELECT time, ${kind} AS kind, actor, reason, details FROM ${table}
          WHERE time >= ? AND time < ? ORDER BY sequence DESC LIMIT ?`
      )
      .all(from, to, limit);
  }
}
