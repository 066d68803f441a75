const MAX_DEPTH = 32;
const WORDS: Readonly<Record<string, unknown>> = { None: null, True: true, False: false, nan: null, inf: null };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/**
 * What Python's `str()` makes of dicts, lists and objects, as JSON: `{'a': None}`, `Usage(prompt_tokens=10)`. What has
 * no form in JSON (`<object at 0x…>`, `timezone.utc`) is null. Undefined: the text is nothing of the kind.
 */
export function readPythonLiteral(text: string): unknown {
  try {
    const reader = new Reader(text);
    const value = reader.value(0);
    reader.space();
    return reader.done ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  get done(): boolean {
    return this.#at >= this.text.length;
  }

  space(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) {
      this.#at += 1;
    }
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) {
      throw new SyntaxError('nested too deeply');
    }
    this.space();
    const next = this.text[this.#at];
    switch (next) {
      case '{':
        return this.#dict(depth);
      case '[':
        return this.#items(']', depth);
      case '(':
        return this.#items(')', depth);
      case "'":
      case '"':
        return this.#quoted();
      case '<':
        return this.#opaque();
      case undefined:
      default:
        return this.#word(depth);
    }
  }

  #dict(depth: number): unknown {
    const entries: Array<[string, unknown]> = [];
    this.#at += 1;
    while (!this.#ends('}')) {
      const key = this.value(depth + 1);
      this.#take(':');
      entries.push([String(key), this.value(depth + 1)]);
      this.#comma('}');
    }
    return Object.fromEntries(entries);
  }

  #items(end: string, depth: number): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    while (!this.#ends(end)) {
      items.push(this.value(depth + 1));
      this.#comma(end);
    }
    return items;
  }

  /** `Usage(prompt_tokens=10, …)`: the named arguments. */
  #arguments(depth: number): unknown {
    const entries: Array<[string, unknown]> = [];
    this.#at += 1;
    while (!this.#ends(')')) {
      const name = /[\w.]+(?==)/y;
      name.lastIndex = this.#at;
      const found = name.exec(this.text)?.[0];
      if (found !== undefined) {
        this.#at += found.length + 1;
        entries.push([found, this.value(depth + 1)]);
      } else {
        this.value(depth + 1);
      }
      this.#comma(')');
    }
    return entries.length > 0 ? Object.fromEntries(entries) : null;
  }

  #word(depth: number): unknown {
    const pattern = /[-+\w.]+/y;
    pattern.lastIndex = this.#at;
    const word = pattern.exec(this.text)?.[0];
    if (word === undefined) {
      throw new SyntaxError('no value');
    }
    this.#at += word.length;
    if (this.text[this.#at] === '(') {
      return this.#arguments(depth);
    }
    if (Object.hasOwn(WORDS, word)) {
      return WORDS[word];
    }
    const number = Number(word);
    if (Number.isFinite(number)) {
      return number;
    }
    if (/^[A-Za-z_]/.test(word)) {
      return null;
    }
    throw new SyntaxError(`no value: ${word}`);
  }

  #quoted(): string {
    const quote = this.text[this.#at];
    let value = '';
    for (this.#at += 1; !this.done; this.#at += 1) {
      const next = this.text[this.#at]!;
      if (next === quote) {
        this.#at += 1;
        return value;
      }
      if (next === '\\') {
        this.#at += 1;
        const escaped = this.text[this.#at] ?? '';
        value += ESCAPES[escaped] ?? escaped;
      } else {
        value += next;
      }
    }
    throw new SyntaxError('a text does not end');
  }

  /** `<object at 0x7f…>`, and `<Enum.NAME: 'value'>`. */
  #opaque(): null {
    const end = this.text.indexOf('>', this.#at);
    if (end < 0) {
      throw new SyntaxError('an object does not end');
    }
    this.#at = end + 1;
    return null;
  }

  #ends(end: string): boolean {
    this.space();
    if (this.done) {
      throw new SyntaxError(`no ${end}`);
    }
    if (this.text[this.#at] !== end) {
      return false;
    }
    this.#at += 1;
    return true;
  }

  #take(character: string): void {
    this.space();
    if (this.text[this.#at] !== character) {
      throw new SyntaxError(`no ${character}`);
    }
    this.#at += 1;
  }

  #comma(end: string): void {
    this.space();
    if (this.text[this.#at] === ',') {
      this.#at += 1;
      this.space();
    } else if (this.text[this.#at] !== end) {
      throw new SyntaxError('no comma');
    }
  }
}
