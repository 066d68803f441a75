import { resolve, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../../../test/temporary-folder';
import { booked } from '../../conformance/bookings';
import { SqliteStore } from '../sqlite-store';
import { ReaderPool, type ReaderPoolOptions } from './reader-pool';
import { type ReadLimits, type ReadStatement } from './row-reader';
import { STILL_WANTED } from './stop-check';

const STUB = resolve(__dirname, 'test', 'stub-reader.cjs');
const RECORDS = 1_700;

const sql = (text: string): ReadStatement => ({ text, values: [] });
const COUNT = sql('SELECT COUNT(*) AS count FROM record');
const ALL = sql(`SELECT sequence, id, latency_ms FROM record WHERE ${STILL_WANTED} ORDER BY sequence`);
/** Takes hours. */
const ENDLESS = sql(
  `SELECT COUNT(*) AS count FROM record AS a, record AS b, record AS c, record AS d
    WHERE (a.sequence + b.sequence + c.sequence & 255) <> 0 OR still_wanted()`
);
const COUNTED = [{ count: BigInt(RECORDS) }];

const file = join(temporaryFolder(), 'ledger.db');
let store: SqliteStore;
beforeAll(async () => {
  store = new SqliteStore(file);
  await store.append(Array.from({ length: RECORDS }, (_, index) => booked({ id: `${index}`, latency_ms: index / 2 })));
});
afterAll(() => store.close());

const pools: ReaderPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function openPool(limits: Partial<ReadLimits> = {}, options: ReaderPoolOptions = {}): ReaderPool {
  const pool = new ReaderPool(file, { seconds: 30, readers: 1, ...limits }, options);
  pools.push(pool);
  return pool;
}

/** What a promise is rejected with; fails if it is not. */
function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => Promise.reject(new Error('It was answered')),
    (error: unknown) => error
  );
}

/** ms until a promise is settled. */
async function duration(promise: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await promise;
  return performance.now() - start;
}

describe('a read', () => {
  it('gives all rows in order, whole numbers as bigint', async () => {
    const rows = await openPool().read(ALL);
    expect(rows).toHaveLength(RECORDS);
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: RECORDS }, (_, index) => `${index}`));
    expect(rows[1_001]).toEqual({ sequence: 1_002n, id: '1001', latency_ms: 500.5 });
  });

  it('without rows gives none', async () => {
    expect(await openPool().read(sql('SELECT * FROM record WHERE 0'))).toEqual([]);
  });

  it('goes by its own buckets and filters', async () => {
    const pool = openPool({ readers: 2 });
    const statement = (start: number, pattern: string): ReadStatement => ({
      text: 'SELECT bucket_of(?) AS bucket, matches_filter(0, ?) AS matched',
      values: [15, 'team-a'],
      buckets: [0, start],
      filters: [{ dimension: 'team', operator: '=~', values: [pattern] }],
    });
    const answers = await Promise.all([pool.read(statement(10, 'team-.')), pool.read(statement(20, 'team'))]);
    expect(answers).toEqual([[{ bucket: 1, matched: 1 }], [{ bucket: 0, matched: 0 }]]);
  });

  it('that SQLite refuses is rejected with its code, and the thread goes on', async () => {
    const pool = openPool();
    await expect(pool.read(sql('SELECT nothing FROM record'))).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await expect(pool.read(sql('DELETE FROM record RETURNING id'))).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    expect(await pool.read(COUNT)).toEqual(COUNTED);
  });

  it('may be one of many at a time', async () => {
    const pool = openPool({ readers: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => pool.read(ALL)));
    expect(answers.map(({ length }) => length)).toEqual(Array(20).fill(RECORDS));
  });
});

