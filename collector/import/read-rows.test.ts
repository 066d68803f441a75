import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { findFiles } from './find-files';
import { JsonElements } from './json-elements';
import { openInput } from './open-input';
import { importAll, writeTemporary } from './test/import-all';

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => JSON.stringify({ id: `r${index}`, model: 'm' })).join('\n');
const idsOf = async (content: string | Buffer, name = 'records.ndjson') =>
  (await importAll('ndjson', [writeTemporary(name, content)])).records.map(({ id }) => id);

test('packed files are told by how they begin, whatever their name', async () => {
  const all = ['r0', 'r1', 'r2'];
  expect(await idsOf(lines(3))).toEqual(all);
  expect(await idsOf(gzipSync(lines(3)), 'records.ndjson.gz')).toEqual(all);
  expect(await idsOf(gzipSync(lines(3)))).toEqual(all);
  expect(await idsOf(lines(3), 'records.gz')).toEqual(all);
  expect(await idsOf(Buffer.concat([gzipSync(`${lines(2)}\n`), gzipSync('{"id":"r2","model":"m"}')]))).toEqual(all);
});

test('a list, objects laid out over lines and a byte order mark are understood', async () => {
  const records = [
    { id: 'r0', model: 'm' },
    { id: 'r1', model: 'm' },
  ];
  expect(await idsOf(JSON.stringify(records, null, 2))).toEqual(['r0', 'r1']);
  expect(await idsOf(records.map((record) => JSON.stringify(record, null, 2)).join('\n'))).toEqual(['r0', 'r1']);
  expect(await idsOf(`\ufeff${lines(2)}`)).toEqual(['r0', 'r1']);
  expect(await idsOf('')).toEqual([]);
  expect(await idsOf('\n\n')).toEqual([]);
});

test('standard input is read as a file is', async () => {
  for (const content of [Buffer.from(lines(2)), gzipSync(lines(2))]) {
    // Byte by byte: how it begins may come in two pieces.
    const { pieces } = openInput('-', Readable.from([...content].map((byte) => Buffer.from([byte]))));
    let text = '';
    for await (const piece of pieces) {
      text += piece.toString();
    }
    expect(text).toBe(lines(2));
  }
});

test('what is cut off is told, and what came before it is booked', async () => {
  const list = writeTemporary('records.json', '[{"id":"r0","model":"m"},{"id":"r1",');
  expect(await importAll('ndjson', [list])).toMatchObject({
    records: [{ id: 'r0' }],
    rejects: [{ line: 2, message: expect.stringContaining('cut') as string }],
  });
  const packed = gzipSync(Array.from({ length: 90_000 }, () => Math.random()).join('\n'));
  const file = writeTemporary('records.ndjson.gz', packed.subarray(0, packed.length - 100));
  await expect(importAll('ndjson', [file])).rejects.toThrow('cannot be unpacked (Z_BUF_ERROR)');
});

test('lines that are no objects are rejected, each by its number', async () => {
  const file = writeTemporary('records.ndjson', 'nonsense\n{"id":"r0","model":"m"}\n\n[1]\n{"id":"r1"');
  const { rejects, records } = await importAll('ndjson', [file]);
  expect([records.length, rejects.map(({ line }) => line)]).toEqual([1, [1, 4, 5]]);
});

test('a last line of a session that is half written is left for the next import', async () => {
  const call = { type: 'assistant', message: { id: 'msg_1', model: 'claude-sonnet-4-5', usage: { input_tokens: 1 } } };
  const file = writeTemporary('s.jsonl', `${JSON.stringify(call)}\nnonsense\n{"type":"assis`);
  const { counts, rejects } = await importAll('claude-code', [file]);
  expect(counts).toMatchObject({ rows: 3, accepted: 1, rejected: 1, unfinished: 1 });
  expect(rejects).toMatchObject([{ line: 2 }]);
});

test('a folder stands for its files and those below it, in order', () => {
  const file = writeTemporary('.hidden/b/two.jsonl.gz', '');
  const folder = file.slice(0, file.indexOf('/.hidden'));
  expect(findFiles([folder, file], ['.jsonl'])).toEqual([file]);
  expect(() => findFiles([folder], ['.csv'])).toThrow('no file in this folder ends in .csv, .csv.gz');
  expect(() => findFiles([`${folder}/none`], ['.csv'])).toThrow('there is no such file or folder');
});

test('elements of a list are the same however it is cut into pieces', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
  })).object;
  fc.assert(
    fc.property(fc.array(value), fc.array(fc.nat()), (objects, cuts) => {
      const bytes = Buffer.from(JSON.stringify({ data: objects }));
      const places = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
      const elements = new JsonElements(1_000_000);
      const read = places.slice(1).flatMap((end, index) => elements.take(bytes.subarray(places[index], end)));
      expect(read.map((element) => JSON.parse(String(element)) as unknown)).toEqual(
        JSON.parse(JSON.stringify(objects))
      );
      expect(elements.whole).toBe(true);
    })
  );
});

test('an element that is too long is none, and the next one is read', () => {
  const elements = new JsonElements(20);
  const text = `[{"a":"${'x'.repeat(50)}"},{"a":1}]`;
  expect(elements.take(Buffer.from(text)).map((element) => element?.toString() ?? null)).toEqual([null, '{"a":1}']);
});
