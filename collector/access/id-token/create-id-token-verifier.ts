import { createHash } from 'node:crypto';
import { type CryptoKey, errors, jwtVerify } from 'jose';
import { checkHeader } from './check-header';
import { KeySet, type KeySetOptions } from './key-set';
import { type ClaimRules, readClaims } from './read-claims';
import { type IdTokenRefusal, refuse, type VerifiedPerson } from './verified-person';

/** Tokens whose verification is remembered. */
const MOST_REMEMBERED = 10_000;

/** How id tokens are verified. */
export interface IdentitySettings extends ClaimRules {
  /** Where Grafana publishes its keys: `<root_url>/api/signing-keys/keys`. */
  readonly keysUrl: string;
  /** Grafana's `root_url`, to the letter. */
  readonly issuer: string;
  /** Audiences that are answered, `org:<id>`; null: that of any organisation. */
  readonly audience: readonly string[] | null;
  /** How far clocks may differ. */
  readonly leewaySeconds: number;
}

export interface IdTokenVerifier {
  /** Who a token is of. `org` is the Grafana organisation that the request is made in; the token must be for it. */
  verify(token: string, org: number | undefined): Promise<VerifiedPerson | IdTokenRefusal>;
}

export interface VerifierOptions extends IdentitySettings, Omit<KeySetOptions, 'url'> {}

interface Remembered {
  readonly key: CryptoKey;
  /** Claims of a token that holds until `until`, epoch ms. */
  readonly payload: unknown;
  readonly until: number;
}

/**
 * Verifies Grafana's id tokens (`X-Grafana-Id`): ES256 alone, by a key from the configured address, of the configured
 * issuer, for the organisation of the request, within its times. Neither a token nor a claim of it is ever logged.
 */
export function createIdTokenVerifier(options: VerifierOptions): IdTokenVerifier {
  const { keysUrl, issuer, audience, leewaySeconds, clock } = options;
  const keys = new KeySet({ ...options, url: keysUrl });
  const remembered = new Map<string, Remembered>();

  async function payloadOf(token: string): Promise<{ payload: unknown } | IdTokenRefusal> {
    const header = checkHeader(token);
    if ('refused' in header) {
      return header;
    }
    const key = await keys.find(header.kid);
    if (key === 'unavailable') {
      return refuse('keys_unavailable', 'Grafana’s keys cannot be had: the collector’s log says why. Ask again later.');
    }
    if (!key) {
      return refuse('key', 'The id token is signed by a key that is not at identity.keys_url.');
    }
    const hash = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(hash);
    // A key that was withdrawn takes with it what it signed: after each fetch keys are other objects.
    if (known && known.key === key && known.until > clock()) {
      return known;
    }
    const verified = await verifySignature(token, key, { issuer, leewaySeconds, now: clock() });
    if ('refused' in verified) {
      remembered.delete(hash);
      return verified;
    }
    if (remembered.size >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.set(hash, { key, ...verified });
    return verified;
  }

  return {
    async verify(token, org) {
      if (org === undefined) {
        return refuse('organization', 'The request names no Grafana organisation (X-TokenLedger-Org).');
      }
      if (audience && !audience.includes(`org:${org}`)) {
        return refuse('audience', 'identity.audience excludes this Grafana organisation.');
      }
      const verified = await payloadOf(token);
      return 'refused' in verified ? verified : readClaims(verified.payload, org, options);
    },
  };
}

interface Expected {
  readonly issuer: string;
  readonly leewaySeconds: number;
  /** Epoch ms. */
  readonly now: number;
}

async function verifySignature(
  token: string,
  key: CryptoKey,
  { issuer, leewaySeconds, now }: Expected
): Promise<{ payload: unknown; until: number } | IdTokenRefusal> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['ES256'],
      issuer,
      requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat'],
      clockTolerance: leewaySeconds,
      currentDate: new Date(now),
    });
    const { exp, iat } = payload as { exp: number; iat: unknown };
    if (typeof iat !== 'number' || iat > exp) {
      return refuse('claims', 'The id token’s iat is not as Grafana writes it.');
    }
    if (iat > now / 1000 + leewaySeconds) {
      return refuse('not_yet_valid', 'The id token is from the future: set the clocks of Grafana and collector.');
    }
    return { payload, until: (exp + leewaySeconds) * 1000 };
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): IdTokenRefusal {
  if (error instanceof errors.JWTExpired) {
    return refuse(
      'expired',
      'The id token has expired: reload the dashboard, and set the clocks of Grafana and collector.'
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'iss':
        return refuse(
          'issuer',
          'The id token is of another Grafana: identity.issuer must be its root_url, to the letter.'
        );
      case 'nbf':
        return refuse('not_yet_valid', 'The id token is not valid yet: set the clocks of Grafana and collector.');
      default:
        return refuse('claims', `The id token's ${error.claim} is missing or wrong.`);
    }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return refuse('signature', 'The signature of the id token is not Grafana’s.');
  }
  return refuse('malformed', 'The id token cannot be read.');
}
