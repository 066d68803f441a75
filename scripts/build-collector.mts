import { build } from 'esbuild';

/** The collector and its libraries as one file; only the native SQLite driver stays outside. */
export async function buildCollector(outfile = 'build/tokenledger.cjs'): Promise<void> {
  await build({
    entryPoints: ['collector/main.ts'],
    outfile,
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
