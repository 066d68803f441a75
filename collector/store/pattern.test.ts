import fc from 'fast-check';
import { Pattern, patternFault, quotePattern } from './pattern';

const matches = (pattern: string, ...texts: string[]) => texts.map((text) => new Pattern(pattern).matches(text));

it('has to match the whole text, whichever alternative comes first', () => {
  expect(matches('a|ab', 'a', 'ab', 'b', 'xab', 'abx')).toEqual([true, true, false, false, false]);
  expect(matches('', '', 'a')).toEqual([true, false]);
});

it('takes any character for a dot, line breaks and those beyond the first plane too', () => {
  expect(matches('.', '🙂', '\n', 'ä', 'ab')).toEqual([true, true, true, false]);
  expect(matches('.*', '', 'a\nb', 'a\u0000b')).toEqual([true, true, true]);
});

it('tells cases apart unless told otherwise, in every script', () => {
  expect(matches('ÅSA', 'åsa', 'ÅSA')).toEqual([false, true]);
  expect(matches('(?i)ÅSA|ß|Σ', 'åsa', 'ẞ', 'ς')).toEqual([true, true, true]);
  expect(matches('\\p{Greek}+', 'λόγος', 'logos')).toEqual([true, false]);
});

it('takes linear time for what takes others for ever', () => {
  const start = performance.now();
  expect(matches('(x+x+)+y|(a|a)*b|(.*.*)*c', 'x'.repeat(20_000), 'a'.repeat(20_000))).toEqual([false, false]);
  expect(performance.now() - start).toBeLessThan(5_000);
});

it.each(['(a{1000}){1000}', '((a{30}){30}){30}', 'a{1001}', '((.?){900}){5}', '[ab]{900}'.repeat(100)])(
  'refuses what is too large, and soon: %s',
  (text) => {
    const start = performance.now();
    expect(patternFault(text)).toMatch(/invalid repeat count|too large: .* 6,000 steps/);
    expect(performance.now() - start).toBeLessThan(500);
  }
);

it('has room for as long a list of names as a pattern may be', () => {
  const names = Array.from({ length: 450 }, (_, index) => `user-${index}`).join('|');
  expect(patternFault(names)).toBeNull();
  expect(patternFault('x'.repeat(5_000))).toBeNull();
  expect(patternFault('(?i)[a-z0-9]{64}')).toBeNull();
});

it.each([
  ['(a', 'missing closing ): `(a`'],
  ['[a', 'missing closing ]: `[a`'],
  ['*a', 'missing argument to repetition operator: `*`'],
  ['a(?=b)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(a)\\1', 'invalid escape sequence: `\\1`'],
])('says what is wrong with %s, and where', (text, fault) => {
  expect(patternFault(text)).toBe(fault);
});

it('quotes any text, which then matches that text alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
      expect(matches(quotePattern(text), text, other)).toEqual([true, text === other]);
    })
  );
});
