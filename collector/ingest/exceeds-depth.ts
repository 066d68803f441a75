/** Deepest nesting of JSON that is read. Deeper is what attacks are made of, rather than records. */
export const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether JSON nests deeper than it may, told from its bytes before anything is parsed. */
export function exceedsDepth(json: Uint8Array, most = MAX_DEPTH): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index]!;
    if (inText) {
      if (byte === BACKSLASH) {
        index += 1;
      } else if (byte === QUOTE) {
        inText = false;
      }
    } else if (byte === QUOTE) {
      inText = true;
    } else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > most) {
        return true;
      }
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
  }
  return false;
}
