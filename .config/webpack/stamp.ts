import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Fills the placeholders of plugin.json and README.md. */
export function stamp(text: string, values: { version: string; today: string }): string {
  return text.replaceAll('%VERSION%', values.version).replaceAll('%TODAY%', values.today);
}

/**
 * A short hash of what the browser's half is made of. Webpack's own hashes of contents depend on where the project lies,
 * and stay in source maps.
 */
export function sourcesHash(root: string): string {
  const hash = createHash('sha256');
  const paths = globSync(['src/**/*.{ts,tsx}', 'contract/**/*.ts', 'package-lock.json'], { cwd: root });
  for (const path of paths.map((name) => name.replaceAll('\\', '/')).sort()) {
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex').slice(0, 20);
}

/**
 * Day of the build, from SOURCE_DATE_EPOCH or the newest commit, so that the same sources give the same bytes.
 * Outside of a repository it is the clock's day.
 */
export function buildDay(root: string): string {
  const seconds = process.env.SOURCE_DATE_EPOCH ?? commitSeconds(root);
  const date = seconds ? new Date(Number(seconds) * 1000) : new Date();
  return date.toISOString().slice(0, 10);
}

function commitSeconds(root: string): string | undefined {
  try {
    const git = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    return git.toString().trim();
  } catch {
    return undefined;
  }
}
