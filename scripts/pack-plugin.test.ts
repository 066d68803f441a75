import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPlugin } from './pack-plugin.mts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokenledger-pack-'));
  mkdirSync(join(folder, 'dist', 'img'), { recursive: true });
  put('plugin.json', JSON.stringify({ id: 'a-b-datasource', info: { updated: '2026-03-04' } }));
  put('module.js', 'x'.repeat(1000));
  put('img/logo.svg', '<svg/>');
  put('gpx_a_linux_amd64', 'binary');
  put('gpx_a_windows_amd64.exe', 'binary');
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): void {
  writeFileSync(join(folder, 'dist', path), text);
}

async function pack(name: string): Promise<string> {
  return packPlugin(join(folder, 'dist'), join(folder, name));
}

/** Names and modes of an archive's directory. */
function entries(name: string): Array<[path: string, mode: string]> {
  const bytes = readFileSync(join(folder, name));
  const found: Array<[string, string]> = [];
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    const length = bytes.readUInt16LE(at + 28);
    const mode = bytes.readUInt32LE(at + 38) >>> 16;
    found.push([bytes.toString('utf8', at + 46, at + 46 + length), (mode & 0o777).toString(8)]);
  }
  return found;
}

test('all is in one folder called like the plugin, and what runs may be run', async () => {
  await pack('a.zip');
  expect(entries('a.zip')).toEqual([
    ['a-b-datasource/gpx_a_linux_amd64', '755'],
    ['a-b-datasource/gpx_a_windows_amd64.exe', '755'],
    ['a-b-datasource/img/logo.svg', '644'],
    ['a-b-datasource/module.js', '644'],
    ['a-b-datasource/plugin.json', '644'],
  ]);
});

test('the same files give the same bytes, whenever, wherever and in whatever order they were written', async () => {
  const first = await pack('a.zip');
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  put('module.js', 'x'.repeat(1000));
  utimesSync(join(folder, 'dist', 'plugin.json'), 1, 1);
  expect(await pack('b.zip')).toBe(first);
  expect(process.env.TZ).toBe('Pacific/Auckland');
  process.env.TZ = zone;
  put('module.js', 'y');
  expect(await pack('c.zip')).not.toBe(first);
});
