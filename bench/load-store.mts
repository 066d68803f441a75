import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { SqliteStore } from '../collector/store/sqlite/sqlite-store.ts';

/** The store's class as it is written now: the collector's files name each other in a way that Node alone cannot follow. */
export async function loadStore(): Promise<typeof SqliteStore> {
  // Among the project's folders, where the bundle finds the driver.
  const outfile = resolve('build', `bench-store-${process.pid}.cjs`);
  await build({
    entryPoints: ['collector/store/sqlite/sqlite-store.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['better-sqlite3'],
  });
  const loaded = createRequire(import.meta.url)(outfile) as { SqliteStore: typeof SqliteStore };
  rmSync(outfile);
  return loaded.SqliteStore;
}
