import Database from 'better-sqlite3';
import { type Rejection } from '../../contract/record';
import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';
import { type BookedRecord, type Booking } from '../store/store';
import { type Sampled, type StateSample } from './collector-state';
import { commitBucket, lagBucket } from './lag-buckets';

/** Times are counted in quarters of an hour: the offsets of all zones are multiples of it. */
export const SLOT_MS = 900_000;
/** Names that were heard of so long ago keep their place. */
const KNOWN_MS = 30 * 86_400_000;
const KEEP_MS = 400 * 86_400_000;
const WRITE_EVERY_MS = 1_000;
/** More sources than these are counted together. */
const MAX_SOURCES = 1_000;
/** And more fields of rejected rows. */
const MAX_FIELDS = 100;
const OTHERS = '(other)';
const SAMPLE_EVERY_MS = 60_000;

export const INTAKE_KINDS = ['accepted', 'duplicates', 'amended', 'conflicts', 'rejected', 'lag'] as const;
export type IntakeKind = (typeof INTAKE_KINDS)[number];

export interface IntakeCount {
  /** Start of the quarter of an hour in which it arrived, epoch ms. */
  readonly slot: number;
  readonly source: string;
  readonly kind: IntakeKind;
  /** Of rejected rows the field, of lags the bucket. */
  readonly detail: string;
  readonly count: number;
}

/** As it is kept; commits are those of all sources. */
type Counted = Omit<IntakeCount, 'kind'> & { readonly kind: IntakeKind | 'commit' };

/** How many commits took a time of one bucket. */
export interface CommitCount {
  readonly slot: number;
  readonly bucket: number;
  readonly count: number;
}

/** The newest state of the collector in a quarter of an hour. */
export interface SlotSample {
  readonly slot: number;
  readonly name: Sampled;
  readonly value: number;
}

/**
 * Counts what arrives, by quarter of an hour and source, in a file beside the ledger: what was rejected or was there
 * already is nowhere else. Written once a second, so that a kill loses a second of counts, and never a record.
 */
export class IntakeBook {
  readonly #db: Database.Database;
  readonly #add: Database.Statement;
  readonly #arrived: Database.Statement;
  readonly #sources: Set<string>;
  readonly #fields: Set<string>;
  #pending = new Map<string, Counted>();
  #lastPending = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #sampling: NodeJS.Timeout | undefined;