describe('a read that nobody waits for any more', () => {
  it('is rejected at once, and its thread is free again', async () => {
    const pool = openPool();
    await pool.read(COUNT);
    const client = new AbortController();
    const read = pool.read(ENDLESS, { signal: client.signal });
    await Promise.race([read, sleep(200)]);
    const gone = new Error('The client has gone');
    client.abort(gone);
    expect(await rejection(read)).toBe(gone);
    expect(await duration(pool.read(COUNT))).toBeLessThan(1_000);
  });

  it('is not begun if that is known before, nor if it still waits for its turn', async () => {
    const pool = openPool();
    const gone = new Error('The client has gone');
    expect(await rejection(pool.read(ENDLESS, { signal: AbortSignal.abort(gone) }))).toBe(gone);
    const [first, second] = [new AbortController(), new AbortController()];
    const reads = [first, second].map(({ signal }) => rejection(pool.read(ENDLESS, { signal })));
    second.abort(gone);
    expect(await reads[1]).toBe(gone);
    const third = pool.read(COUNT);
    first.abort(gone);
    expect(await third).toEqual(COUNTED);
    expect(await reads[0]).toBe(gone);
  });

  it('stops while its answer is taken, too', async () => {
    const pool = openPool();
    const client = new AbortController();
    const text = `SELECT a.sequence FROM record AS a, record AS b, record AS c`;
    const read = rejection(pool.read(sql(text), { signal: client.signal }));
    await sleep(200);
    client.abort(new Error('The client has gone'));
    expect(await read).toBe(client.signal.reason);
    expect(await duration(pool.read(COUNT))).toBeLessThan(1_000);
  });
});

describe('the limits', () => {
  it('stop a read that takes too long, and say what to do', async () => {
    const pool = openPool({ seconds: 0.3 });
    expect(await rejection(pool.read(ENDLESS))).toMatchObject({
      code: 'query_timeout',
      status: 504,
      message: expect.stringMatching(/0\.3 s: .*shorter range.*limits\.query_seconds/),
    });
    expect(await pool.read(COUNT)).toEqual(COUNTED);
  });

  it('refuse a read before which too many wait, or too long', async () => {
    const pool = openPool({ seconds: 0.5 }, { mostWaiting: 1 });
    const [running, waiting, refused] = [ENDLESS, ENDLESS, COUNT].map((statement) => rejection(pool.read(statement)));
    expect(await refused).toMatchObject({ code: 'store_busy', status: 503 });
    expect(await Promise.all([running, waiting])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'query_timeout' }),
        expect.objectContaining({ code: expect.stringMatching(/^(store_busy|query_timeout)$/) }),
      ])
    );
  });
});

describe('a thread', () => {
  it('that neither answers nor stops is ended, and another takes its place', async () => {
    const pool = openPool({ seconds: 0.2 }, { code: STUB, graceMs: 200 });
    const [read, next] = [rejection(pool.read(sql('hang'))), rejection(pool.read(sql('hang')))];
    expect(await read).toMatchObject({ code: 'query_timeout' });
    expect(await next).toMatchObject({ code: 'store_busy' });
    const client = new AbortController();
    const cancelled = rejection(pool.read(sql('hang'), { signal: client.signal }));
    client.abort(new Error('The client has gone'));
    expect(await cancelled).toBe(client.signal.reason);
    await sleep(500);
    expect(await pool.read(sql('hello'))).toEqual([{ said: 'hello' }]);
  });

  it.each([
    ['crash', 'crashed'],
    ['exit', 'A reader of the ledger ended by itself, with exit code 3'],
  ])('that ends by itself (%s) fails its read alone', async (text, message) => {
    const pool = openPool({}, { code: STUB });
    const [failed, ...others] = [rejection(pool.read(sql(text))), pool.read(sql('one')), pool.read(sql('two'))];
    expect(await failed).toMatchObject({ message });
    expect(await Promise.all(others)).toEqual([[{ said: 'one' }], [{ said: 'two' }]]);
  });

  it('whose code is not there fails every read', async () => {
    const pool = openPool({}, { code: join(temporaryFolder(), 'none.cjs') });
    const failures = await Promise.all([rejection(pool.read(COUNT)), rejection(pool.read(COUNT))]);
    expect(failures.map((error) => (error as NodeJS.ErrnoException).code)).toEqual(Array(2).fill('MODULE_NOT_FOUND'));
  });
});

describe('closing', () => {
  it('ends what runs, refuses what waits and what comes', async () => {
    const pool = openPool();
    await pool.read(COUNT);
    const reads = [rejection(pool.read(ENDLESS)), rejection(pool.read(COUNT))];
    expect(await duration(pool.close())).toBeLessThan(2_000);
    const unavailable = { code: 'store_unavailable', status: 503 };
    expect(await Promise.all(reads)).toMatchObject([unavailable, unavailable]);
    expect(await rejection(pool.read(COUNT))).toMatchObject(unavailable);
  });
});
