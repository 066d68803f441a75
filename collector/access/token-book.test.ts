import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { temporaryFolder } from '../test/temporary-folder';
import { NOW } from '../test/start-collector';
import { type ConfiguredToken, isTokenRole, TOKEN_ROLES, TokenBook } from './token-book';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const books: TokenBook[] = [];
afterEach(() => books.splice(0).forEach((book) => book.close()));

function open(folder = temporaryFolder(), configured: ConfiguredToken[] = []): TokenBook {
  const book = new TokenBook(join(folder, 'tokens.db'), configured);
  books.push(book);
  return book;
}

const closeAll = () => books.splice(0).forEach((book) => book.close());
const bytesOf = (folder: string) => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

test.each(TOKEN_ROLES)('a token of the role %s is found by its secret alone', (role) => {
  const book = open();
  const { secret, ...info } = book.create(role, 'grafana', NOW);
  expect(info).toEqual({ id: expect.any(String), role, label: 'grafana', createdAt: NOW });
  expect(secret).toMatch(new RegExp(`^tl_${role}_[\\w-]{43}$`));
  expect(book.find(secret, NOW)).toEqual({ token: info, state: 'active' });
  for (const other of ['', secret.toUpperCase(), `${secret} `, secret.slice(0, -1), info.id, info.label]) {
    expect(book.find(other, NOW)).toBeUndefined();
  }
});

test('no secret is stored, and what is stored is no secret', () => {
  const folder = temporaryFolder();
  const book = open(folder, [{ role: 'read', label: 'configured', secret: 'a-configured-secret' }]);
  const first = book.create('read', 'grafana', NOW);
  const second = book.rotate(first.id, NOW, { overlapMs: DAY })!;
  for (const close of [false, true]) {
    if (close) {
      closeAll();
    }
    const bytes = bytesOf(folder);
    expect(bytes.includes('grafana')).toBe(true);
    expect(bytes.includes('a-configured-secret')).toBe(false);
    for (const { secret } of [first, second]) {
      const random = secret.slice('tl_read_'.length);
      expect(bytes.includes(random)).toBe(false);
      expect(bytes.includes(Buffer.from(random, 'base64url'))).toBe(false);
    }
  }
  const hashes =
    bytesOf(folder)
      .toString('latin1')
      .match(/[0-9a-f]{64}/g) ?? [];
  expect(hashes.length).toBeGreaterThan(0);
  const reopened = open(folder);
  expect(hashes.filter((hash) => reopened.find(hash, NOW))).toEqual([]);
});

test('two tokens never have the same secret', () => {
  const book = open();
  const secrets = Array.from({ length: 50 }, () => book.create('ingest', 'same', NOW).secret);
  expect(new Set(secrets).size).toBe(50);
});

test('making and revoking a token counts at once, in another process too', () => {
  const folder = temporaryFolder();
  const [server, commandLine] = [open(folder), open(folder)];
  expect(server.empty).toBe(true);
  const { id, secret } = commandLine.create('read', 'grafana', NOW);
  expect(server.find(secret, NOW)).toMatchObject({ token: { role: 'read' }, state: 'active' });
  expect(server.empty).toBe(false);
  expect(commandLine.revoke(id, NOW)).toBe(true);
  expect(server.find(secret, NOW)?.state).toBe('revoked');
});

test('a book whose last token was revoked or has expired is not empty, after a restart neither', () => {
  const folder = temporaryFolder();
  const book = open(folder);
  book.revoke(book.create('read', 'revoked', NOW).id, NOW);
  book.create('read', 'expired', NOW, { expiresAt: NOW });
  expect(book.empty).toBe(false);
  closeAll();
  expect(open(folder).empty).toBe(false);
});

test('tokens and their limits outlive a restart', () => {
  const folder = temporaryFolder();
  const limits = { sources: ['a', 'b, c'], expiresAt: NOW + DAY, ratePerMinute: 60, recordsPerMinute: 1_000 };
  const { secret } = open(folder).create('ingest', 'gateway', NOW, limits);
  closeAll();
  expect(open(folder).find(secret, NOW)?.token).toEqual({
    id: expect.any(String),
    role: 'ingest',
    label: 'gateway',
    createdAt: NOW,
    ...limits,
  });
});

