import { z } from 'zod';
import { type IdTokenRefusal, PERSON_TYPES, type PersonType, refuse, type VerifiedPerson } from './verified-person';

/** Claims that can be the ledger's `user`. A `verified_email` is an email that Grafana says is verified. */
export const USER_CLAIMS = ['login', 'email', 'verified_email', 'id'] as const;
export type UserClaim = (typeof USER_CLAIMS)[number];

/** Which claim is the ledger's `user`: for a way of signing in, else `default`. */
export type UserFrom = Readonly<Record<string, UserClaim>> & { readonly default: UserClaim };

export interface ClaimRules {
  readonly userFrom: UserFrom;
  /** Ways of signing in that are allowed; null: all. */
  readonly authenticatedBy: readonly string[] | null;
}

/** Names in the ledger that are service accounts' own. */
const SERVICE_ACCOUNT = 'service-account:';

const text = z.string().max(1024).optional();

const CLAIMS = z.object({
  aud: z
    .union([z.string(), z.array(z.string()).length(1)])
    .transform((aud) => (typeof aud === 'string' ? aud : aud[0]!)),
  sub: z.string().max(256),
  type: text,
  username: text,
  email: text,
  email_verified: z.boolean().optional(),
  name: text,
  role: text,
  authenticatedBy: text,
});

type Claims = z.output<typeof CLAIMS>;

/** The one asking, from the claims of a token whose signature, issuer and times hold. */
export function readClaims(payload: unknown, org: number, rules: ClaimRules): VerifiedPerson | IdTokenRefusal {
  const parsed = CLAIMS.safeParse(payload);
  if (!parsed.success) {
    const claim = String(parsed.error.issues[0]?.path[0] ?? 'payload');
    return refuse('claims', `The id token's ${claim} is not as Grafana writes it.`);
  }
  const claims = parsed.data;
  if (claims.aud !== `org:${org}`) {
    return refuse('organization', 'The id token is for another Grafana organisation than the request.');
  }
  const subject = subjectOf(claims);
  if (!subject) {
    return refuse(
      'subject',
      'The id token is of nobody who can ask: users, service accounts and anonymous visitors can.'
    );
  }
  return personOf(subject, claims, org, rules);
}

interface Subject {
  readonly type: PersonType;
  readonly id: string;
}

/** `user:7`. The type is said twice, and must be the same. */
function subjectOf({ sub, type }: Claims): Subject | undefined {
  const [, named, id] = /^([a-z-]+):([\w.-]{1,128})$/.exec(sub) ?? [];
  const known = PERSON_TYPES.find((person) => person === named);
  return known && id && (type === undefined || type === known) ? { type: known, id } : undefined;
}

function personOf(
  { type, id }: Subject,
  claims: Claims,
  org: number,
  { userFrom, authenticatedBy: allowed }: ClaimRules
): VerifiedPerson | IdTokenRefusal {
  const { username: login, email, name, role, authenticatedBy = '' } = claims;
  if (type !== 'user') {
    const user = type === 'anonymous' ? '' : `${type}:${id}`;
    return { type, user, id, org, authenticatedBy, ...withoutEmpty({ name, role }) };
  }
  if (allowed && !allowed.includes(authenticatedBy)) {
    return refuse(
      'authenticated_by',
      'The person signed in to Grafana in a way that identity.authenticated_by excludes.'
    );
  }
  const from = Object.hasOwn(userFrom, authenticatedBy) ? userFrom[authenticatedBy]! : userFrom.default;
  const user = { login, email, verified_email: claims.email_verified ? email : undefined, id }[from];
  if (!user) {
    return refuse('user', `The id token has no ${from}, which identity.user_from makes the ledger's user.`);
  }
  // People can change their login: none of them becomes the service account of that number.
  if (user.startsWith(SERVICE_ACCOUNT)) {
    return refuse('user', `The id token's ${from} begins like a service account's name, which no person's may.`);
  }
  return { type, user, id, org, authenticatedBy, ...withoutEmpty({ login, email, name, role }) };
}

function withoutEmpty<T extends Record<string, string | undefined>>(texts: T): Partial<T> {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value)) as Partial<T>;
}
