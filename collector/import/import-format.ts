import { type ColumnMapping } from './column-mapping';
import { type ImportRow, type JsonObject, type ReadableRow } from './import-row';

/** How the files of a format are taken apart. */
export type Layout = 'csv' | 'json' | 'csv or json';

interface Format {
  readonly name: string;
  /** What it is, for the help. */
  readonly title: string;
  /** What files of a folder are its own. */
  readonly extensions: readonly string[];
  /** Source of records that name none. */
  readonly source: string;
}

/** A format whose rows are understood one by one. A row that brings no id gets one of its content. */
export interface RowFormat extends Format {
  readonly kind: 'rows';
  readonly layout: Layout;
  /** Whether `--mapping` may name columns, beside constants. */
  readonly mapsColumns?: boolean;
  /** Called once with the titles of a CSV file: throws if they cannot make records. */
  checkColumns?(columns: readonly string[], mapping: ColumnMapping): void;
  /** A row may stand for several calls; they get ids of one and the same row. */
  readRow(row: ReadableRow, mapping: ColumnMapping): ImportRow | readonly ImportRow[];
}

/** A format in which one call is spread over several lines: a file is read as a whole, always from its beginning. */
export interface SessionFormat extends Format {
  readonly kind: 'sessions';
  openSession(): SessionReader;
}

/** Reads one session, line by line. */
export interface SessionReader {
  /** Calls that are known to be complete once this line is read. */
  takeLine(line: number, value: JsonObject): ImportRow[];
  /** The calls that are left at the end. */
  end(): ImportRow[];
}

export type ImportFormat = RowFormat | SessionFormat;
