import { decodeProtectedHeader } from 'jose';
import { type IdTokenRefusal, refuse } from './verified-person';

/** Grafana's are some 600 characters long. */
const MAX_LENGTH = 8 * 1024;
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const MAX_KID_LENGTH = 256;

/** Headers that bring or name a key of the sender's own. */
const OWN_KEYS = ['jwk', 'jku', 'x5c', 'x5u', 'x5t', 'x5t#S256'];

/** The id of the key that a token says it is signed with, before anything is believed of it. */
export function checkHeader(token: string): { readonly kid: string } | IdTokenRefusal {
  if (token.length > MAX_LENGTH || !COMPACT.test(token)) {
    return refuse('malformed', 'The id token is no signed token in three parts.');
  }
  let header: Readonly<Record<string, unknown>>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    return refuse('malformed', 'The header of the id token cannot be read.');
  }
  if (header.alg !== 'ES256') {
    return refuse('algorithm', 'The id token must be signed by ES256, as Grafana does.');
  }
  if (OWN_KEYS.some((name) => name in header) || 'crit' in header) {
    return refuse('header', 'The id token brings a key or extensions of its own, which Grafana’s never do.');
  }
  // An OAuth access token (at+jwt) of the same issuer says nothing of who asks.
  if (typeof header.typ !== 'string' || header.typ.toLowerCase() !== 'jwt') {
    return refuse('header', 'The token is not of the type of id tokens (typ jwt): Grafana 11.1 or newer signs those.');
  }
  const { kid } = header;
  if (typeof kid !== 'string' || kid === '' || kid.length > MAX_KID_LENGTH) {
    return refuse('key', 'The id token names no key (kid).');
  }
  return { kid };
}
