import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { ContentBook, type ContentBookOptions } from './content-book';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 4);
const PLANTED = 'the quick brown fox';

let folder: string;
let book: ContentBook;
const open = (options: Partial<ContentBookOptions> = {}) =>
  new ContentBook(join(folder, 'content.db'), { retentionMs: 30 * DAY, maxBytes: 1_000, ...options });
beforeEach(() => {
  folder = temporaryFolder();
  book = open();
});
afterEach(() => book.close());

const call = (id: string, source = 'test') => ({ source, id });
const keep = (id: string, content: Record<string, unknown>, now = NOW) =>
  book.keep([{ record: call(id), content }], now);
const read = (id: string, now = NOW) => book.read([call(id)], now)[0];
const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

test('what is kept of records is read by their identity, and null where nothing is', () => {
  keep('1', { prompt: PLANTED });
  expect(book.read([call('2'), call('1'), call('1', 'other')], NOW)).toEqual([
    null,
    { content: { prompt: PLANTED }, truncated: false },
    null,
  ]);
});

test('a repeat fills what was absent, and what is there stays as first seen', () => {
  keep('1', { prompt: 'first' });
  keep('1', { prompt: 'second', completion: 'answer' }, NOW + DAY);
  expect(read('1')?.content).toEqual({ prompt: 'first', completion: 'answer' });
});

test('a repeat does not prolong the time for which content is kept', async () => {
  keep('1', { prompt: 'a' });
  keep('1', { completion: 'b' }, NOW + 29 * DAY);
  expect(read('1', NOW + 30 * DAY)).not.toBeNull();
  expect(read('1', NOW + 30 * DAY + 1)).toBeNull();
  expect(await book.retire(NOW + 30 * DAY + 1)).toBe(1);
});

test('no more bytes are kept of a record than is configured, and it says that they were more', () => {
  keep('1', { prompt: 'x'.repeat(5_000), completion: 'y' });
  const { content, truncated } = read('1')!;
  expect(truncated).toBe(true);
  expect(Buffer.byteLength(JSON.stringify(content))).toBeLessThanOrEqual(1_000);
  keep('1', { completion: 'y' });
  expect(read('1')?.truncated).toBe(true);
});

test('what is erased is in no file, and nothing comes in its place', () => {
  keep('1', { prompt: PLANTED });
  keep('2', { prompt: 'other' });
  expect(book.erase([call('1'), call('3')], NOW)).toBe(1);
  expect(book.purge()).toBe(true);
  expect(bytes().includes(PLANTED)).toBe(false);
  keep('1', { prompt: PLANTED });
  keep('3', { prompt: PLANTED });
  expect(bytes().includes(PLANTED)).toBe(false);
  expect([read('1'), read('3')]).toEqual([null, null]);
  expect(read('2')?.content).toEqual({ prompt: 'other' });
});

test('what is past its time is deleted, overwritten, and gives back its room', async () => {
  const many = Array.from({ length: 1_200 }, (_, index) => ({
    record: call(`old-${index}`),
    content: { prompt: `${PLANTED} ${'x'.repeat(800)}` },
  }));
  book.keep(many, NOW);
  keep('new', { prompt: 'young' }, NOW + 20 * DAY);
  expect(book.purge()).toBe(true);
  const before = statSync(join(folder, 'content.db')).size;
  expect(await book.retire(NOW + 31 * DAY)).toBe(1_200);
  expect(bytes().includes(PLANTED)).toBe(false);
  expect(statSync(join(folder, 'content.db')).size).toBeLessThan(before / 10);
  expect(read('new', NOW + 31 * DAY)?.content).toEqual({ prompt: 'young' });
});

test('a batch is kept as a whole or not at all', () => {
  const bad = {
    get prompt() {
      throw new Error('broken');
    },
  };
  const batch = [
    { record: call('1'), content: { prompt: 'a' } },
    { record: call('2'), content: bad },
  ];
  expect(() => book.keep(batch, NOW)).toThrow('broken');
  expect(read('1')).toBeNull();
});

test('what is kept is there after a restart, and a shorter time counts at once', () => {
  keep('1', { prompt: PLANTED });
  book.close();
  book = open({ retentionMs: DAY });
  expect(read('1', NOW + DAY)?.content).toEqual({ prompt: PLANTED });
  expect(read('1', NOW + DAY + 1)).toBeNull();
});

test('only the owner of the files may read them', () => {
  keep('1', { prompt: PLANTED });
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
  expect(modes).toEqual(readdirSync(folder).map((name) => [name, 0o600]));
});
