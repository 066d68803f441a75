import { build } from 'esbuild';

/** Files of the collector: itself, and the thread that reads the ledger. */
const ENTRIES = { tokenledger: 'collector/main.ts', reader: 'collector/store/sqlite/readers/reader.ts' };

/**
 * The collector and its libraries as one file, its threads as one each beside it; only the native SQLite driver stays
 * outside.
 */
export async function buildCollector(folder = 'build', names = Object.keys(ENTRIES)): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(Object.entries(ENTRIES).filter(([name]) => names.includes(name))),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['better-sqlite3'],
    sourcemap: true,
    legalComments: 'eof',
    logLevel: 'warning',
  });
}
