import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const EXECUTABLE = 0o100755;
const PLAIN = 0o100644;

/**
 * Packs the built plugin as Grafana and its validator want it: one folder, named by the plugin's id. The same files
 * give the same bytes: names are in order, and the day is the one that plugin.json states.
 *
 * @param folder - the built plugin
 * @returns the hex SHA-256 of what was written to `file`
 */
export async function packPlugin(folder: string, file: string): Promise<string> {
  const { id, info } = JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8')) as PluginJson;
  const zip = new ZipFile();
  const options = { mtime: new Date(`${info.updated}T00:00:00Z`), forceDosTimestamp: true };
  for (const path of filesIn(folder)) {
    const mode = isExecutable(path) ? EXECUTABLE : PLAIN;
    zip.addBuffer(readFileSync(join(folder, path)), `${id}/${path}`, { ...options, mode });
  }
  zip.end();
  const bytes = await inUtc(() => buffer(zip.outputStream));
  writeFileSync(file, bytes);
  return createHash('sha256').update(bytes).digest('hex');
}

interface PluginJson {
  id: string;
  info: { updated: string };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join('/'))
    .sort();
}

function isExecutable(path: string): boolean {
  return /(^|\/)gpx_[^/]*$/.test(path);
}

/** Times in archives are local ones. */
async function inUtc<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.TZ;
  process.env.TZ = 'UTC';
  try {
    return await work();
  } finally {
    if (before === undefined) {
      delete process.env.TZ;
    } else {
      process.env.TZ = before;
    }
  }
}
