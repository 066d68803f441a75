import { type UsageRecord } from '../../contract/record';
import { type ColumnMapping, withConstants } from './column-mapping';
import { readRecord } from '../ingest/read-record';
import { type Counts, countsOf } from './counts';
import { type ImportTarget } from './import-target';
import { type ImportRow, type RawRow } from './import-row';
import { type Reject } from './rejects-file';

/** Most bytes of rows that wait, so that rows full of prompts do not fill the memory. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface BatchOptions {
  readonly target: ImportTarget;
  readonly mapping: ColumnMapping;
  /** Source of records that name none. */
  readonly source: string;
  /** Records that are booked at once. */
  readonly size: number;
}

interface Waiting {
  readonly line: number;
  readonly raw: RawRow | undefined;
}

/** What became of a batch. */
export interface BatchResult {
  readonly counts: Partial<Counts>;
  readonly rejects: ReadonlyArray<Omit<Reject, 'file'>>;
}

/** Gathers rows and books them together. */
export class Batch {
  #records: UsageRecord[] = [];
  #waiting: Waiting[] = [];
  #rejects: Array<Omit<Reject, 'file'>> = [];
  #bytes = 0;
  #ignored = 0;
  #untimed = 0;

  constructor(private readonly options: BatchOptions) {}

  get full(): boolean {
    return this.#records.length >= this.options.size || this.#bytes >= MOST_BYTES || this.#rejects.length >= 1_000;
  }

  /** Takes what a row came to; `id` is for a record that brings none. */
  take(row: ImportRow, raw: RawRow | undefined, id: string, now: number): void {
    if ('ignored' in row) {
      this.#ignored += 1;
      return;
    }
    this.#bytes += raw && 'json' in raw ? raw.json.length : 1_024;
    const { line } = row;
    if ('rejected' in row) {
      this.#rejects.push({ ...row.rejected, line, row: raw });
      return;
    }
    const { mapping, source } = this.options;
    const read = readRecord(withConstants(row.record, mapping), { source, now });
    if ('message' in read) {
      this.#rejects.push({ ...read, line, row: raw });
      return;
    }
    this.#untimed += read.record.model !== '' && read.record.defaulted?.includes('timestamp') ? 1 : 0;
    this.#records.push(read.idGiven ? read.record : { ...read.record, id });
    this.#waiting.push({ line, raw });
  }

  /** Books what has gathered. */
  async book(): Promise<BatchResult> {
    const [records, waiting, rejects] = [this.#records, this.#waiting, this.#rejects];
    const [ignored, untimed] = [this.#ignored, this.#untimed];
    [this.#records, this.#waiting, this.#rejects] = [[], [], []];
    [this.#bytes, this.#ignored, this.#untimed] = [0, 0, 0];
    if (records.length === 0) {
      return { counts: { ignored, rejected: rejects.length }, rejects };
    }
    const booked = await this.options.target.book(records);
    const refused = booked.rejected.map(({ position, problem }) => {
      const { line, raw: row } = waiting[position]!;
      return { ...problem, line, row };
    });
    return {
      counts: { ...countsOf(booked), ignored, untimed, rejected: refused.length + rejects.length },
      rejects: [...rejects, ...refused].sort((a, b) => a.line - b.line),
    };
  }
}
