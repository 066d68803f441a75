import { stringify } from 'csv-stringify/sync';

/** An exact number that no double may round; written as it is. */
export interface Decimal {
  readonly decimal: string;
}

/** Null is an empty cell. */
export type CsvCell = string | number | boolean | Decimal | null;

/**
 * Lines of a CSV file after RFC 4180, each with its end. Texts that a spreadsheet would take for a formula begin with an
 * apostrophe; numbers are as they are, negative ones too.
 */
export function csvLines(rows: ReadonlyArray<readonly CsvCell[]>): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: '\r\n',
      // Said, because naming the delimiter turns it off: bare line feeds would end the line for most readers.
      quote_record_delimiter: true,
      escape_formulas: true,
      cast: {
        boolean: String,
        object: (cell) => ({ value: (cell as unknown as Decimal).decimal, escape_formulas: false }),
      },
    }
  );
}
