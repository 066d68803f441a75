import { statSync } from 'node:fs';
import { type Counts, NOTHING } from './counts';
import { STDIN } from './open-input';

const TERMINAL_MS = 200;
const LOG_MS = 2_000;

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Says on standard error how an import goes: on a terminal in one line that changes, else in a line now and then. */
export class Progress {
  readonly #began: number;
  #shown: number;
  #file = '';
  #share: () => string = () => '';
  #counts = NOTHING;
  /** Rows that an earlier run has read. */
  #skipped = 0;

  constructor(
    private readonly output: ProgressOutput,
    private readonly clock: () => number = () => performance.now()
  ) {
    this.#began = clock();
    this.#shown = this.#began;
  }

  opened(file: string, bytesRead: () => number): void {
    const size = file === STDIN ? 0 : statSync(file).size;
    this.#file = file;
    this.#share = () => (size > 0 ? ` ${Math.floor((bytesRead() / size) * 100)} %` : '');
  }

  continued(file: string, rows: number): void {
    this.#skipped += rows;
    this.say(`${file}: ${rows} rows were imported before, it goes on after them`);
  }

  counted(counts: Counts): void {
    this.#counts = counts;
    const now = this.clock();
    if (now - this.#shown >= (this.output.isTTY ? TERMINAL_MS : LOG_MS)) {
      this.#shown = now;
      this.#write(`${this.#file}${this.#share()}: ${this.line}`);
    }
  }

  /** Rows, their rate and what became of them. */
  get line(): string {
    const { rows, accepted, duplicates, amended, rejected } = this.#counts;
    const seconds = Math.max(0.001, (this.clock() - this.#began) / 1000);
    const rate = Math.round((rows - this.#skipped) / seconds);
    return `${rows} rows, ${rate} rows/s, accepted ${accepted}, duplicates ${duplicates}, amended ${amended}, rejected ${rejected}`;
  }

  say(text: string): void {
    this.output.write(`${this.output.isTTY ? '\r\x1b[K' : ''}${text}\n`);
  }

  end(): void {
    this.output.write(this.output.isTTY ? '\r\x1b[K' : '');
  }

  #write(text: string): void {
    this.output.write(this.output.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  }
}
