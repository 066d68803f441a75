import fc from 'fast-check';
import { exceedsDepth } from './exceeds-depth';
import { type Line, readLines } from './read-lines';

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let start = 0, index = 0; start < bytes.length; index += 1) {
    const size = sizes[index % sizes.length]!;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function linesOf(text: string, sizes: readonly number[], maxBytes: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const some of readLines(inPieces(Buffer.from(text), sizes), maxBytes)) {
    lines.push(...some);
  }
  return lines;
}

const MOST = 8;
const line = fc.string({ unit: fc.constantFrom('a', 'é', '\r', ' ', '{'), maxLength: 12 });

test('lines are the same however the bytes are cut, and those that are too long are not kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      async (texts, ended, sizes) => {
        const whole = texts.join('\n') + (ended ? '\n' : '');
        const expected = whole.split('\n').map((text, index) => {
          const bytes = Buffer.from(text);
          return { index, text: bytes.length > MOST ? null : text };
        });
        // What follows the last end of a line is none if it is empty.
        const kept = expected.at(-1)!.text === '' ? expected.slice(0, -1) : expected;
        const found = await linesOf(whole, sizes, MOST);
        expect(found.map(({ index, bytes }) => ({ index, text: bytes?.toString() ?? null }))).toEqual(kept);
      }
    ),
    { seed: 20_260_304, numRuns: 500 }
  );
});

describe('nesting', () => {
  const deep = (levels: number) => Buffer.from('[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2));

  test('is counted as JSON nests', () => {
    expect([exceedsDepth(deep(64)), exceedsDepth(deep(66))]).toEqual([false, true]);
    expect(exceedsDepth(Buffer.from(JSON.stringify(Array.from({ length: 1_000 }, () => [{}]))))).toBe(false);
  });

  test('in texts is none', () => {
    for (const text of [
      '['.repeat(1_000),
      '"'.repeat(99) + '{'.repeat(99),
      `\\${'['.repeat(99)}`,
      '\\"[['.repeat(99),
    ]) {
      expect(exceedsDepth(Buffer.from(JSON.stringify({ model: text })))).toBe(false);
    }
  });

  test('of what is no JSON harms nothing', () => {
    for (const text of ['', ']', '"', '"\\', ']]]][', '}'.repeat(1_000)]) {
      expect(exceedsDepth(Buffer.from(text))).toBe(false);
    }
  });
});
