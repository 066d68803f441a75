import { SignJWT, type JWTPayload } from 'jose';
import { NOW } from '../../../test/start-collector';
import { type SigningKey } from './key-server';

export const ISSUER = 'https://grafana.example/';
const NOW_SECONDS = NOW / 1000;

/** Claims as Grafana 12.3 writes them. */
export const GRAFANA_CLAIMS: JWTPayload = {
  aud: 'org:1',
  authenticatedBy: 'password',
  email: 'ada@example.org',
  exp: NOW_SECONDS + 600,
  iat: NOW_SECONDS,
  identifier: 'bg4z9mpe9vlkwa',
  iss: ISSUER,
  name: 'Ada',
  namespace: 'default',
  role: 'Admin',
  sub: 'user:7',
  type: 'user',
  username: 'ada',
};

/** A token as Grafana signs them; a claim that is undefined is left out. */
export async function signIdToken(
  key: SigningKey,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {}
): Promise<string> {
  return new SignJWT({ ...GRAFANA_CLAIMS, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'jwt', ...header })
    .sign(key.privateKey);
}
