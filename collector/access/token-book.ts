import { createHash, randomBytes, randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';

/** `ingest` books; `read` sees everything; `delegate` acts for the person named; `admin` may do all. */
export const TOKEN_ROLES = ['ingest', 'read', 'delegate', 'admin'] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

export interface TokenInfo {
  readonly id: string;
  readonly role: TokenRole;
  /** Names the token's holder; the `source` of records that name none. */
  readonly label: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

/** A token as configured: `role[:label]:secret`. */
export interface ConfiguredToken {
  readonly role: TokenRole;
  readonly label: string;
  readonly secret: string;
}

/** Whether a text is a token role. */
export function isTokenRole(text: string): text is TokenRole {
  return (TOKEN_ROLES as readonly string[]).includes(text);
}

/**
 * Tokens by their SHA-256: configured ones in memory, created ones in a file that command line and server share.
 *
 * Secrets are 256 random bits, so a plain hash is as good as a slow one; no secret is ever stored.
 */
export class TokenBook {
  readonly #db: Database.Database;
  readonly #configured = new Map<string, TokenInfo>();

  constructor(file: string, configured: readonly ConfiguredToken[] = []) {
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.exec(`CREATE TABLE IF NOT EXISTS token (
      id TEXT PRIMARY KEY, role TEXT NOT NULL, label TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
    ) STRICT`);
    for (const { role, label, secret } of configured) {
      this.#configured.set(hash(secret), { id: `configured:${label}`, role, label, createdAt: 0 });
    }
  }

  /** Whether there is no token at all. */
  get empty(): boolean {
    return this.#configured.size === 0 && this.list().length === 0;
  }

  /** The token with this secret. Looked up by hash: a comparison's timing tells nothing about a secret. */
  find(secret: string): TokenInfo | undefined {
    const key = hash(secret);
    return this.#configured.get(key) ?? this.#db.prepare<[string], TokenInfo>(`${SELECT} WHERE hash = ?`).get(key);
  }

  /** A new token; its secret is returned once and never stored. */
  create(role: TokenRole, label: string, now: number): TokenInfo & { secret: string } {
    const secret = `tl_${role}_${randomBytes(32).toString('base64url')}`;
    const info = { id: randomUUID(), role, label, createdAt: now };
    this.#db
      .prepare('INSERT INTO token (id, role, label, hash, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(info.id, role, label, hash(secret), now);
    return { ...info, secret };
  }

  /** Created tokens, oldest first. */
  list(): TokenInfo[] {
    return this.#db.prepare<[], TokenInfo>(`${SELECT} ORDER BY created_at, id`).all();
  }

  /** Revokes a token by its id, at once. False if there is none. */
  revoke(id: string): boolean {
    return this.#db.prepare('DELETE FROM token WHERE id = ?').run(id).changes > 0;
  }

  close(): void {
    this.#db.close();
  }
}

const SELECT = 'SELECT id, role, label, created_at AS createdAt FROM token';

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
