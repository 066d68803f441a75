import fc from 'fast-check';
import { readPythonLiteral } from './read-python-literal';

test.each<[string, unknown]>([
  ["{'a': None, 'b': True, 'c': [1, -2.5, 1e-07], 'd': {}}", { a: null, b: true, c: [1, -2.5, 1e-7], d: {} }],
  [`{'quote': "it's", 'escaped': 'a\\'b\\n'}`, { quote: "it's", escaped: "a'b\n" }],
  ['Usage(prompt_tokens=10, details=Details(cached_tokens=4))', { prompt_tokens: 10, details: { cached_tokens: 4 } }],
  ["{'at': datetime.datetime(2026, 3, 4, tzinfo=datetime.timezone.utc), 'b': 1}", { at: { tzinfo: null }, b: 1 }],
  ["{'o': <object at 0x7f00>, 'e': <Role.USER: 'user'>, 't': (1, 2,)}", { o: null, e: null, t: [1, 2] }],
  ['{1: nan}', { 1: null }],
])('%s is read', (text, value) => {
  expect(readPythonLiteral(text)).toEqual(value);
});

test.each(["{'a': ", "{'a' 1}", "'open", '{"a": 1} x', '', '<open', `${'['.repeat(100)}${']'.repeat(100)}`])(
  '%s is nothing of the kind',
  (text) => {
    expect(readPythonLiteral(text)).toBeUndefined();
  }
);

test('no text makes it fail', () => {
  const texts = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom('{', '}', '(', ')', "'", '"', ',', ':', '=', 'a', '1', '<', '>', '\\', ' '))
      .map((parts) => parts.join(''))
  );
  fc.assert(
    fc.property(texts, (text) => {
      readPythonLiteral(text);
    }),
    { numRuns: 2_000, seed: 20_260_304 }
  );
});
