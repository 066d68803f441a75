import { fitContent } from './content';

const size = (content: unknown) => Buffer.byteLength(JSON.stringify(content));

test('content that fits is kept as it is', () => {
  const content = { messages: [{ role: 'user', content: 'hello' }], completion: 'hi' };
  expect(fitContent(content, size(content))).toEqual({ content, truncated: false });
});

test('the first entry that does not fit is cut, and what follows is left out', () => {
  const { content, truncated } = fitContent({ first: 'a', long: 'b'.repeat(100), last: 'c' }, 40);
  expect(truncated).toBe(true);
  expect(content).toEqual({ first: 'a', long: expect.stringMatching(/^b{10,30}$/) as string });
});

test('what is no text is cut as the JSON that it is', () => {
  const { content } = fitContent({ messages: [{ role: 'user', content: 'x'.repeat(100) }] }, 60);
  expect(content.messages).toMatch(/^\[\{"role":"user","content":"x+$/);
});

test.each([
  ['quotes', '"'],
  ['line ends', '\n'],
  ['control characters', '\u0001'],
  ['letters of two bytes', 'ü'],
  ['characters of four bytes', '😀'],
])('of %s no more is kept than there is room for, and no character in half', (_, character) => {
  for (let room = 20; room < 60; room += 1) {
    const { content, truncated } = fitContent({ k: character.repeat(50) }, room);
    expect(truncated).toBe(true);
    expect(size(content)).toBeLessThanOrEqual(room);
    expect(content.k).toBe(character.repeat((content.k as string).length / character.length));
  }
});

test('a name for which there is no room takes the rest with it', () => {
  expect(fitContent({ ['k'.repeat(100)]: 'a', b: 'c' }, 50)).toEqual({ content: {}, truncated: true });
});
