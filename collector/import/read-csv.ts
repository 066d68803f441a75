import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse, type Parser } from 'csv-parse';
import { ConfigError } from '../config/config-error';
import { type RawRow } from './import-row';
import { MAX_ROW_BYTES } from './read-json';

const ROWS_AT_ONCE = 256;

interface Read {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

export interface CsvOptions {
  readonly delimiter?: string;
  /** Told of the titles, before the first row. */
  readonly onColumns: (columns: readonly string[]) => void;
}

/** Rows of a CSV file (RFC 4180); the first one names the columns. A row that is malformed costs itself. */
export async function* readCsv(
  pieces: AsyncIterable<Buffer>,
  { delimiter = ',', onColumns }: CsvOptions
): AsyncGenerator<RawRow[]> {
  let columns: string[] | null = null;
  let rows: RawRow[] = [];
  let [end, broken] = [0, 0];
  for await (const read of parser(pieces, delimiter) as AsyncIterable<Read | RawRow>) {
    if (!('record' in read)) {
      // Told of each quote that is wrong, the row counts once.
      if (read.line !== broken) {
        rows.push(read);
      }
      broken = read.line;
    } else if (columns === null) {
      columns = titles(read.record);
      onColumns(columns);
    } else {
      rows.push(rowOf(read.record, firstLine(read, end), columns));
    }
    end = 'record' in read ? read.info.lines : end;
    if (rows.length >= ROWS_AT_ONCE) {
      yield rows;
      rows = [];
    }
  }
  if (columns === null) {
    throw new ConfigError('there is no header: the first line of a CSV file names its columns');
  }
  yield rows;
}

function parser(pieces: AsyncIterable<Buffer>, delimiter: string): Parser {
  const csv: Parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    // Bounds what an opening quote swallows that is never closed.
    max_record_size: MAX_ROW_BYTES,
    // Pushed, so that it comes in its place among the rows.
    on_skip: (error) => void csv.push({ line: lineOf(error), problem: problemOf(error) } satisfies RawRow),
  });
  pipeline(Readable.from(pieces), csv, () => undefined);
  return csv;
}

function titles(record: readonly string[]): string[] {
  const columns = record.map((title) => title.trim());
  const twice = columns.find((title, index) => title !== '' && columns.indexOf(title) !== index);
  if (twice !== undefined) {
    throw new ConfigError(`the header names the column ${twice} twice`);
  }
  return columns;
}

function rowOf(record: readonly string[], line: number, columns: readonly string[]): RawRow {
  if (record.length !== columns.length) {
    return { line, problem: `it has ${record.length} cells, the header names ${columns.length}` };
  }
  return { line, cells: Object.fromEntries(columns.map((name, index) => [name, record[index]!])) };
}

/** A cell may hold line ends: `lines` counts where the row ends. */
function firstLine({ record, info: { lines } }: Read, before: number): number {
  const within = lines - before > 1 ? record.join('').split('\n').length - 1 : 0;
  return lines - within;
}

function lineOf(error: CsvError | undefined): number {
  return Number((error as { lines?: number } | undefined)?.lines ?? 0);
}

function problemOf(error: CsvError | undefined): string {
  const code: string = error?.code ?? 'unknown';
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return 'a quote is opened and never closed: this row and all that follow it are lost';
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return `the row that ends here is longer than ${MAX_ROW_BYTES / 1024 / 1024} MiB: a quote is not closed`;
  }
  return `quotes are not as RFC 4180 has them (a cell with a quote is quoted, the quote doubled): ${code}`;
}
