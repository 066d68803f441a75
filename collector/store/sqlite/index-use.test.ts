import type Database from 'better-sqlite3';
import { fullScope, memberScope } from '../../access/scope';
import { COUNTS } from '../measures';
import { aggregateSql } from './aggregate-sql';
import { QueryFunctions } from './functions';
import { logSql } from './log-sql';
import { openDatabase } from './open-database';
import { StopCheck } from './readers/stop-check';
import { type Sql } from './sql';
import { firstTimestampSql } from './where-sql';

let db: Database.Database;
beforeEach(() => {
  db = openDatabase(':memory:');
  new QueryFunctions(db);
  new StopCheck(db);
});
afterEach(() => {
  db.close();
});

const range = { from: 0, to: 2 ** 50, filters: [] };

function planOf({ text, values }: Sql): string {
  return db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...values)
    .map(({ detail }) => detail)
    .join('; ');
}

it('finds what one person may see by an index, however large the ledger', () => {
  // What goes by the days of a zone needs its clock, and reads the same rows.
  const measures = COUNTS.filter((count) => count !== 'weekend_requests');
  const request = { ...range, groupBy: ['model'], buckets: [0, 1], measures, keep: null } as const;
  expect(planOf(aggregateSql(memberScope('ada'), request, null, 10))).toContain(
    'USING INDEX record_by_user (user=? AND timestamp>? AND timestamp<?)'
  );
});

it('reads one person’s log in the order of the index, from page to page', () => {
  for (const after of [null, { timestamp: 5, sequence: 1 }]) {
    const plan = planOf(logSql(memberScope('ada'), { ...range, limit: 10, after }, null));
    expect(plan).toContain('USING INDEX record_by_user');
    expect(plan).not.toContain('TEMP B-TREE');
  }
});

it('finds the first record at the beginning of an index, without a look at the others', () => {
  const plans = [fullScope(), memberScope('ada')].map((scope) => planOf(firstTimestampSql(scope)));
  expect(plans[0]).toMatch(/^SCAN record USING COVERING INDEX record_by_time/);
  expect(plans[1]).toMatch(/^SEARCH record USING COVERING INDEX record_by_user \(user=\?\)/);
  plans.forEach((plan) => expect(plan).not.toContain('TEMP B-TREE'));
});

it('finds the rows of some people by the index too', () => {
  const scope = { ...memberScope('ada'), rows: [{ user: ['ada', 'Ada'] }] };
  expect(planOf(logSql(scope, { ...range, limit: 10, after: null }, null))).toContain('USING INDEX record_by_user');
});
