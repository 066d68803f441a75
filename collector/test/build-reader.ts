import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildCollector } from '../../scripts/build-collector.mts';
import { READER_FILE } from './reader-file';

/** Once before all tests. Several runs at a time may do so: the file is replaced whole. */
export default async function buildReader(): Promise<void> {
  mkdirSync(dirname(READER_FILE), { recursive: true });
  const folder = mkdtempSync(`${dirname(READER_FILE)}-`);
  await buildCollector(folder, ['reader']);
  renameSync(join(folder, 'reader.cjs'), READER_FILE);
  rmSync(folder, { recursive: true });
}
