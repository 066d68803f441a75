import { ledgerError } from '../../errors';
import { type CsvCell, csvLines } from './csv';
import { type NamedFile } from './file-name';

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

export type ExportRow = Readonly<Record<string, unknown>>;

/** What is exported, page by page, and what a JSON file says after the last row. */
export interface ExportTable extends NamedFile {
  /** CSV's columns, in their order. */
  readonly columns: readonly string[];
  readonly cell: (name: string, value: unknown) => CsvCell;
  /** Key of the rows in JSON. */
  readonly key: string;
  readonly pages: AsyncGenerator<readonly ExportRow[], ExportRow>;
}

/** The file that `format` asks for; throws if it is none of them. */
export function readFormat(text: string | null): ExportFormat {
  const format = EXPORT_FORMATS.find((word) => word === (text ?? 'csv'));
  if (!format) {
    throw ledgerError('invalid_query', `format must be one of ${EXPORT_FORMATS.join(', ')}`, 'format');
  }
  return format;
}

/** The file's text, a page at a time: never more than that is in memory. */
export async function* fileText(format: ExportFormat, table: ExportTable): AsyncGenerator<string> {
  const { columns, cell, key, pages } = table;
  if (format === 'csv') {
    yield csvLines([columns]);
  }
  if (format === 'json') {
    yield `{${JSON.stringify(key)}:[`;
  }
  let first = true;
  for (;;) {
    const { done, value } = await pages.next();
    if (done) {
      if (format === 'json') {
        yield `\n],${JSON.stringify(value).slice(1)}\n`;
      }
      return;
    }
    if (value.length === 0) {
      continue;
    }
    switch (format) {
      case 'csv':
        yield csvLines(value.map((row) => columns.map((name) => cell(name, row[name]))));
        break;
      case 'json':
        yield `${first ? '' : ','}\n${value.map((row) => JSON.stringify(row)).join(',\n')}`;
        break;
      case 'ndjson':
        yield value.map((row) => `${JSON.stringify(row)}\n`).join('');
    }
    first = false;
  }
}
