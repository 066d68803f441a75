import { type LedgerQuery } from '../types';
import { restoreRange } from './rule-form-range';

/** Takes a saved question from one version of its shape to the next, with the same meaning. */
export type Migration = (query: LedgerQuery) => LedgerQuery;

/** The first takes version 1, which says nothing of its version, to version 2. The collector reads all of them. */
const MIGRATIONS: readonly Migration[] = [];

/**
 * The question in the shape that this plugin works with. One that a newer plugin has saved stays as it is, to be taken
 * literally. Whatever was saved comes in here: what is no question at all becomes an empty one.
 */
export function migrateQuery(saved: LedgerQuery, migrations: readonly Migration[] = MIGRATIONS): LedgerQuery {
  const query = isQuery(saved) ? restoreRange(saved) : ({ refId: 'A' } satisfies LedgerQuery);
  const version = versionOf(query);
  const latest = migrations.length + 1;
  return version >= latest
    ? query
    : migrations.slice(version - 1).reduce((older, migrate, index) => {
        return { ...migrate(older), version: version + index + 1 };
      }, query);
}

function isQuery(saved: unknown): saved is LedgerQuery {
  return typeof saved === 'object' && saved !== null && !Array.isArray(saved);
}

function versionOf({ version }: LedgerQuery): number {
  return Number.isInteger(version) && Number(version) >= 1 ? Number(version) : 1;
}
