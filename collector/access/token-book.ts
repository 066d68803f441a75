import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { openTokenFile } from './token-file';

/** `ingest` books; `read` sees everything; `delegate` acts for the person named; `admin` may do all. */
export const TOKEN_ROLES = ['ingest', 'read', 'delegate', 'admin'] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** What a token is limited to. */
export interface TokenLimits {
  /** Sources that it may book for; without them all. */
  readonly sources?: readonly string[];
  /** Epoch ms from which on it is refused. */
  readonly expiresAt?: number;
  /** Requests a minute. */
  readonly ratePerMinute?: number;
  /** Records a minute. */
  readonly recordsPerMinute?: number;
}

export interface TokenInfo extends TokenLimits {
  readonly id: string;
  readonly role: TokenRole;
  /** Names the token's holder; the `source` of records that name none. */
  readonly label: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

/** `replaced`: the secret is one of before a rotation, and the overlap has ended. */
export type TokenState = 'active' | 'expired' | 'revoked' | 'replaced';

/** A token as it was found by a secret. */
export interface FoundToken {
  readonly token: TokenInfo;
  readonly state: TokenState;
}

/** A token as it is listed. Times in epoch ms. */
export interface ListedToken extends TokenInfo {
  readonly state: Exclude<TokenState, 'replaced'>;
  readonly rotatedAt?: number;
  /** Until when a secret of before the last rotation works. */
  readonly overlapUntil?: number;
  /** To the minute. */
  readonly lastUsedAt?: number;
  readonly revokedAt?: number;
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

/** The last use is written no more often than this for a token. */
const USE_EVERY_MS = 60_000;

/**
 * Tokens by their SHA-256: configured ones in memory, created ones in a file that command line and server share.
 *
 * Secrets are 256 random bits, so a plain hash is as good as a slow one; no secret is ever stored.
 */
export class TokenBook {
  readonly #db: Database.Database;
  readonly #configured = new Map<string, TokenInfo>();
  readonly #usedAt = new Map<string, number>();
  readonly #byHash: Database.Statement<[string], TokenRow>;
  readonly #byOldHash: Database.Statement<[string], TokenRow & { until: number }>;
  readonly #any: Database.Statement<[]>;
  readonly #use: Database.Statement<[number, string]>;

  constructor(file: string, configured: readonly ConfiguredToken[] = []) {
    this.#db = openTokenFile(file);
    this.#byHash = this.#db.prepare('SELECT * FROM token WHERE hash = ?');
    this.#byOldHash = this.#db.prepare(
      'SELECT token.*, old_secret.until FROM old_secret JOIN token ON token.id = old_secret.token WHERE old_secret.hash = ?'
    );
    this.#any = this.#db.prepare('SELECT 1 FROM token LIMIT 1');
    this.#use = this.#db.prepare('UPDATE token SET last_used_at = ? WHERE id = ?');
    for (const { role, label, secret } of configured) {
      this.#configured.set(hash(secret), { id: `configured:${label}`, role, label, createdAt: 0 });
    }
  }

  /** Whether there never was a token: neither revoking nor expiry of the last one opens a collector. */
  get empty(): boolean {
    return this.#configured.size === 0 && this.#any.get() === undefined;
  }

  /** The token with this secret. Looked up by hash: a comparison's timing tells nothing about a secret. */
  find(secret: string, now: number): FoundToken | undefined {
    const key = hash(secret);
    const configured = this.#configured.get(key);
    if (configured) {
      return { token: configured, state: 'active' };
    }
    const row = this.#byHash.get(key);
    if (row) {
      return { token: infoOf(row), state: stateOf(row, now) };
    }
    const old = this.#byOldHash.get(key);
    return old && { token: infoOf(old), state: old.until > now ? stateOf(old, now) : 'replaced' };
  }

