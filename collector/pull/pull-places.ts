import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const PLACE = z.object({
  /** Everything that began before it was read once, epoch ms. */
  to: z.number(),
  /** Rows that were delivered of the time that is read again, with when they began. */
  delivered: z.array(z.tuple([z.string(), z.number()])),
});

export type PullPlace = z.infer<typeof PLACE>;

/** Most rows that are remembered; others are delivered again, which adds nothing. */
const MOST_DELIVERED = 200_000;

/** How far pulls have come, in a file each, in the data folder. */
export class PullPlaces {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'pull');
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Undefined: there is none, or none that can be read; then it begins anew, which adds nothing twice. */
  read(name: string): PullPlace | undefined {
    try {
      return PLACE.safeParse(JSON.parse(readFileSync(this.#file(name), 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  /** Durable once it returns, whole or not at all. */
  keep(name: string, { to, delivered }: PullPlace): void {
    const file = this.#file(name);
    const whole = `${file}.new`;
    const handle = openSync(whole, 'w', 0o640);
    try {
      writeSync(handle, JSON.stringify({ to, delivered: delivered.slice(-MOST_DELIVERED) }));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(whole, file);
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.json`);
  }
}

/** Name of the place of a pull: which LiteLLM, into which ledger. */
export function placeName(...addresses: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(addresses)).digest('hex').slice(0, 12);
  return `litellm-${hash}`;
}