test('created tokens are listed oldest first, without anything of their secrets', () => {
  const book = open();
  const { id } = book.create('read', 'second', NOW);
  book.create('admin', 'first', NOW - 1);
  book.rotate(id, NOW, { overlapMs: 0 });
  expect(book.list(NOW).map(({ role, label }) => `${role} ${label}`)).toEqual(['admin first', 'read second']);
  expect(book.list(NOW).map((token) => Object.keys(token).sort())).toEqual([
    ['createdAt', 'id', 'label', 'role', 'state'],
    ['createdAt', 'id', 'label', 'role', 'rotatedAt', 'state'],
  ]);
  expect(JSON.stringify(book.list(NOW))).not.toMatch(/[0-9a-f]{64}|tl_/);
});

test('revoking what is not there, or is revoked, changes nothing', () => {
  const book = open();
  const { id, secret } = book.create('read', 'a', NOW);
  expect(book.revoke('nothing', NOW)).toBe(false);
  expect(book.revoke("' OR 1 = 1 --", NOW)).toBe(false);
  expect(book.find(secret, NOW)?.state).toBe('active');
  expect([book.revoke(id, NOW), book.revoke(id, NOW + 1)]).toEqual([true, false]);
  expect(book.list(NOW)[0]).toMatchObject({ state: 'revoked', revokedAt: NOW });
});

test('a token is refused from the millisecond on at which it expires', () => {
  const book = open();
  const { secret } = book.create('read', 'a', NOW, { expiresAt: NOW + DAY });
  expect([0, DAY - 1, DAY, 100 * DAY].map((after) => book.find(secret, NOW + after)?.state)).toEqual([
    'active',
    'active',
    'expired',
    'expired',
  ]);
});

describe('rotation', () => {
  test('gives a new secret at once; the old one works until the overlap ends', () => {
    const book = open();
    const { secret: old, ...info } = book.create('ingest', 'gateway', NOW, { sources: ['a'], ratePerMinute: 9 });
    const { secret, ...rotated } = book.rotate(info.id, NOW + 5, { overlapMs: HOUR })!;
    expect(rotated).toEqual(info);
    expect(book.find(secret, NOW + 5)).toEqual({ token: info, state: 'active' });
    expect(book.find(old, NOW + 4 + HOUR)).toEqual({ token: info, state: 'active' });
    expect(book.find(old, NOW + 5 + HOUR)?.state).toBe('replaced');
    expect(book.find(secret, NOW + 5 + HOUR)?.state).toBe('active');
    expect(book.list(NOW + 5)[0]).toMatchObject({ rotatedAt: NOW + 5, overlapUntil: NOW + 5 + HOUR });
    expect(book.list(NOW + 5 + HOUR)[0]).not.toHaveProperty('overlapUntil');
  });

  test('twice in an overlap leaves both old secrets, so that a lost new one locks nobody out', () => {
    const book = open();
    const first = book.create('read', 'a', NOW);
    const second = book.rotate(first.id, NOW, { overlapMs: DAY })!;
    const third = book.rotate(first.id, NOW + HOUR, { overlapMs: DAY })!;
    const states = (at: number) => [first, second, third].map(({ secret }) => book.find(secret, NOW + at)?.state);
    expect(states(HOUR)).toEqual(['active', 'active', 'active']);
    expect(states(DAY)).toEqual(['replaced', 'active', 'active']);
    expect(states(DAY + HOUR)).toEqual(['replaced', 'replaced', 'active']);
  });

  test('without overlap ends every older secret at once', () => {
    const book = open();
    const first = book.create('read', 'a', NOW);
    const second = book.rotate(first.id, NOW, { overlapMs: DAY })!;
    const third = book.rotate(first.id, NOW, { overlapMs: 0 })!;
    expect([first, second, third].map(({ secret }) => book.find(secret, NOW)?.state)).toEqual([
      'replaced',
      'replaced',
      'active',
    ]);
  });

  test('renews the expiry by the lifetime that the old secret had, or as told; the old one gains nothing', () => {
    const book = open();
    const { id, secret: old } = book.create('read', 'a', NOW, { expiresAt: NOW + 90 * DAY });
    const { secret } = book.rotate(id, NOW + 89 * DAY, { overlapMs: 7 * DAY })!;
    expect(book.find(secret, NOW + 178 * DAY)?.state).toBe('active');
    expect(book.find(secret, NOW + 179 * DAY)?.state).toBe('expired');
    expect(book.find(old, NOW + 90 * DAY - 1)?.state).toBe('active');
    expect(book.find(old, NOW + 90 * DAY)?.state).toBe('replaced');
    expect(book.rotate(id, NOW + 89 * DAY, { overlapMs: 0, expiresAt: NOW + 100 * DAY })?.expiresAt).toBe(
      NOW + 100 * DAY
    );
  });

  test('brings an expired token back, and its expired secret not', () => {
    const book = open();
    const { id, secret: old } = book.create('read', 'a', NOW, { expiresAt: NOW + DAY });
    const { secret } = book.rotate(id, NOW + 2 * DAY, { overlapMs: DAY })!;
    expect([old, secret].map((text) => book.find(text, NOW + 2 * DAY)?.state)).toEqual(['replaced', 'active']);
  });

  test('of what is revoked or not there gives nothing; revoking ends old secrets too', () => {
    const book = open();
    const first = book.create('read', 'a', NOW);
    const second = book.rotate(first.id, NOW, { overlapMs: DAY })!;
    book.revoke(first.id, NOW);
    expect([first, second].map(({ secret }) => book.find(secret, NOW)?.state)).toEqual(['revoked', 'revoked']);
    expect(book.rotate(first.id, NOW, { overlapMs: DAY })).toBeUndefined();
    expect(book.rotate('nothing', NOW, { overlapMs: DAY })).toBeUndefined();
  });
});

