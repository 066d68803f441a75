// Types alone are imported here: scripts/corpus.mts runs this file as it is.
import type { CorpusCase } from './corpus-case';

export const TABLE_START = '<!-- corpus: written by npm run corpus -->';
export const TABLE_END = '<!-- end of the corpus -->';

type Listed = Pick<CorpusCase, 'format' | 'sdk' | 'version' | 'captured' | 'documented' | 'records'>;

/** A page with the table of the corpus between its marks; throws where it has none. Columns are not lined up. */
export function withCorpusTable(page: string, corpus: readonly Listed[]): string {
  const [start, end] = [page.indexOf(TABLE_START), page.indexOf(TABLE_END)];
  if (start < 0 || end < start) {
    throw new Error(`The page has no place for the table: ${TABLE_START} and ${TABLE_END}`);
  }
  return `${page.slice(0, start)}${TABLE_START}\n\n${corpusTable(corpus)}\n\n${page.slice(end)}`;
}

/** What the corpus holds of each format, package and version, in Markdown. */
export function corpusTable(corpus: readonly Listed[]): string {
  const groups = new Map<string, Listed[]>();
  for (const one of corpus) {
    const key = JSON.stringify([one.format, one.sdk, one.version]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rows = [...groups.values()]
    .map((cases) => ({ ...cases[0]!, cases }))
    .sort((a, b) => byText(a.format, b.format) || byText(a.sdk, b.sdk) || byVersion(a.version, b.version))
    .map(({ format, sdk, version, cases }) => [
      format,
      sdk,
      version,
      String(cases.length),
      String(count(cases, ({ captured }) => captured)),
      sources(cases),
    ]);
  const all = ['**all**', '', '', String(corpus.length), String(count(corpus, ({ captured }) => captured)), ''];
  const titles = ['format', 'sent by', 'version', 'cases', 'captured', 'documented'];
  return [titles, ['---', '---', '---', '---:', '---:', '---'], ...rows, all].map(tableRow).join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function sources(cases: readonly Listed[]): string {
  const addresses = [...new Set(cases.map(({ documented }) => documented))].sort();
  return addresses
    .map((address) => {
      const text = address.replace(/^https:\/\//, '').split('/')[0]!;
      return address.startsWith('docs/')
        ? `[${address}](${address.slice('docs/'.length)})`
        : `[${text}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`;
    })
    .join(', ');
}

function count(cases: readonly Listed[], holds: (one: Listed) => boolean): number {
  return cases.filter(holds).length;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
