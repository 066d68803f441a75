/**
 * Who asks, as the plugin's backend says it. Believed from tokens of the role `delegate` only.
 */
export const IDENTITY_HEADERS = {
  /** `user`, `alert` or `public`. */
  kind: 'X-TokenLedger-Kind',
  /** Grafana organisation id. */
  org: 'X-TokenLedger-Org',
  login: 'X-TokenLedger-Login',
  /** Grafana role: Viewer, Editor or Admin. */
  role: 'X-TokenLedger-Role',
  /** Grafana's signed id token (ES256). */
  idToken: 'X-TokenLedger-Id-Token',
} as const;

export const IDENTITY_KINDS = ['user', 'alert', 'public'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];
