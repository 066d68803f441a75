import { RE2JS } from 're2js';

/** Steps of a compiled expression: time to match is a text's length times these. A list of a few hundred names has as many. */
const MOST_STEPS = 6_000;
const TOO_LARGE = `it is too large: with its repeats written out it may have ${MOST_STEPS.toLocaleString('en')} steps`;

/**
 * A regular expression of filters: RE2's syntax, so that no text takes more than linear time, and the whole text has to
 * match. A dot is any character, a line break too: `.*` holds for every text.
 */
export class Pattern {
  readonly #expression: RE2JS;

  /** Throws if it is none. */
  constructor(text: string) {
    // Before it is compiled, which takes long for what is far too large.
    if (repeatsIn(text) > MOST_STEPS) {
      throw new RangeError(TOO_LARGE);
    }
    this.#expression = RE2JS.compile(text, RE2JS.DOTALL);
    if (this.#expression.programSize() > MOST_STEPS) {
      throw new RangeError(TOO_LARGE);
    }
  }

  matches(text: string): boolean {
    return this.#expression.matches(text);
  }
}

/** What is wrong with a regular expression; null if nothing is. */
export function patternFault(text: string): string | null {
  try {
    new Pattern(text);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // What the compiler puts in front of a text for a dot to be any character is none of the text.
    return message.replace(/^error parsing regexp: /, '').replace('`(?s)', '`');
  }
}

/** A regular expression that matches just this text. */
export function quotePattern(text: string): string {
  return RE2JS.quote(text);
}

/** How often things are to be repeated, all counts together. */
function repeatsIn(text: string): number {
  return [...text.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce(
    (sum, [, least, most]) => sum + Math.max(Number(least), Number(most ?? 0)),
    0
  );
}