  constructor(file: string, now: number) {
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('busy_timeout = 5000');
    this.#db.exec(`CREATE TABLE IF NOT EXISTS intake (
      slot INTEGER NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (slot, source, kind, detail)
    ) STRICT, WITHOUT ROWID`);
    this.#db.exec(`CREATE TABLE IF NOT EXISTS last_arrival (
      source TEXT NOT NULL PRIMARY KEY, received_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    this.#db.exec(`CREATE TABLE IF NOT EXISTS sample (
      slot INTEGER NOT NULL, name TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (slot, name)
    ) STRICT, WITHOUT ROWID`);
    for (const table of ['intake', 'sample']) {
      this.#db.prepare(`DELETE FROM ${table} WHERE slot < ?`).run(now - KEEP_MS);
    }
    this.#add = this.#db.prepare(`INSERT INTO intake VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (slot, source, kind, detail) DO UPDATE SET count = count + excluded.count`);
    this.#arrived = this.#db.prepare(`INSERT INTO last_arrival VALUES (?, ?)
      ON CONFLICT (source) DO UPDATE SET received_at = max(received_at, excluded.received_at)`);
    const known = this.#db.prepare<[number], { source: string }>(
      `SELECT DISTINCT source FROM intake WHERE slot > ? AND kind <> 'commit' LIMIT ${MAX_SOURCES}`
    );
    const fields = this.#db.prepare<[number], { detail: string }>(
      `SELECT DISTINCT detail FROM intake WHERE slot > ? AND kind = 'rejected' LIMIT ${MAX_FIELDS}`
    );
    this.#sources = new Set(known.all(now - KNOWN_MS).map(({ source }) => source));
    this.#fields = new Set(fields.all(now - KNOWN_MS).map(({ detail }) => detail));
  }

  /** Counts what a commit came to, and how long it took, if that is known. */
  booked(records: readonly BookedRecord[], bookings: readonly Booking[], ms?: number): void {
    if (ms !== undefined && records.length > 0) {
      this.#count(records[0]!.receivedAt, '', 'commit', String(commitBucket(ms)), 1);
    }
    bookings.forEach(({ outcome, conflicts }, index) => {
      const { record, receivedAt } = records[index]!;
      const count = (kind: IntakeKind, detail = '') => this.#count(receivedAt, record.source, kind, detail, 1);
      switch (outcome) {
        case 'accepted':
          count('accepted');
          this.#lastPending.set(this.#named(record.source), receivedAt);
          count('lag', String(lagBucket(receivedAt - record.timestamp)));
          break;
        case 'duplicate':
          count('duplicates');
          break;
        case 'amended':
          count('amended');
          break;
        case 'unknown':
          count('rejected', 'model');
          break;
      }
      if (conflicts.length > 0) {
        count('conflicts');
      }
    });
  }

  /** Counts rows that could not be read. */
  rejected(source: string, rejections: readonly Rejection[], now: number): void {
    rejections.forEach(({ field = '' }) =>
      this.#count(now, source, 'rejected', named(field, this.#fields, MAX_FIELDS), 1)
    );
  }

  /** Keeps the collector's state of each quarter of an hour from now on. */
  watch(read: () => StateSample, clock: () => number): void {
    const sample = () => this.#sample(read, clock());
    clearInterval(this.#sampling);
    this.#sampling = setInterval(sample, SAMPLE_EVERY_MS).unref();
    sample();
  }

  /** States of slots that begin in [from, to), in order of time. */
  samples(scope: Scope, { from, to }: { from: number; to: number }): SlotSample[] {
    mustSeeAll(scope);
    return this.#db
      .prepare<[number, number], SlotSample>('SELECT * FROM sample WHERE slot >= ? AND slot < ? ORDER BY slot')
      .all(from, to);
  }

  /** Times of commits in slots that begin in [from, to), in order of time. */
  commits(scope: Scope, { from, to }: { from: number; to: number }): CommitCount[] {
    mustSeeAll(scope);
    this.#write();
    return this.#db
      .prepare<[number, number], CommitCount>(
        `SELECT slot, CAST(detail AS INTEGER) AS bucket, count FROM intake
          WHERE slot >= ? AND slot < ? AND source = '' AND kind = 'commit' ORDER BY slot`
      )
      .all(from, to);
  }

  /** Counts of slots that begin in [from, to), in order of time. Sources are for those who may see all rows. */
  counts(scope: Scope, { from, to }: { from: number; to: number }): IntakeCount[] {
    mustSeeAll(scope);
    this.#write();
    return this.#db
      .prepare<[number, number], IntakeCount>(
        "SELECT * FROM intake WHERE slot >= ? AND slot < ? AND kind <> 'commit' ORDER BY slot"
      )
      .all(from, to);
  }

  /** Arrival of the newest record of each source, epoch ms, whatever the time of its call; since the given time. */
  lastArrivals(scope: Scope, since: number): Map<string, number> {
    mustSeeAll(scope);
    this.#write();
    const rows = this.#db
      .prepare<[number], { source: string; received_at: number }>('SELECT * FROM last_arrival WHERE received_at >= ?')
      .all(since);
    return new Map(rows.map(({ source, received_at }) => [source, received_at]));
  }

  close(): void {
    clearInterval(this.#sampling);
    this.#write();
    this.#db.close();
  }

  #count(time: number, source: string, kind: Counted['kind'], detail: string, count: number): void {
    const slot = Math.floor(time / SLOT_MS) * SLOT_MS;
    const name = this.#named(source);
    // The source last: it may hold anything.
    const key = `${slot} ${kind} ${detail} ${name}`;
    const before = this.#pending.get(key)?.count ?? 0;
    this.#pending.set(key, { slot, source: name, kind, detail, count: before + count });
    this.#timer ??= setTimeout(() => this.#write(), WRITE_EVERY_MS).unref();
  }

  #named(source: string): string {
    return source === '' ? '' : named(source, this.#sources, MAX_SOURCES);
  }

  /** What cannot be read or written is not worth a word, let alone the collector: the next one comes in a minute. */
  #sample(read: () => StateSample, now: number): void {
    const slot = Math.floor(now / SLOT_MS) * SLOT_MS;
    try {
      const state = read();
      this.#db.transaction(() => {
        Object.entries(state).forEach(([name, value]) =>
          this.#db.prepare('INSERT OR REPLACE INTO sample VALUES (?, ?, ?)').run(slot, name, value)
        );
      })();
    } catch {
      return;
    }
  }

  /** What cannot be written (the disk is full) is kept for the next time. */
  #write(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    const pending = this.#pending;
    if (pending.size === 0) {
      return;
    }
    try {
      this.#db.transaction(() => {
        for (const { slot, source, kind, detail, count } of pending.values()) {
          this.#add.run(slot, source, kind, detail, count);
        }
        this.#lastPending.forEach((receivedAt, source) => this.#arrived.run(source, receivedAt));
      })();
      this.#pending = new Map();
      this.#lastPending = new Map();
    } catch {
      this.#timer = setTimeout(() => this.#write(), WRITE_EVERY_MS).unref();
    }
  }
}

/** The name, or that of all others once there are as many as are told apart. */
function named(name: string, known: Set<string>, most: number): string {
  if (!known.has(name) && known.size >= most) {
    return OTHERS;
  }
  known.add(name);
  return name;
}

function mustSeeAll(scope: Scope): void {
  if (scope.rows !== 'all') {
    throw ledgerError('forbidden', 'What arrives is shown to those who may see everything.');
  }
}
