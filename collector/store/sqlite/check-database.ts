import type Database from 'better-sqlite3';

const MOST_TWICE = 20;

/** What is broken in a ledger file: its pages and indexes, identities that are there twice. */
export function checkDatabase(db: Database.Database): string[] {
  const integrity = db.pragma('integrity_check') as Array<{ integrity_check: string }>;
  const twice = db
    .prepare<[number], { source: string; id: string; times: number }>(
      `SELECT source, id, COUNT(*) AS times FROM record NOT INDEXED
        GROUP BY source, id HAVING COUNT(*) > 1 LIMIT ?`
    )
    .all(MOST_TWICE);
  return [
    ...integrity.map(({ integrity_check }) => integrity_check).filter((text) => text !== 'ok'),
    ...twice.map(({ source, id, times }) => `the identity source ${source}, id ${id} is there ${times} times`),
  ];
}
