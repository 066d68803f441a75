import Database from 'better-sqlite3';
import { booked, NOON } from '../../../conformance/bookings';
import { COLUMNS } from '../../columns';
import { SqliteStore } from '../../sqlite-store';

/** Makes a ledger of many records, one a second and each of a user of its own. */
export async function makeLargeLedger(file: string, records: number): Promise<void> {
  const store = new SqliteStore(file);
  await store.append([booked({ id: '0', user: 'user-0', latency_ms: 1, input_tokens: 10 })]);
  await store.close();
  const db = new Database(file);
  const own: Record<string, string> = {
    id: "'' || n",
    timestamp: `${NOON} + n * 1000`,
    user: "'user-' || (n * 7919 % 1000003)",
    latency_ms: 'n * 7919 % 100003 + 0.0',
  };
  const names = COLUMNS.map(([name]) => `"${name}"`);
  db.prepare(
    `WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < ?)
      INSERT INTO record (${names.join(', ')})
      SELECT ${COLUMNS.map(([name]) => own[name] ?? `"${name}"`).join(', ')} FROM number, record WHERE sequence = 1`
  ).run(records - 1);
  db.close();
}
