import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config-error';
import { STDIN } from './open-input';

/**
 * Files that arguments name: a file itself, of a folder and all below it those that end as the format's files do
 * (packed or not), in order of their names. A file that is named twice is read once.
 */
export function findFiles(paths: readonly string[], extensions: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => filesOf(path, extensions)))];
}

function filesOf(path: string, extensions: readonly string[]): string[] {
  if (path === STDIN) {
    return [path];
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) {
    throw new ConfigError(`${path}: there is no such file or folder`);
  }
  if (!found.isDirectory()) {
    return [path];
  }
  const endings = extensions.flatMap((extension) => [extension, `${extension}.gz`]);
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.toLowerCase().endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) {
    throw new ConfigError(`${path}: no file in this folder ends in ${endings.join(', ')}`);
  }
  return files;
}
