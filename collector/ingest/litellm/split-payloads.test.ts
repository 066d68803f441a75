import { splitPayloads } from './split-payloads';

const split = (text: string) => splitPayloads(Buffer.from(text));
const values = (text: string) => split(text)?.map((payload) => ('value' in payload ? payload.value : payload.problem));

test.each<[string, string, unknown[]]>([
  ['a list', '[{"id":"a"},{"id":"b"}]', [{ id: 'a' }, { id: 'b' }]],
  ['an empty list', '[]', []],
  ['lines', '{"id":"a"}\n\r\n{"id":"b"}\r\n', [{ id: 'a' }, { id: 'b' }]],
  ['one payload', '{"id":"a"}', [{ id: 'a' }]],
  ['one payload laid out for reading', '{\n  "id": "a"\n}\n', [{ id: 'a' }]],
  ["the answer of LiteLLM's API", '{"data":[{"id":"a"}],"total":1}', [{ id: 'a' }]],
  ['a byte order mark', '\ufeff[{"id":"a"}]', [{ id: 'a' }]],
])('%s is taken apart', (_, text, expected) => {
  expect(values(text)).toEqual(expected);
});

test('numbers that JSON has no form for are null, in texts they stay', () => {
  expect(values('[{"a":NaN,"b":-Infinity,"c":"NaN \\" Infinity"}]')).toEqual([
    { a: null, b: null, c: 'NaN " Infinity' },
  ]);
});

test('what is malformed costs only itself, and keeps its place', () => {
  expect(split('{"id":"a"}\n{"id":\n{"id":"c"}')).toEqual([
    { index: 0, value: { id: 'a' } },
    { index: 1, problem: 'is not valid JSON' },
    { index: 2, value: { id: 'c' } },
  ]);
  expect(values('[{"id":"a"},{"id":tru},{"id":"c"}]')).toEqual([{ id: 'a' }, 'is not valid JSON', { id: 'c' }]);
  expect(values('[{"id":"a"},{"id":"b"')).toEqual([{ id: 'a' }, 'the list breaks off here']);
});

test.each(['[]', '[null]', '[{"id":"a"}]'])(
  'a line that is the list %s takes none of the lines after it along',
  (list) => {
    expect(values(`${list}\n{"id":"b"}\n{"id":"c"}`)).toEqual([JSON.parse(list), { id: 'b' }, { id: 'c' }]);
  }
);

test('a payload that nests deeper than anything real costs only itself', () => {
  const deep = `{"id":"deep","a":${'['.repeat(100)}${']'.repeat(100)}}`;
  expect(values(`[${deep},{"id":"b"}]`)).toEqual(['nests deeper than 64 levels', { id: 'b' }]);
  expect(values(`${deep}\n{"id":"b"}`)).toEqual(['nests deeper than 64 levels', { id: 'b' }]);
});

test.each(['', 'hello', '{"id":', '"text"', '17', '['])('of %s nothing can be read', (text) => {
  expect(split(text)).toBeNull();
});

test('of bytes that are not UTF-8 nothing can be read', () => {
  expect(splitPayloads(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toBeNull();
});
