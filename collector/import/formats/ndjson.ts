import { type RowFormat } from '../import-format';
import { asSent, isOwnExport } from '../own-export';
import { objectOf } from '../read-json-row';

/** Usage records as they are: one JSON object a line, or a list of them. */
export const NDJSON: RowFormat = {
  kind: 'rows',
  name: 'ndjson',
  title: 'usage records (docs/records.md), one JSON object a line or a list of them',
  layout: 'json',
  extensions: ['.ndjson', '.jsonl', '.json'],
  source: 'import',
  readRow(row) {
    const { line } = row;
    const record = objectOf(row);
    return record
      ? { line, record: isOwnExport(record) ? asSent(record) : record }
      : { line, rejected: { message: 'it is not a JSON object' } };
  },
};
