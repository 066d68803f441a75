import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mts';

/** Whether a built file is missing or older than anything it is built from. */
export function isStale(output: string, inputs: readonly string[]): boolean {
  const file = join(ROOT, output);
  return !existsSync(file) || newest(inputs.map((input) => join(ROOT, input))) > statSync(file).mtimeMs;
}

function newest(paths: readonly string[]): number {
  return Math.max(0, ...paths.filter(existsSync).map(newestIn));
}

function newestIn(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) {
    return stats.mtimeMs;
  }
  return newest(readdirSync(path).map((name) => join(path, name)));
}
