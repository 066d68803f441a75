/** Answers that are dear to find, by a text. Once it is full it begins anew, so hostile names cannot fill the memory. */
export class BoundedCache<T> {
  readonly #answers = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The answer to a key, found out at the first time. */
  get(key: string, find: () => T): T {
    const known = this.#answers.get(key);
    if (known !== undefined) {
      return known;
    }
    const found = find();
    if (this.#answers.size >= this.#most) {
      this.#answers.clear();
    }
    this.#answers.set(key, found);
    return found;
  }

  get size(): number {
    return this.#answers.size;
  }
}
