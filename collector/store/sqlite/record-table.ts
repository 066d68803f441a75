import type Database from 'better-sqlite3';
import { isAmendment, mergeRecord } from '../merge-record';
import { ERASED } from '../personal-fields';
import { type BookedRecord, type Booking, type JournalEntry, type NewRecord } from '../store';
import { bookingFromRow, COLUMNS, rowFromBooking, type SqlRow, type SqlValue } from './columns';

const NEW: Booking = { outcome: 'accepted', conflicts: [] };
const UNKNOWN: Booking = { outcome: 'unknown', conflicts: [] };

/** What a record is found by stays as it is, whatever changes. */
const FIXED: ReadonlySet<string> = new Set(['id', 'source', 'timestamp', 'received_at']);

/** Single records: insert, find, replace. Writes take part in the transaction that runs. */
export class RecordTable {
  readonly #insert: Database.Statement;
  readonly #find: Database.Statement<unknown[], SqlRow>;
  readonly #update: Database.Statement;
  readonly #changing = COLUMNS.map(([name], index) => ({ name, index })).filter(({ name }) => !FIXED.has(name));

  constructor(db: Database.Database) {
    const names = COLUMNS.map(([name]) => `"${name}"`).join(', ');
    const places = COLUMNS.map(() => '?').join(', ');
    this.#insert = db.prepare(`INSERT INTO record (${names}) VALUES (${places}) ON CONFLICT (source, id) DO NOTHING`);
    this.#find = db.prepare<unknown[], SqlRow>('SELECT * FROM record WHERE source = ? AND id = ?').safeIntegers();
    const assignments = this.#changing.map(({ name }) => `"${name}" = ?`).join(', ');
    this.#update = db.prepare(`UPDATE record SET ${assignments} WHERE sequence = ?`);
  }

  /** Books one record, or fills the one of its identity; `journal` takes what is to be said of that. */
  book(booking: NewRecord, journal: (entry: JournalEntry) => void): Booking {
    const { record } = booking;
    if (!isAmendment(record) && this.#insert.run(...rowFromBooking(booking)).changes > 0) {
      return NEW;
    }
    const row = this.#find.get(record.source, record.id);
    if (!row) {
      return UNKNOWN;
    }
    const kept = bookingFromRow(row);
    const merged = mergeRecord(kept.record, record);
    const erased = kept.record.flags?.includes(ERASED) ? { erased: true } : {};
    if (merged.filled.length === 0) {
      if (merged.confirmed.length > 0) {
        this.replace(row.sequence!, { ...kept, record: merged.record });
      }
      return { outcome: 'duplicate', conflicts: merged.conflicts, ...erased };
    }
    const amended = { ...kept, record: merged.record };
    this.replace(row.sequence!, booking.settle?.(amended, merged.filled) ?? amended);
    journal({
      time: booking.receivedAt,
      kind: 'amendment',
      actor: 'intake',
      reason: 'a later record of the same identity',
      details: { source: record.source, id: record.id, filled: merged.filled },
    });
    return { outcome: 'amended', conflicts: merged.conflicts, ...erased };
  }

  replace(sequence: SqlValue, booking: BookedRecord): void {
    const row = rowFromBooking(booking);
    this.#update.run(...this.#changing.map(({ index }) => row[index]), sequence);
  }
}
