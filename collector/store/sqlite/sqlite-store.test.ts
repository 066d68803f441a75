import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fullScope } from '../../access/scope';
import { describeStore } from '../conformance';
import { booked, outcomes, readLog } from '../conformance/bookings';
import { bucketOf, SqliteStore } from './sqlite-store';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describeStore('SQLite in memory', async () => {
  const store = new SqliteStore(':memory:');
  return { store, close: () => store.close() };
});

describeStore('SQLite in a file', async () => {
  const store = new SqliteStore(file);
  return { store, close: () => store.close() };
});

describe('a ledger file', () => {
  it('keeps its records and their identities when it is opened again', async () => {
    const first = new SqliteStore(file);
    const booking = booked({ id: '1', user: 'ada', tags: { a: '1' } });
    await first.append([booking, booked({ id: '2' })]);
    await first.close();

    const second = new SqliteStore(file);
    expect(outcomes(await second.append([booked({ id: '2' }), booked({ id: '3' }), booked({ id: '1' })]))).toEqual([
      'duplicate',
      'accepted',
      'duplicate',
    ]);
    expect((await readLog(second)).at(-1)).toMatchObject(booking);
    expect((await second.facts(fullScope())).records).toBe(3);
    await second.close();
  });

  it('keeps the order of the log when it is opened again', async () => {
    for (const id of ['1', '2', '3']) {
      const store = new SqliteStore(file);
      await store.append([booked({ id })]);
      await store.close();
    }
    const store = new SqliteStore(file);
    expect((await readLog(store)).map(({ record }) => record.id)).toEqual(['3', '2', '1']);
    await store.close();
  });

  it('can be opened twice, and each sees what the other books', async () => {
    const [one, two] = [new SqliteStore(file), new SqliteStore(file)];
    expect(outcomes(await one.append([booked({ id: '1' })]))).toEqual(['accepted']);
    expect(outcomes(await two.append([booked({ id: '1' }), booked({ id: '2' })]))).toEqual(['duplicate', 'accepted']);
    expect((await one.facts(fullScope())).records).toBe(2);
    await one.close();
    await two.close();
  });

  it('of an earlier layout gets what it lacks, and keeps its records', async () => {
    const first = new SqliteStore(file);
    await first.append([booked({ id: '1', user: 'ada' })]);
    await first.close();
    const db = new Database(file);
    db.exec('ALTER TABLE record DROP COLUMN defaulted; DROP TABLE journal; DROP TABLE audit; DROP TABLE note');
    db.pragma('user_version = 1');
    db.close();
    const [one, two] = [new SqliteStore(file), new SqliteStore(file)];
    expect(outcomes(await one.append([booked({ id: '1', rating: 5 })]))).toEqual(['amended']);
    expect((await readLog(two))[0]?.record).toMatchObject({ id: '1', user: 'ada', rating: 5 });
    expect(await two.journal(fullScope(), 10)).toHaveLength(1);
    await one.close();
    await two.close();
  });

  it('of a newer version is refused, and told how to read it', () => {
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => new SqliteStore(file)).toThrow(/newer Token Ledger .*Update/);
  });

  it('that SQLite cannot read or write is a reason to send again', async () => {
    const store = new SqliteStore(file);
    const other = new Database(file);
    other.exec('DROP TABLE record');
    other.close();
    await expect(store.append([booked()])).rejects.toMatchObject({ code: 'store_unavailable', status: 503 });
    await expect(store.facts(fullScope())).rejects.toMatchObject({ code: 'store_unavailable', status: 503 });
    await store.close();
  });
});

describe('bucketOf', () => {
  it('is the index of the last start at or before a time, −1 before all of them', () => {
    const starts = [10, 20, 30];
    expect([9, 10, 19, 20, 29, 30, 1e15].map((time) => bucketOf(starts, time))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
    expect(bucketOf([], 5)).toBe(-1);
  });
});
