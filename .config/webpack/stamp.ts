import { execFileSync } from 'node:child_process';

/** Fills the placeholders of plugin.json and README.md. */
export function stamp(text: string, values: { version: string; today: string }): string {
  return text.replaceAll('%VERSION%', values.version).replaceAll('%TODAY%', values.today);
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
