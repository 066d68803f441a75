import Database from 'better-sqlite3';
import { fullScope } from '../../../access/scope';
import { QueryFunctions } from '../functions';
import { SqliteStore } from '../sqlite-store';
import { InlineReader } from './inline-reader';
import { STILL_WANTED, StopCheck } from './stop-check';

const RECORDS = 10_000;

function openReader(seconds: number) {
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE record (sequence INTEGER PRIMARY KEY);
    WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < ${RECORDS})
      INSERT INTO record SELECT n FROM number`);
  const stopCheck = new StopCheck(db);
  return { db, stopCheck, reader: new InlineReader(db, new QueryFunctions(db), stopCheck, seconds) };
}

test('a read in memory stops at its limit, and the next one runs', async () => {
  const { db, reader } = openReader(0.2);
  const text = `SELECT COUNT(*) AS count FROM record AS a, record AS b, record AS c
    WHERE (a.sequence + b.sequence + c.sequence & 255) <> 0 OR still_wanted()`;
  await expect(reader.read({ text, values: [] })).rejects.toMatchObject({ code: 'query_timeout', status: 504 });
  expect(await reader.read({ text: 'SELECT COUNT(*) AS count FROM record', values: [] })).toEqual([
    { count: BigInt(RECORDS) },
  ]);
  db.close();
});

test('a scan asks at one row in 256, and outside of a read it runs to its end', () => {
  const { db, stopCheck } = openReader(30);
  const scan = db.prepare(`SELECT COUNT(*) AS count FROM record WHERE ${STILL_WANTED}`);
  let asked = 0;
  const rows = stopCheck.during(
    () => (asked += 1),
    () => scan.all()
  );
  expect(rows).toEqual([{ count: RECORDS }]);
  expect(asked).toBe(Math.floor(RECORDS / 256));
  expect(scan.all()).toEqual([{ count: RECORDS }]);
  expect(asked).toBe(Math.floor(RECORDS / 256));
  db.close();
});

test('a read of a store in memory that was given up is not begun', async () => {
  const store = new SqliteStore(':memory:');
  const gone = new Error('The client has gone');
  const read = store.tagKeys(fullScope(), { from: 0, to: 1, limit: 1 }, { signal: AbortSignal.abort(gone) });
  await expect(read).rejects.toBe(gone);
  await store.close();
});
