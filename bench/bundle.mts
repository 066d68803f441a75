import { build } from 'esbuild';
import { join } from 'node:path';

/** What the collector's sources have as CommonJS, and expect to have. */
const BANNER =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;";

/** Bundles a file of bench/ with the sources it imports; returns the bundle, which waits at its top level. */
export async function bundle(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [`bench/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    external: ['better-sqlite3'],
    banner: { js: BANNER },
    logLevel: 'warning',
  });
  return outfile;
}