test('the last use is in the file, written once a minute at most', () => {
  const folder = temporaryFolder();
  const book = open(folder);
  const { secret: _, ...info } = book.create('read', 'a', NOW);
  const lastUse = () => open(folder).list(NOW)[0]?.lastUsedAt;
  expect(lastUse()).toBeUndefined();
  book.used(info, NOW);
  book.used(info, NOW + 59_999);
  expect(lastUse()).toBe(NOW);
  book.used(info, NOW + 60_000);
  expect(lastUse()).toBe(NOW + 60_000);
});

test('a file of the first version is brought up to date, and its tokens work on', () => {
  const folder = temporaryFolder();
  const db = new Database(join(folder, 'tokens.db'));
  db.exec(`CREATE TABLE token (
    id TEXT PRIMARY KEY, role TEXT NOT NULL, label TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
  ) STRICT`);
  const hash = createHash('sha256').update('tl_read_of-the-first-version').digest('hex');
  db.prepare('INSERT INTO token VALUES (?, ?, ?, ?, ?)').run('t', 'read', 'grafana', hash, NOW);
  db.close();
  const token = { id: 't', role: 'read', label: 'grafana', createdAt: NOW };
  const [book, other] = [open(folder), open(folder)];
  expect(book.find('tl_read_of-the-first-version', NOW)).toEqual({ token, state: 'active' });
  const { secret } = other.rotate('t', NOW, { overlapMs: DAY })!;
  expect(book.find(secret, NOW + 1_000 * DAY)).toEqual({ token, state: 'active' });
});

test('configured tokens are found and make the book not empty, and none of them can be revoked', () => {
  const book = open(temporaryFolder(), [{ role: 'ingest', label: 'gateway', secret: 'a-configured-secret' }]);
  expect(book.empty).toBe(false);
  expect(book.find('a-configured-secret', NOW)).toMatchObject({ token: { role: 'ingest', label: 'gateway' } });
  expect(book.revoke('configured:gateway', NOW)).toBe(false);
  expect(book.list(NOW)).toEqual([]);
});

test.each(['owner', '', 'Read', 'constructor', '__proto__'])('%j is no role', (text) => {
  expect(isTokenRole(text)).toBe(false);
});
