import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** State of the collector that is sampled over time, in bytes; what cannot be read is absent. */
export const SAMPLED = ['store_bytes', 'wal_bytes', 'disk_free_bytes', 'process_memory_bytes'] as const;
export type Sampled = (typeof SAMPLED)[number];
export type StateSample = Readonly<Partial<Record<Sampled, number>>>;

const LEDGER = 'ledger.db';
/** What was booked since the last checkpoint; it becomes part of the ledger's own file there. */
const WAL = 'ledger.db-wal';

/** Sizes of the ledger in a data folder, what its disk has room for, and the memory of this process. Takes microseconds. */
export function readState(dataDir: string): StateSample {
  const [ledger, wal] = [LEDGER, WAL].map((name) => sizeOf(join(dataDir, name))) as [number, number];
  const free = freeBytes(dataDir);
  return {
    store_bytes: ledger + wal,
    wal_bytes: wal,
    ...(free === null ? {} : { disk_free_bytes: free }),
    process_memory_bytes: process.memoryUsage.rss(),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Not every file system tells. */
function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
