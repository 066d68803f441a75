import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TokenBook, type TokenRole } from '../../access/token-book';
import { formatAddress, isLoopback, type Settings } from '../../config/settings';
import { error, type Finding, ok, warning } from './finding';

/** Whether the tokens that the address needs are there. */
export function checkTokens({ dataDir, listen, tokens: configured }: Settings): Finding[] {
  const roles = rolesOf(dataDir, configured);
  const create = (role: TokenRole) => `tokenledger token create --role ${role}`;
  if (roles.size === 0) {
    return [
      isLoopback(listen)
        ? warning('tokens', 'there are none: everyone on this machine may book and read', `Make one: ${create('read')}`)
        : error(
            'tokens',
            `there are none, and ${formatAddress(listen)} can be reached from other machines: it does not start`,
            `Make one (${create('read')} --label grafana), or listen on 127.0.0.1.`
          ),
    ];
  }
  const has = (...wanted: TokenRole[]) => wanted.some((role) => roles.has(role));
  return [
    ok('tokens', `of the roles ${[...roles].join(', ')}`),
    ...(has('ingest', 'admin') ? [] : [warning('tokens', 'none may book records', `Make one: ${create('ingest')}`)]),
    ...(has('read', 'delegate', 'admin')
      ? []
      : [warning('tokens', 'none may read', `Make one for Grafana: ${create('delegate')} --label grafana`)]),
  ];
}

function rolesOf(dataDir: string, configured: Settings['tokens']): Set<TokenRole> {
  const file = join(dataDir, 'tokens.db');
  const roles = configured.map(({ role }) => role);
  if (existsSync(file)) {
    const book = new TokenBook(file, configured);
    const usable = book.list(Date.now()).filter(({ state }) => state === 'active');
    roles.push(...usable.map(({ role }) => role));
    book.close();
  }
  return new Set(roles);
}
