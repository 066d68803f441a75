/** Order of texts by their code points, which is not JavaScript's own order by UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => [...text].map((char) => char.codePointAt(0)!));
  for (let place = 0; place < Math.max(left!.length, right!.length); place++) {
    const difference = (left![place] ?? -1) - (right![place] ?? -1);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** The same for lists of texts, the first difference deciding. */
export function compareTextLists(a: readonly string[], b: readonly string[]): number {
  const differences = a.map((text, index) => compareCodePoints(text, b[index] ?? ''));
  return differences.find((difference) => difference !== 0) ?? 0;
}
