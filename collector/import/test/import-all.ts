import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type UsageRecord } from '../../../contract/record';
import { temporaryFolder } from '../../test/temporary-folder';
import { NO_MAPPING, readMapping } from '../column-mapping';
import { type Counts } from '../counts';
import { FORMATS } from '../formats/formats';
import { type ImportJob, type ImportObserver } from '../import-job';
import { runImport } from '../run-import';
import { type ImportTarget } from '../import-target';
import { type Reject } from '../rejects-file';

/** What time it is when the files are imported. */
export const IMPORTED_AT = Date.UTC(2026, 10, 30);
export const FIXTURES = join(__dirname, '..', 'fixtures');

export interface Imported {
  readonly counts: Counts;
  /** What was handed over to be booked. */
  readonly records: UsageRecord[];
  readonly rejects: Reject[];
  /** What was said of files that were gone on with. */
  readonly continued: Array<[file: string, rows: number]>;
}

export type JobOptions = Partial<Omit<ImportJob, 'format' | 'files' | 'mapping' | 'target'>> & {
  readonly target?: MemoryTarget;
  /** A mapping file. */
  readonly mapping?: string;
};

/** Imports files into a ledger that tells records apart by their identity alone, as the real one does. */
export async function importAll(name: string, files: readonly string[], options: JobOptions = {}): Promise<Imported> {
  const format = FORMATS.find((known) => known.name === name)!;
  const target = options.target ?? new MemoryTarget();
  const before = target.handed.length;
  const imported = { rejects: [], continued: [] } as Pick<Imported, 'rejects' | 'continued'>;
  const observer: ImportObserver = {
    opened: () => undefined,
    continued: (file, rows) => imported.continued.push([file, rows]),
    counted: () => undefined,
    rejected: (rejects) => imported.rejects.push(...rejects),
  };
  const counts = await runImport({
    ...{ format, files, source: format.source, batch: 1_000, places: null, rejects: null },
    ...{ question: name, observer, clock: () => IMPORTED_AT },
    ...options,
    target,
    mapping: options.mapping === undefined ? NO_MAPPING : readMapping(writeTemporary('mapping.yaml', options.mapping)),
  });
  return { ...imported, counts, records: target.handed.slice(before) };
}

/** A ledger in memory: what is in it already is a duplicate. */
export class MemoryTarget implements ImportTarget {
  readonly identity = 'memory';
  readonly mostRecords = Infinity;
  readonly booked = new Map<string, UsageRecord>();
  /** What it was given, in order. */
  readonly handed: UsageRecord[] = [];
  batches = 0;
  finish = () => Promise.resolve();
  close = () => Promise.resolve();

  /** @param most - batches that are booked before it fails, as if it were killed */
  constructor(public most = Infinity) {}

  async book(records: readonly UsageRecord[]): ReturnType<ImportTarget['book']> {
    if (this.batches >= this.most) {
      throw new Error('killed');
    }
    this.batches += 1;
    const before = this.booked.size;
    this.handed.push(...records);
    records.forEach((record) => this.booked.set(`${record.source} ${record.id}`, record));
    const accepted = this.booked.size - before;
    return Promise.resolve({ accepted, duplicates: records.length - accepted, amended: 0, conflicts: 0, rejected: [] });
  }
}

/** A file in a folder that is gone when the test file has run. */
export function writeTemporary(name: string, content: string | Buffer): string {
  const file = join(temporaryFolder(), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
