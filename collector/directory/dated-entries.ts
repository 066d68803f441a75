import { type DirectoryEntry, holdsAt } from './entries';

/** Entries by name. Of several that hold at a time the one with the youngest `from` counts, and counts alone. */
export class DatedEntries {
  readonly #byName = new Map<string, DirectoryEntry[]>();
  /** All of them, in the order they were given. */
  readonly all: readonly DirectoryEntry[];

  constructor(entries: readonly DirectoryEntry[]) {
    this.all = entries;
    for (const entry of entries) {
      const others = this.#byName.get(entry.name);
      if (others) {
        others.push(entry);
      } else {
        this.#byName.set(entry.name, [entry]);
      }
    }
    for (const own of this.#byName.values()) {
      own.sort((a, b) => (a.from < b.from ? 1 : -1));
    }
  }

  /** The entry of a name that counts at a time, epoch ms. */
  find(name: string | undefined, time: number): DirectoryEntry | undefined {
    return name === undefined ? undefined : this.#byName.get(name)?.find((entry) => holdsAt(entry, time));
  }
}
