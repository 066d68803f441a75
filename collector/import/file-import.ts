import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { ConfigError } from '../config/config-error';
import { readLines } from '../ingest/read-lines';
import { Batch } from './batch';
import { addCounts, type Counts, NOTHING } from './counts';
import { type ImportFormat, type RowFormat, type SessionFormat } from './import-format';
import { type ImportJob } from './import-job';
import { type Place } from './import-places';
import { type ImportRow, type RawLine, type RawRow } from './import-row';
import { openInput, STDIN } from './open-input';
import { MAX_ROW_BYTES, TOO_LONG } from './read-json';
import { objectOf } from './read-json-row';
import { readRows } from './read-rows';
import { type Reject } from './rejects-file';
import { RowIds } from './row-id';

const OPEN_OBJECT = 0x7b;

/** The file is not the one that was read before. */
class AnotherFile extends Error {}

/** Imports one file. */
export class FileImport {
  #counts: Counts = NOTHING;
  /** Rows since the last batch was booked. */
  #rows = 0;
  #place: Place | undefined;

  constructor(
    private readonly job: ImportJob,
    private readonly file: string,
    private readonly key: string | undefined,
    private readonly counted: (counts: Counts) => void
  ) {}

  async run(place: Place | undefined): Promise<Counts> {
    const { format, observer } = this.job;
    const state = stateOf(this.file);
    if (place?.ended && place.hash === state) {
      observer.continued(this.file, place.rows);
      this.counted(place.counts);
      return place.counts;
    }
    this.#place = place && !place.ended ? place : undefined;
    try {
      await this.#read(format);
    } catch (error) {
      if (!(error instanceof AnotherFile)) {
        throw error;
      }
      this.#place = undefined;
      [this.#counts, this.#rows] = [NOTHING, 0];
      await this.#read(format);
    }
    this.#keep(state, true);
    return this.#counts;
  }

  async #read(format: ImportFormat): Promise<void> {
    const { pieces, bytesRead } = openInput(this.file);
    this.job.observer.opened(this.file, bytesRead);
    await (format.kind === 'rows' ? this.#readRows(format, pieces) : this.#readSession(format, pieces));
  }

  async #readRows(format: RowFormat, pieces: AsyncIterable<Buffer>): Promise<void> {
    const { mapping, observer } = this.job;
    const batch = this.#batch();
    const ids = new RowIds();
    const hash = createHash('sha256');
    const done = this.#place?.rows ?? 0;
    let rows = 0;
    const onColumns = (names: readonly string[]) => format.checkColumns?.(names, mapping);
    for await (const read of readRows(pieces, format.layout, { delimiter: mapping.delimiter, onColumns })) {
      for (const row of read) {
        rows += 1;
        const id = ids.next(contentOf(row));
        hash.update(`${id}\n`);
        if (rows <= done) {
          if (rows === done) {
            this.#goOn(hash.copy().digest('hex'));
            observer.continued(this.file, done);
          }
          continue;
        }
        const imported = 'problem' in row ? rejected(row.line, row.problem) : format.readRow(row, mapping);
        this.#rows += 1;
        [imported].flat().forEach((one, index) => batch.take(one, row, partId(id, index), this.#now()));
        if (batch.full) {
          await this.#book(batch, () => hash.copy().digest('hex'));
        }
      }
    }
    if (rows < done) {
      throw new AnotherFile();
    }
    await this.#book(batch, () => hash.digest('hex'));
  }

  async #readSession(format: SessionFormat, pieces: AsyncIterable<Buffer>): Promise<void> {
    const reader = format.openSession();
    const batch = this.#batch();
    const take = (rows: readonly ImportRow[], raw?: RawRow) =>
      rows.forEach((row) => batch.take(row, raw, '', this.#now()));
    const takeBroken = (row: RawRow | undefined) =>
      take(row ? [rejected(row.line, 'it is not a JSON object')] : [], row);
    let broken: RawLine | undefined;
    for await (const lines of readLines(pieces, MAX_ROW_BYTES)) {
      for (const { index, bytes } of lines) {
        takeBroken(broken);
        broken = undefined;
        const line = index + 1;
        this.#rows += 1;
        if (bytes === null) {
          take([rejected(line, TOO_LONG)]);
        } else if (bytes.length > 0) {
          const row = { line, json: bytes };
          const value = objectOf(row);
          broken = value ? undefined : row;
          take(value ? reader.takeLine(line, value) : [], row);
        }
        if (batch.full) {
          await this.#book(batch);
        }
      }
    }
    // The last line of a session that goes on may be half written.
    const halfWritten = broken?.json[0] === OPEN_OBJECT;
    takeBroken(halfWritten ? undefined : broken);
    this.#count({ unfinished: halfWritten ? 1 : 0 });
    take(reader.end());
    await this.#book(batch);
  }

  #batch(): Batch {
    const { target, mapping, source, batch } = this.job;
    return new Batch({ target, mapping, source, size: Math.min(batch, target.mostRecords) });
  }

  /** Books a batch; `hash` is that of all rows so far, where the file can be gone on with. */
  async #book(batch: Batch, hash?: () => string): Promise<void> {
    const { observer, rejects, stop } = this.job;
    const { counts, rejects: found } = await batch.book();
    this.#count({ ...counts, rows: this.#rows });
    this.#rows = 0;
    const rejected = found.map((reject): Reject => ({ ...reject, file: this.file }));
    rejects?.write(rejected);
    if (hash) {
      this.#keep(hash(), false);
    }
    observer.rejected(rejected);
    this.counted(this.#counts);
    if (stop?.aborted) {
      throw new ConfigError('Stopped. Start the same command again: it goes on where it stopped.');
    }
  }

  #goOn(hash: string): void {
    if (hash !== this.#place?.hash) {
      throw new AnotherFile();
    }
    this.#counts = this.#place.counts;
    this.counted(this.#counts);
  }

  #keep(hash: string, ended: boolean): void {
    const { places, rejects } = this.job;
    if (this.key !== undefined) {
      const { rows } = this.#counts;
      places?.keep(this.key, { rows, hash, ended, counts: this.#counts, rejectsBytes: rejects?.bytes ?? 0 });
    }
  }

  #count(more: Partial<Counts>): void {
    this.#counts = addCounts(this.#counts, more);
  }

  #now(): number {
    return (this.job.clock ?? Date.now)();
  }
}

function rejected(line: number, message: string): ImportRow {
  return { line, rejected: { message } };
}

/** The first call of a row has the row's own id. */
function partId(id: string, index: number): string {
  return index === 0 ? id : `${id}.${index + 1}`;
}

function contentOf(row: RawRow): string | Buffer {
  if ('problem' in row) {
    return row.problem;
  }
  return 'json' in row ? row.json : JSON.stringify(row.cells);
}

/** What would change if the file did. */
function stateOf(file: string): string {
  if (file === STDIN) {
    return '';
  }
  const { ino, size, mtimeMs } = statSync(file);
  return `${ino} ${size} ${mtimeMs}`;
}
