import { type Frame, type FrameField, type FrameValue } from '../../contract/frame';

/** Rows of a table frame as texts, its titles first. */
export function textsOf({ schema: { fields }, data: { values } }: Frame): string[][] {
  const rows = (values[0] ?? []).map((_, row) =>
    fields.map((field, column) => format(field, values[column]?.[row] ?? null))
  );
  return [fields.map(({ name, config }) => config?.displayNameFromDS ?? name), ...rows];
}

/** Lays out rows for a terminal; the first are titles, numbers stand at the right. */
export function layOut(rows: readonly string[][]): string {
  const [titles = [], ...others] = rows;
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const right = titles.map((_, column) => others.length > 0 && others.every((row) => isNumber(row[column]!)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (right[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(titles), rule, ...others.map(line)].join('\n');
}

/** A value as a person reads it. */
export function format({ config }: Pick<FrameField, 'config'>, value: FrameValue): string {
  if (typeof value !== 'number') {
    return value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  switch (config?.unit) {
    case 'currencyUSD':
      return `$${value !== 0 && Math.abs(value) < 0.1 ? value.toPrecision(2) : value.toFixed(2)}`;
    case 'percentunit':
      return `${(value * 100).toFixed(1)} %`;
    case 'ms':
      return `${Math.round(value)} ms`;
    case undefined:
    default:
      return (
        Number.isInteger(value) || Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(2))
      ).toLocaleString('en');
  }
}

function isNumber(text: string): boolean {
  return /^(–|\$?-?[\d.,e-]+( %| ms)?)$/.test(text);
}
