import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fullScope } from '../../access/scope';
import { describeStore } from '../conformance';
import { aggregate, booked, outcomes, priced, readLog } from '../conformance/bookings';
import { bucketOf } from './functions';
import { SqliteStore } from './sqlite-store';

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

/** Overwrites all pages but the first, which says what the file is. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, 4_096));
}

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
    for (const column of ['defaulted', 'cache_savings_micro', 'cache_savings_pico']) {
      db.exec(`ALTER TABLE record DROP COLUMN ${column}`);
    }
    db.exec('DROP TABLE journal; DROP TABLE audit; DROP TABLE note');
    db.pragma('user_version = 1');
    db.close();
    const [one, two] = [new SqliteStore(file), new SqliteStore(file)];
    expect(outcomes(await one.append([booked({ id: '1', rating: 5 })]))).toEqual(['amended']);
    expect((await readLog(two))[0]?.record).toMatchObject({ id: '1', user: 'ada', rating: 5 });
    expect(await two.journal(fullScope(), { limit: 10 })).toHaveLength(1);
    await one.append([booked({ id: '2' }, { ...priced('1'), cache_savings: 5n })]);
    const [row] = await aggregate(two, { measures: ['cache_savings'] });
    expect(row!.cell.money('cache_savings')).toBe(5n);
    await one.close();
    await two.close();
  });

  it('of a newer version is refused, and told how to read it', () => {
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => new SqliteStore(file)).toThrow(/newer Token Ledger .*Update/);
  });

  it('that is damaged is a reason to come again, to read and to write', async () => {
    const first = new SqliteStore(file);
    await first.append(Array.from({ length: 200 }, (_, index) => booked({ id: `${index}` })));
    await first.close();
    damage(file);
    const store = new SqliteStore(file);
    const unavailable = { code: 'store_unavailable', status: 503 };
    await expect(store.append([booked()])).rejects.toMatchObject(unavailable);
    await expect(readLog(store)).rejects.toMatchObject(unavailable);
    await store.close();
  });

  it('without its table is a fault, and none that coming again would help', async () => {
    const store = new SqliteStore(file);
    const other = new Database(file);
    other.exec('DROP TABLE record');
    other.close();
    await expect(store.append([booked()])).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await expect(store.facts(fullScope())).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await expect(readLog(store)).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await store.close();
  });

  it('leaves nothing beside it when it is closed, whoever has read it', async () => {
    const store = new SqliteStore(file);
    await store.append([booked()]);
    await Promise.all([readLog(store), readLog(store)]);
    expect(readdirSync(folder).sort()).toEqual(['ledger.db', 'ledger.db-shm', 'ledger.db-wal']);
    await store.close();
    expect(readdirSync(folder)).toEqual(['ledger.db']);
  });
});

describe('an answer of more groups and buckets than there is room for', () => {
  it('is refused, and says what to do; one that just fits is given', async () => {
    const store = new SqliteStore(':memory:', { mostRows: 4 });
    await store.append(['a', 'b'].flatMap((team) => [1, 2].map((timestamp) => booked({ team, timestamp }))));
    const request = { groupBy: ['team'], buckets: [0, 2] } as const;
    expect(await aggregate(store, request)).toHaveLength(4);
    await store.append([booked({ team: 'c', timestamp: 1 })]);
    await expect(aggregate(store, request)).rejects.toMatchObject({
      code: 'invalid_query',
      field: 'groupBy',
      message: expect.stringMatching(/more than 4 values: group by less.*filter/) as string,
    });
    expect(await aggregate(store, { groupBy: ['team'] })).toHaveLength(3);
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