  /** Notes that a token was used: in the file once a minute at most. */
  used({ id }: TokenInfo, now: number): void {
    if (now - (this.#usedAt.get(id) ?? -Infinity) >= USE_EVERY_MS) {
      this.#usedAt.set(id, now);
      this.#use.run(now, id);
    }
  }

  /** A new token; its secret is returned once and never stored. */
  create(role: TokenRole, label: string, now: number, limits: TokenLimits = {}): TokenInfo & { secret: string } {
    const secret = newSecret(role);
    const id = randomUUID();
    const { sources, expiresAt = null, ratePerMinute = null, recordsPerMinute = null } = limits;
    this.#db
      .prepare(
        `INSERT INTO token (id, role, label, hash, created_at, sources, expires_at, rate_per_minute, records_per_minute)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
      )
      .run(
        ...[id, role, label, hash(secret), now],
        ...[sources ? JSON.stringify(sources) : null, expiresAt, ratePerMinute, recordsPerMinute]
      );
    return { ...this.#info(id)!, secret };
  }

  /**
   * A new secret for a token, which stays what it is in all else. The old one works for `overlapMs` more, but not beyond
   * its own expiry. Without `expiresAt` the new secret lives as long as the old one was meant to. Undefined: there is no
   * such token, or it is revoked.
   */
  rotate(
    id: string,
    now: number,
    { overlapMs, expiresAt }: { overlapMs: number; expiresAt?: number }
  ): (TokenInfo & { secret: string }) | undefined {
    const rotate = this.#db.transaction((): string | undefined => {
      const row = this.#row(id);
      if (!row || row.revoked_at !== null) {
        return undefined;
      }
      const secret = newSecret(row.role);
      const lifetime = row.expires_at === null ? null : row.expires_at - (row.rotated_at ?? row.created_at);
      const until = Math.min(now + overlapMs, row.expires_at ?? Infinity);
      // Secrets of before the last rotation live no longer than this overlap: without one, all of them end now.
      this.#db.prepare('UPDATE old_secret SET until = min(until, ?) WHERE token = ?').run(until, id);
      this.#db.prepare('INSERT INTO old_secret (hash, token, until) VALUES (?, ?, ?)').run(row.hash, id, until);
      this.#db
        .prepare('UPDATE token SET hash = ?, rotated_at = ?, expires_at = ? WHERE id = ?')
        .run(hash(secret), now, expiresAt ?? (lifetime === null ? null : now + lifetime), id);
      return secret;
    });
    const secret = rotate.immediate();
    return secret === undefined ? undefined : { ...this.#info(id)!, secret };
  }

  /** Created tokens, oldest first. */
  list(now: number): ListedToken[] {
    const rows = this.#db
      .prepare<[], TokenRow & { overlap_until: number | null }>(
        `SELECT token.*, (SELECT max(until) FROM old_secret WHERE old_secret.token = token.id) AS overlap_until
         FROM token ORDER BY created_at, id`
      )
      .all();
    return rows.map((row) => ({
      ...infoOf(row),
      state: stateOf(row, now),
      ...present({
        rotatedAt: row.rotated_at,
        overlapUntil: row.overlap_until !== null && row.overlap_until > now ? row.overlap_until : null,
        lastUsedAt: row.last_used_at,
        revokedAt: row.revoked_at,
      }),
    }));
  }

  /** Revokes a token by its id, at once and with all its secrets. False if there is none, or it is revoked already. */
  revoke(id: string, now: number): boolean {
    return (
      this.#db.prepare('UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL').run(now, id).changes > 0
    );
  }

  close(): void {
    this.#db.close();
  }

  #row(id: string): TokenRow | undefined {
    return this.#db.prepare<[string], TokenRow>('SELECT * FROM token WHERE id = ?').get(id);
  }

  #info(id: string): TokenInfo | undefined {
    const row = this.#row(id);
    return row && infoOf(row);
  }
}

interface TokenRow {
  readonly id: string;
  readonly role: TokenRole;
  readonly label: string;
  readonly hash: string;
  readonly created_at: number;
  /** JSON array. */
  readonly sources: string | null;
  readonly expires_at: number | null;
  readonly rate_per_minute: number | null;
  readonly records_per_minute: number | null;
  readonly last_used_at: number | null;
  readonly rotated_at: number | null;
  readonly revoked_at: number | null;
}

function infoOf(row: TokenRow): TokenInfo {
  return {
    id: row.id,
    role: row.role,
    label: row.label,
    createdAt: row.created_at,
    ...(row.sources === null ? {} : { sources: JSON.parse(row.sources) as string[] }),
    ...present({
      expiresAt: row.expires_at,
      ratePerMinute: row.rate_per_minute,
      recordsPerMinute: row.records_per_minute,
    }),
  };
}

function stateOf({ revoked_at, expires_at }: TokenRow, now: number): ListedToken['state'] {
  if (revoked_at !== null) {
    return 'revoked';
  }
  return expires_at !== null && expires_at <= now ? 'expired' : 'active';
}

function present<Key extends string>(values: Record<Key, number | null>): Partial<Record<Key, number>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<
    Record<Key, number>
  >;
}

function newSecret(role: TokenRole): string {
  return `tl_${role}_${randomBytes(32).toString('base64url')}`;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
