import { IDENTITY_HEADERS, IDENTITY_KINDS, type IdentityKind } from '../../contract/headers';
import { ledgerError } from '../errors';
import { type IdTokenVerifier } from './id-token/create-id-token-verifier';
import { type VerifiedPerson } from './id-token/verified-person';
import { type Identity } from './who-asks';

/** Who asks, with all that a signed token says. */
export interface AskingIdentity extends Identity {
  readonly verified: VerifiedPerson | null;
}

type ReadHeader = (name: string) => string | undefined;

/** Grafana asks for public dashboards under this name, and never signs for them. */
const PUBLIC_DASHBOARDS = 'service';

/**
 * Who asks, from the headers that the plugin's backend sets. A signed token comes before all other claims: of a verified
 * person name (the ledger's `user`), role and organisation are those that the token says. Where tokens are verified, one
 * that does not hold is refused, and so is a person without one.
 */
export async function readIdentity(header: ReadHeader, verifier: IdTokenVerifier | null): Promise<AskingIdentity> {
  const claimed = readClaimed(header);
  if (!verifier) {
    return claimed;
  }
  const token = decode(header(IDENTITY_HEADERS.idToken));
  if (!token) {
    if (claimed.kind === 'user' && claimed.login !== PUBLIC_DASHBOARDS) {
      throw ledgerError(
        'forbidden',
        'Grafana sent no id token, and this collector answers persons with one only. Grafana 12 sends it by default; before, the feature toggle idForwarding has to be on.',
        IDENTITY_HEADERS.idToken
      );
    }
    return claimed;
  }
  const result = await verifier.verify(token, claimed.org);
  if (!('refused' in result)) {
    const { type, user, role, org } = result;
    return {
      kind: type === 'anonymous' ? 'public' : 'user',
      login: type === 'anonymous' ? claimed.login : user,
      role,
      org,
      verified: result,
    };
  }
  throw ledgerError(
    result.refused === 'keys_unavailable' ? 'identity_unavailable' : 'forbidden',
    result.message,
    IDENTITY_HEADERS.idToken
  );
}

function readClaimed(header: ReadHeader): AskingIdentity {
  const kind = header(IDENTITY_HEADERS.kind);
  return {
    kind: isKind(kind) ? kind : undefined,
    org: organisation(header(IDENTITY_HEADERS.org)),
    login: decode(header(IDENTITY_HEADERS.login)),
    role: decode(header(IDENTITY_HEADERS.role)),
    verified: null,
  };
}

function isKind(text: string | undefined): text is IdentityKind {
  return (IDENTITY_KINDS as readonly (string | undefined)[]).includes(text);
}

/** An organisation that is no number is one that nobody can be verified for, and that no policy names. */
function organisation(text: string | undefined): number | undefined {
  if (text === undefined || text === '') {
    return undefined;
  }
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : Number.NaN;
}

/** Values arrive percent-encoded, as headers carry visible ASCII only. */
function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}
