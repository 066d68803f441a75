import { createHash } from 'node:crypto';

/** Distinct rows at least whose repeats are told apart; older ones are forgotten, which bounds the memory. */
const REMEMBERED = 50_000;

/** An id made of what it stands for: the same parts give the same id, now and at the next import. */
export function idFrom(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * Ids of rows that bring none: their content, and the how-manieth of its like the row is in its file. Two calls that
 * are alike to the last cell count twice, and a row that two exports of overlapping ranges have in common counts once.
 */
export class RowIds {
  /** What was seen lately, and before that: whole generations are forgotten. */
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  constructor(private readonly remembered = REMEMBERED) {}

  next(content: string | Buffer): string {
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
    const count = this.#count(hash);
    return count === 1 ? hash : `${hash}-${count}`;
  }

  /** Whether a text comes for the first time. */
  isNew(text: string): boolean {
    return this.#count(text) === 1;
  }

  /** The how-manieth a text is of its like. */
  #count(text: string): number {
    const count = (this.#young.get(text) ?? this.#old.get(text) ?? 0) + 1;
    this.#young.set(text, count);
    if (this.#young.size >= this.remembered) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    return count;
  }
}
