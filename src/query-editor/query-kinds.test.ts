import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUERY_KINDS } from './query-kinds';

it('the plugin’s backend gives the row limit of the settings to each kind that is a list, and to no other', () => {
  const source = readFileSync(join(__dirname, '../../pkg/plugin/defaults.go'), 'utf8');
  const [, entries = ''] = /^var lists = map\[string\]bool\{(.*?)\}/ms.exec(source) ?? [];
  const inBackend = [...entries.matchAll(/"(\w+)": true/g)].map(([, type]) => type);
  const lists = Object.entries(QUERY_KINDS).filter(([, { rows }]) => rows !== undefined);
  expect(inBackend.sort()).toEqual(lists.map(([type]) => type).sort());
  expect(lists).not.toEqual([]);
});
