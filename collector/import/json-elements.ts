const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Objects in a JSON text that arrives in pieces: the elements of its first list (`[…]` itself, or the `data` of an API's
 * answer), or objects one after the other. Commas and space between them are passed over, a comma too many as well. Null
 * stands for one that is longer than it may be.
 */
export class JsonElements {
  #begun: Buffer[] = [];
  #length = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #state: 'before' | 'in list' | 'after';

  constructor(
    private readonly maxBytes: number,
    private readonly kind: 'list' | 'objects' = 'list'
  ) {
    this.#state = kind === 'list' ? 'before' : 'in list';
  }

  /** Whether nothing is missing at the end: the list is closed, or the last object is. */
  get whole(): boolean {
    return this.#state === 'after' || (this.kind === 'objects' && this.#depth === 0);
  }

  take(piece: Buffer): Array<Buffer | null> {
    const elements: Array<Buffer | null> = [];
    let start = this.#depth > 0 ? 0 : -1;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at]!;
      if (this.#inText) {
        if (this.#escaped) {
          this.#escaped = false;
        } else if (byte === BACKSLASH) {
          this.#escaped = true;
        } else if (byte === QUOTE) {
          this.#inText = false;
        }
      } else if (byte === QUOTE) {
        this.#inText = true;
      } else if (this.#state === 'before') {
        this.#state = byte === OPEN_LIST ? 'in list' : 'before';
      } else if (this.#state === 'in list') {
        if (byte === OPEN_OBJECT || (byte === OPEN_LIST && this.#depth > 0)) {
          start = this.#depth === 0 ? at : start;
          this.#depth += 1;
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
          if (this.#depth === 0) {
            this.#state = 'after';
            break;
          }
          this.#depth -= 1;
          if (this.#depth === 0) {
            this.#keep(piece.subarray(start, at + 1));
            elements.push(this.#finish());
            start = -1;
          }
        }
      }
    }
    if (this.#depth > 0) {
      this.#keep(piece.subarray(start));
    }
    return elements;
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.maxBytes) {
      this.#begun = [];
    } else {
      this.#begun.push(part);
    }
  }

  #finish(): Buffer | null {
    const element = this.#length > this.maxBytes ? null : Buffer.concat(this.#begun);
    this.#begun = [];
    this.#length = 0;
    return element;
  }
}
