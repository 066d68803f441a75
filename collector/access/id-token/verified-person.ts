/** What Grafana signs for: a person, a service account, or a visitor who has not signed in. */
export const PERSON_TYPES = ['user', 'service-account', 'anonymous'] as const;
export type PersonType = (typeof PERSON_TYPES)[number];

/** What a verified id token says. */
export interface VerifiedPerson {
  readonly type: PersonType;
  /** `user` in the ledger; of service accounts `service-account:<id>`, of visitors empty. */
  readonly user: string;
  /** What follows the colon of the subject: Grafana's own number of the person. */
  readonly id: string;
  readonly login?: string;
  readonly email?: string;
  readonly name?: string;
  /** Grafana role in the organisation: Viewer, Editor, Admin. Absent in tokens of Grafana before 12. */
  readonly role?: string;
  /** Grafana organisation. */
  readonly org: number;
  /** How the person signed in, for instance `password` or `oauth_generic_oauth`; empty for what is no person. */
  readonly authenticatedBy: string;
}

/** Why a token is not believed. */
export const REFUSAL_REASONS = [
  'malformed',
  'algorithm',
  'header',
  'key',
  'keys_unavailable',
  'signature',
  'issuer',
  'audience',
  'organization',
  'expired',
  'not_yet_valid',
  'claims',
  'subject',
  'authenticated_by',
  'user',
] as const;

export interface IdTokenRefusal {
  readonly refused: (typeof REFUSAL_REASONS)[number];
  /** What is wrong and what to do; nothing of the token itself. */
  readonly message: string;
}

/** Shorthand for a refusal. */
export function refuse(refused: IdTokenRefusal['refused'], message: string): IdTokenRefusal {
  return { refused, message };
}
