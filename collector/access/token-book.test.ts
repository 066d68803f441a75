import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { NOW } from '../test/start-collector';
import { type ConfiguredToken, isTokenRole, TOKEN_ROLES, TokenBook } from './token-book';

const books: TokenBook[] = [];
afterEach(() => books.splice(0).forEach((book) => book.close()));

function open(folder = temporaryFolder(), configured: ConfiguredToken[] = []): TokenBook {
  const book = new TokenBook(join(folder, 'tokens.db'), configured);
  books.push(book);
  return book;
}

const bytesOf = (folder: string) => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

test.each(TOKEN_ROLES)('a token of the role %s is found by its secret alone', (role) => {
  const book = open();
  const { secret, ...info } = book.create(role, 'grafana', NOW);
  expect(info).toEqual({ id: expect.any(String), role, label: 'grafana', createdAt: NOW });
  expect(secret).toMatch(new RegExp(`^tl_${role}_[\\w-]{43}$`));
  expect(book.find(secret)).toEqual(info);
  for (const other of ['', secret.toUpperCase(), `${secret} `, secret.slice(0, -1), info.id, info.label]) {
    expect(book.find(other)).toBeUndefined();
  }
});

test('no secret is stored, and what is stored is no secret', () => {
  const folder = temporaryFolder();
  const book = open(folder, [{ role: 'read', label: 'configured', secret: 'a-configured-secret' }]);
  const { secret } = book.create('read', 'grafana', NOW);
  const random = secret.slice('tl_read_'.length);
  for (const close of [false, true]) {
    if (close) {
      books.splice(0).forEach((item) => item.close());
    }
    const bytes = bytesOf(folder);
    expect(bytes.includes('grafana')).toBe(true);
    expect(bytes.includes(random)).toBe(false);
    expect(bytes.includes(Buffer.from(random, 'base64url'))).toBe(false);
    expect(bytes.includes('a-configured-secret')).toBe(false);
  }
  const [hash] = /[0-9a-f]{64}/.exec(bytesOf(folder).toString('latin1')) ?? [];
  expect(open(folder).find(hash!)).toBeUndefined();
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
  expect(server.find(secret)?.role).toBe('read');
  expect(server.empty).toBe(false);
  expect(commandLine.revoke(id)).toBe(true);
  expect(server.find(secret)).toBeUndefined();
  expect(server.empty).toBe(true);
});

test('tokens outlive a restart', () => {
  const folder = temporaryFolder();
  const { secret } = open(folder).create('delegate', 'grafana', NOW);
  books.splice(0).forEach((book) => book.close());
  expect(open(folder).find(secret)).toMatchObject({ role: 'delegate', label: 'grafana' });
});

test('created tokens are listed oldest first, without secrets', () => {
  const book = open();
  book.create('read', 'second', NOW);
  book.create('admin', 'first', NOW - 1);
  expect(book.list().map(({ role, label }) => `${role} ${label}`)).toEqual(['admin first', 'read second']);
  expect(Object.keys(book.list()[0]!).sort()).toEqual(['createdAt', 'id', 'label', 'role']);
});

test('revoking what is not there changes nothing', () => {
  const book = open();
  const { secret } = book.create('read', 'a', NOW);
  expect(book.revoke('nothing')).toBe(false);
  expect(book.revoke("' OR 1 = 1 --")).toBe(false);
  expect(book.find(secret)).toBeDefined();
});

test('configured tokens are found and make the book not empty, and none of them can be revoked', () => {
  const book = open(temporaryFolder(), [{ role: 'ingest', label: 'gateway', secret: 'a-configured-secret' }]);
  expect(book.empty).toBe(false);
  expect(book.find('a-configured-secret')).toMatchObject({ role: 'ingest', label: 'gateway' });
  expect(book.revoke('configured:gateway')).toBe(false);
  expect(book.list()).toEqual([]);
});

test.each(['owner', '', 'Read', 'constructor', '__proto__'])('%j is no role', (text) => {
  expect(isTokenRole(text)).toBe(false);
});
