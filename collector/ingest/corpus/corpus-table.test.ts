import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCorpus } from './corpus-case';
import { corpusTable, TABLE_END, TABLE_START, withCorpusTable } from './corpus-table';

const CORPUS = readCorpus(__dirname);
const PAGE = join(resolve(__dirname, '..', '..', '..'), 'docs', 'formats.md');

/** A page without what lines up the columns of its tables. */
const plain = (text: string) => text.replaceAll(/ *\| */g, '|').replaceAll(/(:?)-{3,}(:?)/g, '$1---$2');

const entry = { sdk: 'sdk', captured: true, documented: 'https://example.org/a', records: [] };

test('the corpus holds at least 80 cases, most of them captured from the packages themselves', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(80);
  expect(CORPUS.filter(({ captured }) => captured).length).toBeGreaterThan(CORPUS.length / 2);
});

test('docs/formats.md says what the corpus holds', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(plain(page)).toBe(plain(withCorpusTable(page, CORPUS)));
});

test('each format, package and version is a line, versions in their order', () => {
  const table = corpusTable([
    { ...entry, format: 'otlp', version: '10.0' },
    { ...entry, format: 'otlp', version: '9.1', captured: false },
    { ...entry, format: 'otlp', version: '9.1', documented: 'docs/records.md' },
    { ...entry, format: 'litellm', version: '1' },
  ]);
  expect(table.split('\n')).toEqual([
    '| format | sent by | version | cases | captured | documented |',
    '| --- | --- | --- | ---: | ---: | --- |',
    '| litellm | sdk | 1 | 1 | 1 | [example.org](https://example.org/a) |',
    '| otlp | sdk | 9.1 | 2 | 1 | [docs/records.md](records.md), [example.org](https://example.org/a) |',
    '| otlp | sdk | 10.0 | 1 | 1 | [example.org](https://example.org/a) |',
    '| **all** |  |  | 4 | 3 |  |',
  ]);
});

test('what is around the table stays, and a page without a place for it is an error', () => {
  const page = withCorpusTable(`before\n${TABLE_START}\nold\n${TABLE_END}\nafter`, []);
  expect(page).toMatch(/^before\n.*\nafter$/s);
  expect(page).not.toContain('old');
  expect(() => withCorpusTable(`${TABLE_END} ${TABLE_START}`, [])).toThrow('no place');
});
