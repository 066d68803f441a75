/** Prompts and answers of a call: what was sent, by its place in the row (`messages`, `gen_ai.prompt.0.content`). */
export type Content = Readonly<Record<string, unknown>>;

/** Content as it is kept. */
export interface KeptContent {
  readonly content: Content;
  /** Some of it was more than is kept of a record. */
  readonly truncated: boolean;
}

/** Identity of the record that content belongs to. */
export interface Identity {
  readonly source: string;
  readonly id: string;
}

/**
 * Content of at most so many bytes as JSON. Entries keep their order; the first that does not fit is cut, as text, and
 * what follows is left out.
 */
export function fitContent(content: Content, maxBytes: number): KeptContent {
  const kept: Array<[string, unknown]> = [];
  // The braces, less the comma that the last entry has not.
  let left = maxBytes - 1;
  for (const [key, value] of Object.entries(content)) {
    const text = JSON.stringify(value) ?? 'null';
    const size = Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(key)) + 2;
    if (size > left) {
      const start = cut(typeof value === 'string' ? value : text, left - (size - Buffer.byteLength(text)) - 2);
      return { content: Object.fromEntries(start === '' ? kept : [...kept, [key, start]]), truncated: true };
    }
    kept.push([key, value]);
    left -= size;
  }
  return { content, truncated: false };
}

/** The longest start of a text, in whole characters, that takes no more bytes in JSON. */
function cut(text: string, maxBytes: number): string {
  let [bytes, end] = [0, 0];
  for (const character of text) {
    bytes += Buffer.byteLength(JSON.stringify(character)) - 2;
    if (bytes > maxBytes) {
      break;
    }
    end += character.length;
  }
  return text.slice(0, end);
}
