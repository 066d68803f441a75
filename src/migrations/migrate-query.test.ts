import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerQuery } from '../types';
import { type Migration, migrateQuery } from './migrate-query';

const FIXTURES = join(__dirname, '__fixtures__');

/** What a future version might do: another word for a field, and a field that is said in full. */
const MIGRATIONS: Migration[] = [
  ({ settle, ...query }) => ({ ...query, ...(settle ? { delay: settle } : {}) }),
  (query) => ({ ...query, granularity: query.granularity ?? 'none' }),
];

describe('a saved question', () => {
  it.each(readdirSync(FIXTURES))('of %s reads the same today', (file) => {
    const { saved, today } = JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Record<string, LedgerQuery[]>;
    expect(saved!.map((query) => migrateQuery(query))).toEqual(today ?? saved);
  });

  it('goes through every version since its own, in order', () => {
    const query = { refId: 'A', metrics: ['cost'], settle: '2m' };
    const latest = { refId: 'A', metrics: ['cost'], delay: '2m', granularity: 'none', version: 3 };
    expect(migrateQuery(query, MIGRATIONS)).toEqual(latest);
    expect(migrateQuery({ ...query, version: 2 }, MIGRATIONS)).toEqual({ ...query, granularity: 'none', version: 3 });
    expect(migrateQuery(latest, MIGRATIONS)).toBe(latest);
    expect(query).toEqual({ refId: 'A', metrics: ['cost'], settle: '2m' });
  });

  it('of a newer plugin is left alone', () => {
    const query = { refId: 'A', version: 9 };
    expect(migrateQuery(query, MIGRATIONS)).toBe(query);
  });

  it.each([0, -1, 1.5, '2', null])('with the version %p is one that does not say', (version) => {
    expect(migrateQuery({ refId: 'A', version } as unknown as LedgerQuery, MIGRATIONS).version).toBe(3);
  });

  it.each([null, undefined, 'team', [], 7])('that is %p is an empty one', (saved) => {
    expect(migrateQuery(saved as unknown as LedgerQuery)).toEqual({ refId: 'A' });
  });
});
