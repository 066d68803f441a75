import { ledgerError } from '../errors';
import { type TokenBook, type TokenInfo, type TokenState } from './token-book';

const NO_LONGER: Readonly<Record<Exclude<TokenState, 'active'>, (token: TokenInfo) => string>> = {
  expired: ({ id, expiresAt = 0 }) =>
    `This token expired at ${new Date(expiresAt).toISOString()}. A new secret for it: tokenledger token rotate ${id}`,
  revoked: () => 'This token is revoked. A new one: tokenledger token create',
  replaced: ({ id }) =>
    `This secret was replaced by a newer one of the same token and no longer works: use that one, or make another: tokenledger token rotate ${id}`,
};

/** The token that an `Authorization` header carries. Throws `unauthorized` with what to do. */
export function holderOf(authorization: string | undefined, tokens: TokenBook, now: number): TokenInfo {
  const [scheme, secret] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !secret) {
    throw ledgerError(
      'unauthorized',
      'Send a token: Authorization: Bearer <token>. New ones: tokenledger token create'
    );
  }
  const found = tokens.find(secret, now);
  if (!found) {
    throw ledgerError('unauthorized', 'This token is not known here: it is misspelt, or of another collector.');
  }
  if (found.state !== 'active') {
    throw ledgerError('unauthorized', NO_LONGER[found.state](found.token));
  }
  return found.token;
}
