import fc from 'fast-check';
import { wildcard } from './wildcard';

describe('a pattern', () => {
  test.each([
    ['ada', 'ada', true],
    ['ada', 'Ada', false],
    ['ada', 'ada ', false],
    ['*', 'x', true],
    ['*@marketing.example', 'ada@marketing.example', true],
    ['*@marketing.example', 'ada@marketing.example.org', false],
    ['svc-*-prod', 'svc-a-b-prod', true],
    ['svc-*-prod', 'svc-prod', false],
    ['a*a', 'a', false],
    ['a*b*c', 'abbc', true],
    ['ab*bc', 'abc', false],
    ['.+', 'xx', false],
    ['a?c', 'abc', false],
    ['(a|b)*', '(a|b)c', true],
    ['**a**', 'bab', true],
  ])('%s on %s: %s', (pattern, text, matches) => {
    expect(wildcard(pattern)(text)).toBe(matches);
  });

  test('matches what a regular expression of the same meaning does', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', '.', '\n'), { maxLength: 12 }).map((list) => list.join(''));
    const patterns = fc.array(fc.constantFrom('a', 'b', '.', '*', '*'), { maxLength: 8 }).map((list) => list.join(''));
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^]*')}$`);
        expect(wildcard(pattern)(text)).toBe(expression.test(text));
      }),
      { numRuns: 5_000 }
    );
  });

  test('takes no time for texts that are nearly right again and again', () => {
    const slow = wildcard(`${'*a'.repeat(500)}*b`);
    const text = 'a'.repeat(1_024);
    const start = performance.now();
    for (let index = 0; index < 100; index++) {
      expect(slow(text)).toBe(false);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
