import { ConfigError } from '../../config/config-error';
import { type FieldName } from '../../ingest/fields';
import { type ColumnMapping, columnOf, type MappedColumn, tagOf } from '../column-mapping';
import { type RowFormat } from '../import-format';
import { type ReadableRow } from '../import-row';
import { multiplyDecimal } from '../multiply-decimal';
import { asSent, cellAsSent, isOwnExport } from '../own-export';
import { parseJson } from '../read-json-row';
import { timeReader, type TimeReader } from '../read-time-format';

/** Fields that a CSV cell holds as JSON. */
const OBJECTS: ReadonlySet<string> = new Set<FieldName>(['tags', 'metadata']);

/** CSV by a mapping; a column that is not mapped is the field of its name, or goes into `metadata`. */
export const CSV: RowFormat = {
  kind: 'rows',
  name: 'csv',
  title: 'CSV with a header; columns are mapped by --mapping, else by their names',
  layout: 'csv',
  extensions: ['.csv'],
  source: 'import',
  mapsColumns: true,
  checkColumns,
  readRow(row, mapping) {
    const { line } = row;
    const cells = cellsOf(row);
    const record: Record<string, unknown> = {};
    const [tags, metadata]: Array<Record<string, unknown>> = [{}, {}];
    for (const [name, cell] of Object.entries(cells)) {
      const column = columnOf(name, mapping);
      if (column === 'ignored' || cell.trim() === '') {
        continue;
      }
      if (column === undefined) {
        metadata![name] = cell;
        continue;
      }
      const value = readValue(cell, column);
      if (value === undefined) {
        return { line, rejected: { field: column.field, message: explain(name, cell, column) } };
      }
      const key = tagOf(column.field);
      if (key === undefined) {
        record[column.field] = OBJECTS.has(column.field) ? (parseJson(value) ?? value) : value;
      } else {
        tags![key] = value;
      }
    }
    return { line, record: { ...record, ...joined(record, 'tags', tags!), ...joined(record, 'metadata', metadata!) } };
  },
};

/** The cells of a row; of a ledger's own export only what was sent to it. */
function cellsOf(row: ReadableRow): Readonly<Record<string, string>> {
  const cells = 'cells' in row ? row.cells : {};
  return isOwnExport(cells)
    ? Object.fromEntries(Object.entries(asSent(cells)).map(([name, cell]) => [name, cellAsSent(String(cell))]))
    : cells;
}

function joined(record: Readonly<Record<string, unknown>>, field: 'tags' | 'metadata', more: object): object {
  const given = record[field];
  return Object.keys(more).length === 0
    ? {}
    : { [field]: { ...(typeof given === 'object' ? given : undefined), ...more } };
}

/** Readers of times, by zone and pattern. */
const readers = new Map<string, TimeReader>();

function readValue(cell: string, { format, zone = 'UTC', multiply, decimal_comma: comma }: MappedColumn) {
  if (format !== undefined) {
    const key = `${zone} ${format}`;
    const read = readers.get(key) ?? timeReader(format, zone);
    readers.set(key, read);
    return read(cell);
  }
  const text = comma ? cell.trim().replaceAll('.', '').replace(',', '.') : cell;
  return multiply === undefined ? text : multiplyDecimal(text, multiply);
}

function explain(name: string, cell: string, { field, format, zone }: MappedColumn): string {
  const shown = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
  return format === undefined
    ? `${field}: column ${name} has ${shown}, which is no number`
    : `${field}: column ${name} has ${shown}, which is no time of the form ${format}${zone ? ` in ${zone}` : ''}`;
}

function checkColumns(names: readonly string[], mapping: ColumnMapping): void {
  const listed = names.join(', ');
  const unknown = [...Object.keys(mapping.columns), ...mapping.ignore].find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ConfigError(`columns: ${unknown}: the file has no such column; it has ${listed}`);
  }
  const fields = new Map<string, string>();
  for (const name of names) {
    const column = columnOf(name, mapping);
    if (column === undefined || column === 'ignored') {
      continue;
    }
    const other = fields.get(column.field);
    if (other !== undefined) {
      throw new ConfigError(
        `${column.field}: two columns are mapped to it, ${other} and ${name}; list one under ignore`
      );
    }
    fields.set(column.field, name);
  }
  if (!fields.has('model') && !fields.has('id') && !('model' in mapping.constants)) {
    throw new ConfigError(
      `model: no column gives it. Say which one does in a mapping (columns: { <title>: model }), or set it (constants: { model: … }). The file has ${listed}`
    );
  }
}
