import { z } from 'zod';
import { type IdentitySettings } from '../access/id-token/create-id-token-verifier';
import { USER_CLAIMS, type UserFrom } from '../access/id-token/read-claims';
import { strict } from './strict';

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an http or https address, for instance https://grafana.example/api/signing-keys/keys',
});

const listed = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[]);

const claim = z.enum(USER_CLAIMS, { error: `must be one of ${USER_CLAIMS.join(', ')}` });

/** One claim, or one for each way of signing in; `default` is for the others. */
const userFrom = z.union(
  [
    claim.transform((name): UserFrom => ({ default: name })),
    z.record(z.string(), claim).transform((claims): UserFrom => ({ default: 'login', ...claims })),
  ],
  { error: `must be one of ${USER_CLAIMS.join(', ')}, or one for each way of signing in and default` }
);

/** `identity`: how Grafana's id tokens are verified. */
export const IDENTITY_SCHEMA = strict({
  keys_url: address,
  issuer: z.string().min(1, { error: 'must be the root_url of Grafana, to the letter' }),
  audience: listed(
    z.string().regex(/^org:[1-9]\d{0,14}$/, { error: 'must be org:<number>, for instance org:1' })
  ).optional(),
  clock_leeway_seconds: z.coerce.number({ error: 'must be seconds, 0 to 300' }).int().min(0).max(300).default(30),
  authenticated_by: listed(z.string().min(1)).optional(),
  user_from: userFrom.default({ default: 'login' }),
});

export type IdentityConfig = z.output<typeof IDENTITY_SCHEMA>;

/** Settings of the verifier; null: no id token is verified. */
export function identityFromConfig(config: IdentityConfig | undefined): IdentitySettings | null {
  return config
    ? {
        keysUrl: config.keys_url,
        issuer: config.issuer,
        audience: config.audience ?? null,
        leewaySeconds: config.clock_leeway_seconds,
        authenticatedBy: config.authenticated_by ?? null,
        userFrom: config.user_from,
      }
    : null;
}

/** As it is printed at the start. */
export function identityText(config: IdentityConfig | undefined): string {
  if (!config) {
    return 'none: no id token is verified';
  }
  const { keys_url, issuer, audience, authenticated_by } = config;
  return [
    `issuer ${issuer}`,
    `keys ${keys_url}`,
    ...(audience ? [`audience ${audience.join(', ')}`] : []),
    ...(authenticated_by ? [`authenticated by ${authenticated_by.join(', ')}`] : []),
  ].join(', ');
}

const PREFIX = 'TOKENLEDGER_IDENTITY_';
const LISTS: readonly string[] = ['audience', 'authenticated_by'];

/**
 * Keys of `identity` from variables of their own: `TOKENLEDGER_IDENTITY_KEYS_URL` and so on, lists comma-separated,
 * `_USER_FROM` as a claim or as YAML. They win over the rest, key by key.
 */
export function identityFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  parseYaml: (text: string) => unknown
): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(IDENTITY_SCHEMA.shape).flatMap((key) => {
      const text = env[PREFIX + key.toUpperCase()];
      if (!text) {
        return [];
      }
      const value = LISTS.includes(key)
        ? text.split(',').map((item) => item.trim())
        : key === 'user_from'
          ? parseYaml(text)
          : text;
      return [[key, value]];
    })
  );
}
