/** Whether a pattern holds a wildcard. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

/**
 * A test for whole texts in which `*` stands for any run of characters, none included; nothing else is special.
 *
 * Each part between two stars is looked for once, from where the one before it ended: nothing is tried again,
 * so no pattern can make it slow.
 *
 * @example wildcard('*@marketing.example')('ada@marketing.example') // true
 */
export function wildcard(pattern: string): (text: string) => boolean {
  if (!hasWildcard(pattern)) {
    return (text) => text === pattern;
  }
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop() ?? '';
  const middle = rest.filter((part) => part !== '');
  return (text) => {
    const end = text.length - tail.length;
    if (end < head.length || !text.startsWith(head) || !text.endsWith(tail)) {
      return false;
    }
    let place = head.length;
    for (const part of middle) {
      const found = text.indexOf(part, place);
      if (found < 0) {
        return false;
      }
      place = found + part.length;
    }
    return place <= end;
  };
}
