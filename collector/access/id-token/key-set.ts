import { importJWK, type CryptoKey } from 'jose';
import { fetchKeySet, type FetchKeySetOptions } from './fetch-key-set';

/** Keys this young are used without a look: a key that Grafana withdraws counts no longer than that. */
const FRESH_MS = 10 * 60_000;
/** Between two attempts, whatever arrives: unknown key ids must not become requests to Grafana. */
const COOL_DOWN_MS = 30_000;
/** While the address does not answer, known keys serve this long. */
const STALE_MS = 24 * 3_600_000;

export interface KeySetOptions extends FetchKeySetOptions {
  readonly url: string;
  /** Epoch ms. */
  readonly clock: () => number;
  /** Told when the keys cannot be had; at most once in a cool-down. */
  readonly report?: (message: string) => void;
}

/** The keys at one address, fetched when they are asked for. */
export class KeySet {
  readonly #options: KeySetOptions;
  #keys = new Map<string, CryptoKey>();
  #fetchedAt = -Infinity;
  #triedAt = -Infinity;
  #flight: Promise<void> | null = null;

  constructor(options: KeySetOptions) {
    this.#options = options;
  }

  /** The key of an id; undefined: there is none; `unavailable`: there may be one, but the address does not answer. */
  async find(kid: string): Promise<CryptoKey | undefined | 'unavailable'> {
    if (this.#age > FRESH_MS || !this.#keys.has(kid)) {
      await this.#refresh();
    }
    return this.#age > STALE_MS ? 'unavailable' : this.#keys.get(kid);
  }

  get #age(): number {
    return this.#options.clock() - this.#fetchedAt;
  }

  /** Those who ask at the same time share one request. */
  #refresh(): Promise<void> {
    if (!this.#flight && this.#options.clock() - this.#triedAt >= COOL_DOWN_MS) {
      this.#triedAt = this.#options.clock();
      this.#flight = this.#fetch().finally(() => {
        this.#flight = null;
      });
    }
    return this.#flight ?? Promise.resolve();
  }

  async #fetch(): Promise<void> {
    const { url, report } = this.#options;
    try {
      const keys = await fetchKeySet(url, this.#options);
      const imported = await Promise.all(
        keys.map(async ({ kid, kty, crv, x, y }) => [kid, await importJWK({ kty, crv, x, y }, 'ES256')] as const)
      );
      this.#keys = new Map(imported as Array<[string, CryptoKey]>);
      this.#fetchedAt = this.#options.clock();
    } catch (error) {
      report?.(`identity.keys_url: ${url} cannot be used: ${reasonOf(error)}`);
    }
  }
}

/** `fetch` says "fetch failed" and keeps what happened in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string } };
  return [message ?? String(error), ...(cause?.message ? [`(${cause.message})`] : [])].join(' ');
}
