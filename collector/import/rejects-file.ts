import { closeSync, existsSync, fchmodSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { ConfigError } from '../config/config-error';
import { objectOf, parseJson } from './read-json-row';
import { type RawRow, type RowProblem } from './import-row';

/** A row that was rejected. */
export interface Reject extends RowProblem {
  readonly file: string;
  readonly line: number;
  readonly row: RawRow | undefined;
}

/** Rejected rows, one JSON object a line: file, line, field, message and the row itself. For its owner's eyes only. */
export class RejectsFile {
  readonly #fd: number;
  #bytes = 0;

  constructor(readonly path: string) {
    try {
      this.#fd = openSync(path, existsSync(path) ? 'r+' : 'w', 0o600);
      fchmodSync(this.#fd, 0o600);
    } catch (error) {
      throw new ConfigError(`--rejects ${path}: cannot be written (${String((error as { code?: string }).code)})`);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes off what is beyond a length: it was written by an import that was broken off, or belongs to another. */
  cutTo(bytes: number): void {
    ftruncateSync(this.#fd, bytes);
    this.#bytes = bytes;
  }

  write(rejects: readonly Reject[]): void {
    if (rejects.length === 0) {
      return;
    }
    const text = Buffer.from(rejects.map((reject) => `${JSON.stringify(jsonOf(reject))}\n`).join(''));
    for (let done = 0; done < text.length;) {
      done += writeSync(this.#fd, text, done, text.length - done, this.#bytes + done);
    }
    this.#bytes += text.length;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function jsonOf({ file, line, id, field, message, row }: Reject): object {
  return { file, line, ...(id ? { id } : {}), ...(field ? { field } : {}), message, row: contentOf(row) };
}

function contentOf(row: RawRow | undefined): unknown {
  if (!row || 'problem' in row) {
    return undefined;
  }
  if ('cells' in row) {
    return row.cells;
  }
  const text = row.json.toString('utf8');
  return objectOf(row) ?? parseJson(text) ?? text;
}
