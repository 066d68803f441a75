/** A table as text: the first row are the heads, the columns named in `right` are aligned to the right. */
export function tableText(rows: ReadonlyArray<readonly string[]>, right: readonly number[] = []): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => [...row[column]!].length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => (right.includes(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd()
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return `${lines[0]}\n${rule}\n${lines.slice(1).join('\n')}\n`;
}
