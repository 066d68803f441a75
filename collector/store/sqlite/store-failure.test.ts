import Database from 'better-sqlite3';
import { storeFailure } from './store-failure';

const failure = (code: string) => new Database.SqliteError('of SQLite', code);

test.each([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_IOERR_WRITE',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY_DBMOVED',
  'SQLITE_PROTOCOL',
  'SQLITE_NOMEM',
  'SQLITE_CORRUPT_INDEX',
  'SQLITE_NOTADB',
])('%s is a reason to come again later', (code) => {
  const cause = failure(code);
  const unavailable = { code: 'store_unavailable', status: 503, cause };
  expect(storeFailure(cause, 'write')).toMatchObject({
    ...unavailable,
    message: expect.stringMatching(/not booked: send it again/),
  });
  expect(storeFailure(cause, 'read')).toMatchObject({ ...unavailable, message: expect.stringMatching(/Ask again/) });
});

test.each([
  ['a wrong statement', failure('SQLITE_ERROR')],
  ['a value of another type', failure('SQLITE_MISMATCH')],
  ['a value out of its place', failure('SQLITE_RANGE')],
  ['a broken rule of the ledger', failure('SQLITE_CONSTRAINT_UNIQUE')],
  ['an error of another kind', new TypeError('no function')],
  ['no error at all', 'text'],
])('%s stays what it is', (_what, error) => {
  expect(storeFailure(error, 'read')).toBe(error);
});
