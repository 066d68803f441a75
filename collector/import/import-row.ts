/** A row of a file before anything is known of what it means. */
export type RawRow = RawLine | RawCells | RawProblem;

/** One JSON text: a line, or an element of an array. */
export interface RawLine {
  /** Where it begins, from 1: the line, of an array the element. */
  readonly line: number;
  readonly json: Buffer;
}

/** A row of a CSV file. */
export interface RawCells {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What could not even be taken apart. */
export interface RawProblem {
  readonly line: number;
  readonly problem: string;
}

export type ReadableRow = Exclude<RawRow, RawProblem>;

/** What a row comes to: the fields of a usage record, a reason why it is none, or nothing (it is no call). */
export type ImportRow =
  | { readonly line: number; readonly record: Fields }
  | { readonly line: number; readonly rejected: RowProblem }
  | { readonly line: number; readonly ignored: true };

/** Fields of a usage record as they arrive, unchecked. */
export type Fields = Readonly<Record<string, unknown>>;

export interface RowProblem {
  readonly id?: string;
  readonly field?: string;
  readonly message: string;
}

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
